package org.normprop.moments.density;

/**
 * A continuous distribution of x, as one of a parameter t that moves x upwards, chosen so that
 * every power of x is easy to integrate over t. Immutable.
 */
public interface InputDensity {

  /** Values of t between which the density is smooth, ascending; the ends hold all that matters. */
  double[] cuts();

  /** The x of a t. */
  double x(double t);

  /** The t of an x; an end where no t reaches x. */
  double t(double x);

  /** The density of t. */
  double at(double t);

  /** P(X &lt; x), to its last digits however small. */
  double below(double x);

  /** P(X &gt; x), to its last digits however small. */
  double above(double x);

  /** Something like a standard deviation. */
  double scale();

  /** What densities and probabilities may be wrong by, relatively. */
  double error();

  /** Whether probability goes on beyond the last cut, or beyond the first. */
  default boolean hasTail(boolean upper) {
    return true;
  }

  /** An end of an interval that all but a probability of about 1e-20 stays within. */
  double bulk(boolean upper);
}
