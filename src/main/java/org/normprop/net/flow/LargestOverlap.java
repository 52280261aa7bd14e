package org.normprop.net.flow;

import java.util.function.DoubleUnaryOperator;
import org.normprop.function.math.Special;

/**
 * The covariance of the largest values of two windows of n independent N(0,1), s of which both
 * hold: by Hoeffding's formula the double integral of F(x,y) - F(x) F(y), which is
 *
 * <pre>2 int Phi(y)^(n-s) (1 - Phi(y)^s) H(y) dy,   H(y) = int_-inf^y Phi^n</pre>
 *
 * <p>summed by the trapezium rule, to 1e-5. Thread-safe, as it keeps nothing.
 */
final class LargestOverlap {

  private static final double END = 9;
  private static final double STEP = 1.0 / 128;

  private LargestOverlap() {}

  static double covariance(int n, int s) {
    return covariance(n, s, x -> 1);
  }

  /**
   * The correlation of f of both largest values, taken to mean 0 and standard deviation 1 before.
   *
   * @param slope the derivative of f
   */
  static double correlation(int n, int s, DoubleUnaryOperator slope) {
    double mean = 0;
    for (double y = -END; y < END; y += STEP) {
      double below = Math.pow(Special.normalCdf(y), n);
      mean += STEP * (y < 0 ? -below : 1 - below);
    }
    double of = mean;
    double std = Math.sqrt(covariance(n, n));
    DoubleUnaryOperator within = x -> slope.applyAsDouble((x - of) / std);
    double variance = covariance(n, n, within);
    return variance > 0 ? covariance(n, s, within) / variance : 0;
  }

  /**
   * The covariance of f(x) with the largest of n of which x is one: E[f(x) h(x)] less both means,
   * h(x) the mean largest given x, whose derivative is Phi(x)^(n-1).
   *
   * @param f of a standard normal x
   */
  static double covarianceWithCell(int n, DoubleUnaryOperator f) {
    double given = 0;
    double[] sums = new double[3];
    for (double x = -END; x < END; x += STEP) {
      given += STEP * Math.pow(Special.normalCdf(x + STEP / 2), n - 1.0);
      double at = x + STEP;
      double weight = STEP * Math.exp(-at * at / 2) / Math.sqrt(2 * Math.PI);
      double value = f.applyAsDouble(at);
      sums[0] += weight * value;
      sums[1] += weight * given;
      sums[2] += weight * value * given;
    }
    return sums[2] - sums[0] * sums[1];
  }

  /** E[slope(x) Phi(x)^(n-1)]: the mean slope where x is the largest of n, times how often. */
  static double slopeOfLargest(int n, DoubleUnaryOperator slope) {
    double sum = 0;
    for (double x = -END + STEP / 2; x < END; x += STEP) {
      double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      double largest = Math.pow(Special.normalCdf(x), n - 1.0);
      sum += STEP * density * largest * slope.applyAsDouble(x);
    }
    return sum;
  }

  /** Of f of both values: F(x,y) - F(x) F(y) is multiplied by f'(x) f'(y). */
  private static double covariance(int n, int s, DoubleUnaryOperator slope) {
    if (s == 0) {
      return 0;
    }
    double below = 0;
    double sum = 0;
    double last = 0;
    for (double y = -END; y < END; y += STEP) {
      double phi = Special.normalCdf(y);
      double rise = slope.applyAsDouble(y);
      double largest = rise * Math.pow(phi, n);
      below += (last + largest) / 2 * STEP;
      last = largest;
      sum += rise * Math.pow(phi, n - s) * (1 - Math.pow(phi, s)) * below * STEP;
    }
    return 2 * sum;
  }
}
