package org.normprop.moments;

/**
 * What a quadrature aims at.
 *
 * @param tolerance for each function, the error as a part of the integral of its absolute value;
 *     infinite where it does not matter
 * @param budget about how many evaluations to spend before giving up
 */
record QuadratureGoal(double[] tolerance, int budget) {

  /** The same goal with a smaller budget. */
  QuadratureGoal within(int other) {
    return new QuadratureGoal(tolerance, Math.min(budget, other));
  }
}
