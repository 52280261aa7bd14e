package org.normprop.moments.law;

/**
 * One side of a cut of a law: its points by their distance d from the cut, in the law's parameter,
 * so that a cut lies where it is and not where rounding puts it. For one thread.
 */
interface Place {

  /** Sets input, value, slope and weight, the density of the parameter. */
  void at(double d, PathPoint point);

  /** What the weight's relative error is beyond what the law says of all its weights. */
  default double weightError(double d) {
    return 0;
  }

  /** By how much the weight changes with d, relatively: |d log weight/dd| or more. */
  double sway(double d);

  /** The values on a rectangle around an interval of distances, and a bound of the weight there. */
  PathRegion region(double from, double to, double beyond, double imaginary);

  /** The least |dx/dd| on such a rectangle. */
  default double slowest(double from, double to, double beyond, double imaginary) {
    return 1;
  }

  /** How far rounding may have moved the cut. */
  double doubt();
}
