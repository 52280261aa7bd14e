package org.normprop.moments.law;

/** A point of a law while it is integrated. Mutable: each stage of a chain moves it on. */
final class PathPoint {

  /** The base normal before mean and std: z. */
  double z;

  /** Whether what is counted as an atom counts here, too: where a jump is to be seen. */
  boolean isWhole;

  /** Whether such inputs and rarer ones have a probability of 1e-18 or less. */
  boolean isRare;

  /** The input that the value comes from. */
  double input;

  /** The cut that an input which nothing was applied to yet lies near; else NaN. */
  double anchor = Double.NaN;

  /** The input's distance from it, to its last digits. */
  double offset;

  /** A bound of its rounding error. */
  double offsetError;

  /** How far from the cut the place may be that the offset is the distance from. */
  double cutDoubt;

  /** The value y. */
  double value;

  /** dy/d(base value), along the path that the value took. */
  double slope;

  /** The density with respect to that of z. */
  double weight;

  /** A bound of the value's rounding error. */
  double valueError;

  /** A bound of the slope's rounding error. */
  double slopeError;
}
