package org.normprop.report.page;

/** What a page of a signal tells of a tensor or a layer, in the order of its columns. */
public enum SignalQuantity {
  /** Mean of what an activation receives. */
  PRE_MEAN("pre mean", false),
  /** Standard deviation of what an activation receives. */
  PRE_STD("pre std", false),
  /** Mean of all elements. */
  MEAN("mean", false),
  /** Standard deviation of all elements about that mean. */
  STD("std", false),
  /** Mean over channels of the square of a channel's mean. */
  MEAN_SQUARED("mean squared", true),
  /** Mean over channels of the variance within a channel. */
  VARIANCE("variance", true),
  /** Variance of the signal sent back when independent N(0,1) arrive at the output. */
  BACKWARD("backward variance", true),
  /** Fourth central moment by the square of the second. */
  KURTOSIS("kurtosis", false),
  /** Share of elements that are 0. */
  ZEROS("zeros", false);

  private final String text;
  private final boolean isSquare;

  SignalQuantity(String text, boolean isSquare) {
    this.text = text;
    this.isSquare = isSquare;
  }

  /** What columns and charts call it. */
  String text() {
    return text;
  }

  /** Whether it has a chart by depth: squares add up, layer by layer. */
  boolean isDrawn() {
    return isSquare;
  }

  /**
   * How far a prediction is off, as a share of what was found; of a square, that of its root. Not a
   * number without a prediction.
   */
  double off(SignalReading reading) {
    double ratio = reading.predicted() / reading.measured();
    return (isSquare ? Math.sqrt(ratio) : ratio) - 1;
  }
}
