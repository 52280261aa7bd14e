package org.normprop.data;

/** What is to be predicted. */
public enum TargetKind {
  /** One of several named classes. */
  CLASS,
  /** A number. */
  NUMBER,
  /** Nothing: rows without an answer, as given to {@code predict}. */
  NONE
}
