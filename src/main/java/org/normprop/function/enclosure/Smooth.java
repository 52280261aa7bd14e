package org.normprop.function.enclosure;

import java.util.function.UnaryOperator;

/**
 * A real function that is holomorphic where its derivative's bound is finite.
 *
 * @param value the values on an interval of the line, tightly
 * @param slope the slopes there, tightly
 * @param steepest a bound of |g'(z)| for real parts in an interval and imaginary parts up to a
 *     size; infinite where g is not known to be holomorphic
 * @param bend the same for |g''|
 */
record Smooth(UnaryOperator<Span> value, UnaryOperator<Span> slope, Bound steepest, Bound bend) {

  /** Nothing is known. */
  static final Bound UNBOUNDED = (low, high, imaginary) -> Double.POSITIVE_INFINITY;

  /** A bound over a rectangle of the complex plane. */
  @FunctionalInterface
  interface Bound {
    /**
     * The bound.
     *
     * @param low the least real part
     * @param high the greatest
     * @param imaginary the largest |imaginary part|
     */
    double over(double low, double high, double imaginary);
  }

  Smooth(UnaryOperator<Span> value, UnaryOperator<Span> slope, Bound steepest) {
    this(value, slope, steepest, UNBOUNDED);
  }
}
