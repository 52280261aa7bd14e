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

  /**
   * Bounds the functions on a region.
   *
   * @param region where; may be changed
   * @param largest receives the largest absolute values
   * @return false if that is not known of any region
   */
  default boolean over(PathRegion region, double[] largest) {
    return false;
  }
}
