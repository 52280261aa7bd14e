package org.normprop.net.layer;

/**
 * Mean and standard deviation of many values.
 *
 * @param mean the mean; NaN where it is not known
 * @param std the standard deviation, with division by the number of values; NaN where not known
 */
public record Statistics(double mean, double std) {

  /** Nothing is known. */
  public static final Statistics UNKNOWN = new Statistics(Double.NaN, Double.NaN);

  /**
   * The statistics of values [0, n).
   *
   * @param values the values
   * @param n how many of them
   * @return their mean and standard deviation; unknown if there are none
   */
  public static Statistics of(float[] values, int n) {
    Sum sum = new Sum();
    if (n > 0) {
      sum.add(values, n);
    }
    return sum.get();
  }

  /** Sums up values batch by batch. */
  public static final class Sum {
    private double count;
    private double mean;
    private double squares;

    /** Adds values [0, n); Chan, Golub and LeVeque (1979), eq. 2.1. */
    public void add(float[] values, int n) {
      double batchMean = 0;
      for (int i = 0; i < n; i++) {
        batchMean += values[i];
      }
      batchMean /= n;
      double batchSquares = 0;
      for (int i = 0; i < n; i++) {
        batchSquares += (values[i] - batchMean) * (values[i] - batchMean);
      }
      double delta = batchMean - mean;
      squares += batchSquares + delta * delta * count * n / (count + n);
      mean += delta * n / (count + n);
      count += n;
    }

    public Statistics get() {
      return count == 0 ? UNKNOWN : new Statistics(mean, Math.sqrt(squares / count));
    }
  }
}
