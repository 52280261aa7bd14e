package org.normprop.moments.law;

import org.normprop.function.enclosure.Enclosure;

/**
 * A law on an interval of inputs and a region of the complex plane around it, as {@link PathPoint}
 * is one at a point. Mutable: each stage of a chain moves it on.
 */
final class PathRegion {

  /** The values that the input takes on its way, with their slopes with respect to it. */
  Enclosure value;

  /** The cut that inputs which nothing was applied to yet lie near; else NaN. */
  double anchor = Double.NaN;

  /** The inputs' distances from it. */
  Enclosure offset;

  /** A bound of the weight's absolute value. */
  double weight;

  /** A bound of the slope's absolute value that is found otherwise; NaN if there is none. */
  double steepest = Double.NaN;

  /** Whether a place where the value may jump counts as infinitely steep. */
  boolean seesJumps;

  /** A bound of |dy/dx|. */
  double steepest() {
    if (seesJumps && value.mayJump()) {
      return Double.POSITIVE_INFINITY;
    }
    return Double.isNaN(steepest) ? value.steepest() : steepest;
  }
}
