package org.normprop.data.table;

/** What is done about cells without a value. */
public enum MissingRule {
  /** The file is refused, with the first place and the counts. */
  REFUSE,
  /** Rows with such cells are left out. */
  DROP,
  /** An input takes its column's mean over the training rows; rows without answer are left out. */
  MEAN
}
