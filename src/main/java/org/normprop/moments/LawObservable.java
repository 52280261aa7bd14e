package org.normprop.moments;

/** Functions of a value and its slope whose expectations are wanted. */
@FunctionalInterface
interface LawObservable {

  /**
   * Evaluates the functions.
   *
   * @param point where; may be changed
   * @param values receives the functions times the point's weight
   * @param slack receives bounds of their rounding errors
   */
  void at(LawPoint point, double[] values, double[] slack);
}
