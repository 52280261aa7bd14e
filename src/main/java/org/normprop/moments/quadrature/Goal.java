package org.normprop.moments.quadrature;

/**
 * What a quadrature aims at. Safe for use by several threads while nobody writes to its array.
 *
 * @param tolerance for each function, the error as a part of the integral of its absolute value;
 *     infinite where it does not matter
 * @param budget about how many evaluations to spend before giving up
 */
public record Goal(double[] tolerance, int budget) {

  /** The same goal with a smaller budget. */
  public Goal within(int other) {
    return new Goal(tolerance, Math.min(budget, other));
  }
}
