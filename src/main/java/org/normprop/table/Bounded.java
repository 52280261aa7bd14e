package org.normprop.table;

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
    return rounded(value / divisor, error / Math.abs(divisor));
  }

  /** The quotient; the divisor is larger than its error. */
  public Bounded over(Bounded divisor) {
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

  /** Whether it exists. */
  public boolean isFinite() {
    return Math.abs(value) <= Double.MAX_VALUE;
  }
}
