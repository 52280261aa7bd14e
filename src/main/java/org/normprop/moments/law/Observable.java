package org.normprop.moments.law;

/** Functions of a value and its slope whose expectations are wanted. */
@FunctionalInterface
interface Observable {

  /**
   * Evaluates the functions.
   *
   * @param point where; may be changed
   * @param values receives the functions times the point's weight
   * @param slack receives bounds of their rounding errors
   */
  void at(PathPoint point, double[] values, double[] slack);
}
