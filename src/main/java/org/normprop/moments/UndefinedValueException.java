package org.normprop.moments;

/** Thrown, and caught by {@link ExactMoments}, where a function is NaN on an interval. */
final class UndefinedValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An input at which it is. */
  private final double at;

  UndefinedValueException(double at) {
    super("undefined at " + at, null, false, false);
    this.at = at;
  }

  double at() {
    return at;
  }
}
