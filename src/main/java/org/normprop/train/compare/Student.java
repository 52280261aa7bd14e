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
   * @param halfWidth half the width of the 95 % interval; NaN for fewer than 2 numbers
   */
  public record Interval(int n, double mean, double halfWidth) {}

  /**
   * The 95 % confidence interval of a mean: mean +- t(0.975, n - 1) s/sqrt(n), s with n - 1.
   *
   * @param values at least one number
   * @return the interval
   */
  public static Interval interval(double... values) {
    int n = values.length;
    double mean = mean(values);
    if (n < 2) {
      return new Interval(n, mean, Double.NaN);
    }
    double t = new TDistribution(null, n - 1).inverseCumulativeProbability(0.975);
    return new Interval(n, mean, t * standardError(values, mean));
  }

  /**
   * The two-sided p-value of the hypothesis that the mean is 0: the paired t-test, of differences.
   *
   * @param differences the numbers
   * @return P(|T| at least |mean|/(s/sqrt(n))); 1 if all are 0; NaN for fewer than 2 numbers, and
   *     for equal ones, which do not show how much they vary
   */
  public static double pValue(double... differences) {
    int n = differences.length;
    if (n < 2) {
      return Double.NaN;
    }
    double mean = mean(differences);
    double error = standardError(differences, mean);
    if (error == 0) {
      return mean == 0 ? 1 : Double.NaN;
    }
    return 2 * new TDistribution(null, n - 1).cumulativeProbability(-Math.abs(mean / error));
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
