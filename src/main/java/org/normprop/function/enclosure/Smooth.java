package org.normprop.function.enclosure;

/** A real function that is holomorphic where its derivative's bound is finite. Immutable. */
interface Smooth {

  /** The values on an interval of the line, tightly. */
  Span value(Span u);

  /** The slopes there, tightly. */
  Span slope(Span u);

  /**
   * A bound of |g'(z)| on a rectangle of the complex plane; infinite where g is not known to be
   * holomorphic.
   *
   * @param low the least real part
   * @param high the greatest
   * @param y the largest |imaginary part|
   */
  double steepest(double low, double high, double y);

  /** The same for |g''|. */
  double bend(double low, double high, double y);
}
