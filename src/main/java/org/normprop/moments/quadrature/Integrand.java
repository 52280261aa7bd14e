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
}
