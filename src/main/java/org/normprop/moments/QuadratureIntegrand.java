package org.normprop.moments;

/** Several functions of one variable that are integrated together. */
@FunctionalInterface
interface QuadratureIntegrand {

  /**
   * Evaluates all of them at a point.
   *
   * @param x the point; never a cut
   * @param values receives the values; infinite where one is too large, NaN where undefined
   * @param slack receives bounds of their rounding errors, at least 0
   */
  void at(double x, double[] values, double[] slack);
}
