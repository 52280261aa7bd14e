package org.normprop.table;

import org.normprop.text.Digits;

/**
 * A number and a bound of its absolute error. Arithmetic carries the bound along, its own rounding
 * included.
 *
 * @param value the number; infinite or NaN where it does not exist
 * @param error the bound, at least 0
 */
public record Bounded(double value, double error) {

  public static final Bounded ZERO = new Bounded(0, 0);

  public static final Bounded ONE = new Bounded(1, 0);

  /** Stands where there is no number. */
  public static final Bounded UNKNOWN = new Bounded(Double.NaN, Double.NaN);

  public static final double UNIT_ROUNDOFF = 0x1p-53;

  /** A number that is right to its last bit. */
  public static Bounded exactly(double value) {
    return new Bounded(value, 0);
  }

  /** A number that was rounded once. */
  public static Bounded rounded(double value) {
    return new Bounded(value, UNIT_ROUNDOFF * Math.abs(value));
  }

  /** A number that arithmetic has left with the given error. */
  private static Bounded rounded(double value, double error) {
    return new Bounded(value, error + UNIT_ROUNDOFF * Math.abs(value));
  }

  public Bounded plus(Bounded other) {
    return rounded(value + other.value, error + other.error);
  }

  public Bounded minus(Bounded other) {
    return rounded(value - other.value, error + other.error);
  }

  public Bounded times(Bounded other) {
    return rounded(
        value * other.value,
        Math.abs(value) * other.error + Math.abs(other.value) * error + error * other.error);
  }

  public Bounded times(double factor) {
    return rounded(value * factor, Math.abs(factor) * error);
  }

  public Bounded over(double divisor) {
    double quotient = value / divisor;
    double wrong = error / Math.abs(divisor);
    boolean underflows =
        value != 0 && Math.abs(quotient) < Double.MIN_NORMAL || error > 0 && wrong == 0;
    return rounded(quotient, underflows ? wrong + Double.MIN_VALUE : wrong);
  }

  /** The quotient; unknown where the divisor may be 0. */
  public Bounded over(Bounded divisor) {
    if (!(Math.abs(divisor.value) > divisor.error)) {
      return Math.abs(divisor.value) > 0 && Double.isNaN(divisor.error)
          ? new Bounded(value / divisor.value, Double.NaN)
          : UNKNOWN;
    }
    double quotient = value / divisor.value;
    return rounded(
        quotient,
        (error + Math.abs(quotient) * divisor.error) / (Math.abs(divisor.value) - divisor.error));
  }

  public Bounded squared() {
    return times(this);
  }

  /** The square root of a number that is not negative but for its error. */
  public Bounded root() {
    double root = Math.sqrt(Math.max(value, 0));
    // sqrt(v) - sqrt(v - e) is at most e/sqrt(v), and at most sqrt(e).
    double moved = Math.sqrt(error);
    return rounded(root, root > moved ? root - Math.sqrt(value - error) : moved);
  }

  /** x^(halves / 2), of a number that is not negative but for its error. */
  public Bounded power(int halves) {
    Bounded factor = halves % 2 == 0 ? this : root();
    Bounded power = ONE;
    for (int i = Math.abs(halves % 2 == 0 ? halves / 2 : halves); i > 0; i--) {
      power = power.value == 1 && power.error == 0 ? factor : power.times(factor);
    }
    return halves < 0 ? ONE.over(power) : power;
  }

  /**
   * The number as text, to the digits that its bound supports.
   *
   * @return its digits; empty where nothing is known
   */
  public String text() {
    return Digits.exact(value, error);
  }

  /** Whether it exists. */
  public boolean isFinite() {
    return Math.abs(value) <= Double.MAX_VALUE;
  }
}
