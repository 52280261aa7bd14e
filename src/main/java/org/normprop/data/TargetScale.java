package org.normprop.data;

/**
 * Brings the numbers to be predicted to mean 0 and standard deviation 1, and predictions back to
 * their units.
 *
 * @param mean what is taken off, in the target's units
 * @param std what is divided by, in the target's units; positive
 */
public record TargetScale(double mean, double std) {

  /** Refuses what cannot be undone. */
  public TargetScale {
    if (!(Math.abs(mean) <= Double.MAX_VALUE) || !(std > 0 && std <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a target scale needs a finite mean and a positive std, got " + mean + " and " + std);
    }
  }

  /**
   * Measures the targets of a data set; the standard deviation is the population's.
   *
   * @param train the training part, of one row at least, with numbers to predict
   * @return the scale; its std is 1 if all targets are equal
   */
  public static TargetScale fit(DataSet train) {
    int n = train.size();
    if (n == 0) {
      throw new IllegalArgumentException(train.name() + " has no rows to measure targets on");
    }
    MeanStd of = MeanStd.of(n, train::value);
    return new TargetScale(of.mean(), of.std() > 0 ? of.std() : 1);
  }

  /**
   * To the scale of training.
   *
   * @param value in the target's units
   * @return (value - mean) / std
   */
  public float scaled(float value) {
    return (float) ((value - mean) / std);
  }

  /**
   * Back to the target's units.
   *
   * @param scaled as {@link #scaled} gives it
   * @return scaled * std + mean
   */
  public float unscaled(float scaled) {
    return (float) (scaled * std + mean);
  }
}
