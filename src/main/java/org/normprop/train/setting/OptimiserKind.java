package org.normprop.train.setting;

/** What makes a step of a gradient. */
public enum OptimiserKind {
  /** Gradient descent with momentum. */
  SGD,
  /** Adam. */
  ADAM
}
