package org.normprop.claim;

import org.normprop.table.Estimate;

/**
 * What we know of a quantity ourselves.
 *
 * @param range where the true value is; for a sampled one, within {@value #SAMPLED_WIDTH} standard
 *     errors of the estimate
 * @param spread the standard error of a sampled value of this quantity, times the square root of
 *     the number of draws; NaN if unknown
 * @param standardError that of our own value; 0 for a deterministic route
 * @param route how it was found
 */
public record Known(DecimalRange range, double spread, double standardError, String route) {

  private static final int SAMPLED_WIDTH = 5;

  static Known sampled(Estimate estimate, long samples) {
    double error = estimate.standardError();
    return new Known(
        DecimalRange.of(estimate.value(), SAMPLED_WIDTH * error),
        error * Math.sqrt(samples),
        error,
        "sampled");
  }

  /** The same of x^(halves / 2); the range must be positive where the exponent is negative. */
  Known power(int halves) {
    if (halves == 2) {
      return this;
    }
    // d x^p = p x^(p-1) dx
    double exponent = halves / 2.0;
    double slope = Math.abs(exponent) * StrictMath.pow(range.value(), exponent - 1);
    return new Known(range.power(halves), slope * spread, slope * standardError, route);
  }

  /** How many draws bring the width of a sampled range down to the given precision. */
  double samplesFor(double precision) {
    double root = SAMPLED_WIDTH * spread / precision;
    return root * root;
  }
}
