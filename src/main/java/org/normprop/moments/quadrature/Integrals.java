package org.normprop.moments.quadrature;

import java.util.Arrays;
import org.normprop.table.Bounded;

/**
 * Integrals of several functions. Its arrays may be written to: it belongs to one thread.
 *
 * @param value the integrals
 * @param error bounds of their absolute errors; infinite where the integral was not reached
 * @param magnitude the integrals of the absolute values
 * @param divergent which of them do not exist because the function is too large
 * @param undefinedAt for each function, a point of an interval on which it is NaN; else NaN
 */
public record Integrals(
    double[] value, double[] error, double[] magnitude, boolean[] divergent, double[] undefinedAt) {

  /** Integrals over nothing. */
  public static Integrals none(int dimension) {
    double[] undefinedAt = new double[dimension];
    Arrays.fill(undefinedAt, Double.NaN);
    return new Integrals(
        new double[dimension],
        new double[dimension],
        new double[dimension],
        new boolean[dimension],
        undefinedAt);
  }

  /** Integral k: infinite if it does not exist, NaN if it was not reached. */
  public Bounded bounded(int k) {
    if (divergent[k]) {
      return new Bounded(Double.POSITIVE_INFINITY, 0);
    }
    return Double.isNaN(undefinedAt[k]) && error[k] < Double.POSITIVE_INFINITY
        ? new Bounded(value[k], error[k])
        : new Bounded(Double.NaN, 0);
  }
}
