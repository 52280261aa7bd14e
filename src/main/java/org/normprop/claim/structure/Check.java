package org.normprop.claim.structure;

/**
 * A computed number beside the one that a claim predicts.
 *
 * @param what the number
 * @param computed its value
 * @param expected what it should be; NaN where nothing is predicted and the number is only shown
 * @param tolerance how far it may be from that: five standard errors, or rounding
 */
public record Check(String what, double computed, double expected, double tolerance) {

  /** How far rounding may take a number of order 1 that is computed by a few hundred operations. */
  public static final double ROUNDING = 1e-12;

  /** Sampled checks allow so many standard errors: exceeded by chance once in 1.7 million. */
  static final double STANDARD_ERRORS = 5;

  static Check rounded(String what, double computed, double expected) {
    return new Check(what, computed, expected, ROUNDING);
  }

  static Check sampled(String what, double computed, double expected, double standardError) {
    return new Check(what, computed, expected, STANDARD_ERRORS * standardError);
  }

  static Check shown(String what, double computed) {
    return new Check(what, computed, Double.NaN, Double.NaN);
  }

  /**
   * Whether the prediction came true.
   *
   * @return false if the computed number is further away than the tolerance
   */
  public boolean holds() {
    return Double.isNaN(expected) || Math.abs(computed - expected) <= tolerance;
  }
}
