package org.normprop.train.compare;

import org.apache.commons.math3.distribution.TDistribution;

/** Means of few numbers, with what they tell: Student's t. */
public final class Student {

  private Student() {}

  /**
   * A mean and its uncertainty.
   *
   * @param n how many numbers
   * @param mean their mean
   * @param halfWidth half the width of the 95 % interval; NaN for fewer than 2 numbers, and for
   *     equal ones, which do not show how much they vary
   * @param low the lower end; NaN as halfWidth
   * @param high the upper end; NaN as halfWidth
   */
  public record Interval(int n, double mean, double halfWidth, double low, double high) {

    static Interval of(int n, double mean, double halfWidth) {
      return new Interval(n, mean, halfWidth, mean - halfWidth, mean + halfWidth);
    }

    /** Whether an end is nearer than the half width says. */
    public boolean isCut() {
      return low > mean - halfWidth || high < mean + halfWidth;
    }

    /**
     * Cuts the interval at ends that nothing can lie beyond.
     *
     * @param least the least that is possible
     * @param most the most that is possible
     * @return the part of the interval that lies between
     */
    public Interval within(double least, double most) {
      return new Interval(n, mean, halfWidth, Math.max(low, least), Math.min(high, most));
    }
  }

  /**
   * The 95 % confidence interval of a mean: mean +- t(0.975, n - 1) s/sqrt(n), s with n - 1.
   *
   * @param resolution numbers that differ by no more are equal but for their rounding
   * @param values at least one number
   * @return the interval
   */
  public static Interval interval(double resolution, double... values) {
    int n = values.length;
    double mean = mean(values);
    if (n < 2 || areEqual(resolution, values)) {
      return Interval.of(n, mean, Double.NaN);
    }
    double t = new TDistribution(null, n - 1).inverseCumulativeProbability(0.975);
    return Interval.of(n, mean, t * standardError(values, mean));
  }

  /**
   * The two-sided p-value of the hypothesis that the mean is 0: the paired t-test, of differences.
   *
   * @param resolution numbers that differ by no more are equal but for their rounding
   * @param differences the numbers
   * @return P(|T| at least |mean|/(s/sqrt(n))); NaN for fewer than 2 numbers, and for equal ones,
   *     which do not show how much they vary
   */
  public static double pValue(double resolution, double... differences) {
    int n = differences.length;
    if (n < 2 || areEqual(resolution, differences)) {
      return Double.NaN;
    }
    double mean = mean(differences);
    double error = standardError(differences, mean);
    return 2 * new TDistribution(null, n - 1).cumulativeProbability(-Math.abs(mean / error));
  }

  private static boolean areEqual(double resolution, double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least <= resolution;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double standardError(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    int n = values.length;
    return Math.sqrt(squares / (n - 1) / n);
  }
}
