package org.normprop.claim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.normprop.table.Bounded;

/**
 * A number known to lie between two decimals. Arithmetic keeps {@value #DIGITS} digits and rounds
 * outwards, so the result of an operation holds every possible true result.
 *
 * @param low the least it can be
 * @param high the most it can be
 */
public record DecimalRange(BigDecimal low, BigDecimal high) {

  static final int DIGITS = 45;

  private static final MathContext DOWN = new MathContext(DIGITS, RoundingMode.FLOOR);
  private static final MathContext UP = new MathContext(DIGITS, RoundingMode.CEILING);

  /** Checks the order. */
  public DecimalRange {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException("empty range: " + low + " > " + high);
    }
  }

  static DecimalRange exactly(BigDecimal value) {
    return new DecimalRange(value, value);
  }

  static DecimalRange exactly(long value) {
    return exactly(BigDecimal.valueOf(value));
  }

  static DecimalRange of(Bounded number) {
    return of(number.value(), number.error());
  }

  static DecimalRange of(double value, double bound) {
    return of(new BigDecimal(value), new BigDecimal(bound));
  }

  static DecimalRange of(BigDecimal value, BigDecimal bound) {
    return new DecimalRange(value.subtract(bound, DOWN), value.add(bound, UP));
  }

  DecimalRange minus(DecimalRange other) {
    return new DecimalRange(low.subtract(other.high, DOWN), high.subtract(other.low, UP));
  }

  DecimalRange times(DecimalRange other) {
    BigDecimal least = null;
    BigDecimal most = null;
    for (BigDecimal a : new BigDecimal[] {low, high}) {
      for (BigDecimal b : new BigDecimal[] {other.low, other.high}) {
        BigDecimal down = a.multiply(b, DOWN);
        BigDecimal up = a.multiply(b, UP);
        least = least == null ? down : least.min(down);
        most = most == null ? up : most.max(up);
      }
    }
    return new DecimalRange(least, most);
  }

  /** x^(halves / 2) of a number that cannot be negative; a negative low end counts as 0. */
  DecimalRange power(int halves) {
    DecimalRange base = new DecimalRange(low.max(BigDecimal.ZERO), high);
    DecimalRange result = exactly(1);
    DecimalRange factor = halves % 2 == 0 ? base : base.root();
    int times = Math.abs(halves % 2 == 0 ? halves / 2 : halves);
    for (int i = 0; i < times; i++) {
      result = result.times(factor);
    }
    return halves < 0 ? result.reciprocal() : result;
  }

  private DecimalRange root() {
    return new DecimalRange(low.sqrt(DOWN), high.sqrt(UP));
  }

  /** Whether 1/x is finite. */
  boolean isPositive() {
    return low.signum() > 0;
  }

  private DecimalRange reciprocal() {
    return new DecimalRange(BigDecimal.ONE.divide(high, DOWN), BigDecimal.ONE.divide(low, UP));
  }

  /** |x|. */
  DecimalRange magnitude() {
    if (low.signum() >= 0) {
      return this;
    }
    return high.signum() <= 0
        ? new DecimalRange(high.negate(), low.negate())
        : new DecimalRange(BigDecimal.ZERO, high.max(low.negate()));
  }

  boolean meets(DecimalRange other) {
    return low.compareTo(other.high) <= 0 && other.low.compareTo(high) <= 0;
  }

  /**
   * The number in the middle.
   *
   * @return (low + high) / 2
   */
  public BigDecimal middle() {
    return low.add(high).divide(BigDecimal.valueOf(2));
  }

  /**
   * How far from the middle the number can be.
   *
   * @return (high - low) / 2
   */
  public BigDecimal radius() {
    return high.subtract(low).divide(BigDecimal.valueOf(2));
  }

  double value() {
    return middle().doubleValue();
  }
}
