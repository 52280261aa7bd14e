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

  /** Whether x is its own parameter. */
  default boolean isPlain() {
    return true;
  }

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

  /**
   * How far the x of t + d is from an x whose t is known, exact where d is small.
   *
   * @param t the parameter
   * @param x its x
   * @param d the distance from the parameter
   */
  default double moved(double t, double x, double d) {
    return d;
  }

  /** What the x of {@link #moved} may be wrong by, relatively, beyond its rounding. */
  default double valueError(double t, double d) {
    return 0;
  }

  /** The density at t + d, exact where d is small. */
  default double at(double t, double d) {
    return at(t + d);
  }

  /** What {@link #at(double, double)} may be wrong by, relatively, beyond {@link #error}. */
  default double error(double t, double d) {
    return 0;
  }

  /**
   * A bound of the density's absolute value on a rectangle of the complex plane around an interval
   * between two cuts, where the density is continued beyond them.
   *
   * @param low the interval's lower end
   * @param high its upper end
   * @param beyond how far the rectangle reaches beyond either end
   * @param imaginary how far it reaches to both sides of the line
   */
  double largest(double low, double high, double beyond, double imaginary);

  /** dx/dt, which is nowhere larger beside the line than on it. */
  default double speed(double t) {
    return 1;
  }

  /** The least |dx/dt| up to a distance from an interval of the line. */
  default double slowest(double low, double high, double imaginary) {
    return 1;
  }

  /** Whether probability goes on beyond the last cut, or beyond the first. */
  default boolean hasTail(boolean upper) {
    return true;
  }

  /** An end of an interval that all but a probability of about 1e-20 stays within. */
  double bulk(boolean upper);
}
