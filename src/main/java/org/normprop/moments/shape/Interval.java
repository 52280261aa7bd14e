package org.normprop.moments.shape;

/**
 * An interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

  /** The interval of a x + b for x in this one, a positive. */
  public Interval affine(double a, double b) {
    return new Interval(a * low + b, a * high + b);
  }

  /** The part inside another interval; one of its ends if there is none. */
  public Interval within(Interval other) {
    return new Interval(
        Math.max(other.low, Math.min(low, other.high)),
        Math.min(other.high, Math.max(high, other.low)));
  }

  public double width() {
    return high - low;
  }
}
