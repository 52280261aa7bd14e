package org.normprop.table;

import org.normprop.text.Digits;

/**
 * A sampled number and its standard error; both NaN where the quantity is not defined.
 *
 * @param value the estimate
 * @param standardError its standard error, at least 0
 */
public record Estimate(double value, double standardError) {

  /** What stands where a quantity is not defined. */
  public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN);

  /** Checks the error. */
  public Estimate {
    if (standardError < 0) {
      throw new IllegalArgumentException("a standard error cannot be negative: " + standardError);
    }
  }

  /** An estimate whose error was carried along. */
  static Estimate of(Bounded number) {
    return new Estimate(
        number.value(), number.error() <= Double.MAX_VALUE ? number.error() : Double.NaN);
  }

  /** The same with the standard error in the place of a bound, to be carried along. */
  Bounded asBounded() {
    return new Bounded(value, standardError);
  }

  /**
   * Whether there is a number.
   *
   * @return false for {@link #NONE}
   */
  public boolean isDefined() {
    return !Double.isNaN(value);
  }

  /**
   * How many standard errors the estimate is above a value.
   *
   * @param exact the value
   * @return (estimate - exact) / standard error
   */
  public double zScore(double exact) {
    return value == exact ? 0 : (value - exact) / standardError;
  }

  /**
   * The value as text, rounded where the second digit of its standard error stands.
   *
   * @return its digits; empty where it is not defined
   */
  public String valueText() {
    return Digits.sampled(value, standardError);
  }

  /**
   * The standard error as text, with two digits.
   *
   * @return its digits; empty where it is not defined
   */
  public String errorText() {
    return Digits.error(standardError);
  }
}
