package org.normprop.moments.quadrature;

/** Several functions of one variable that are integrated together. */
@FunctionalInterface
public interface Integrand {

  /**
   * Evaluates all of them at a point.
   *
   * @param x the point; never a cut
   * @param values receives the values; infinite where one is too large, NaN where undefined
   * @param slack receives bounds of their rounding errors, at least 0
   */
  void at(double x, double[] values, double[] slack);

  /**
   * Bounds the functions' absolute values on a rectangle of the complex plane around an interval.
   *
   * @param from the interval's lower end
   * @param to its upper end
   * @param beyond how far the rectangle reaches beyond either end
   * @param imaginary how far it reaches to both sides of the line; 0 for the interval alone
   * @param largest receives the bounds; infinite for a function that is not known to be holomorphic
   * @return false if nothing is known of any rectangle
   */
  default boolean bound(double from, double to, double beyond, double imaginary, double[] largest) {
    return false;
  }
}
