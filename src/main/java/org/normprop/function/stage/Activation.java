package org.normprop.function.stage;

import java.util.Map;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;

/**
 * A function R -> R, applied element by element.
 *
 * <p>Implementations are immutable, and equal when their {@link #text()} is.
 */
public non-sealed interface Activation extends Stage {

  /**
   * The name of its family, such as {@code leaky_relu}; what an activation is recognised by.
   *
   * @return the name in the catalog; {@code expr} for a formula
   */
  String name();

  /**
   * What shapes it, such as the slope of {@code leaky_relu}.
   *
   * @return every parameter's value by its name, in the catalog's order; none for a formula
   */
  Map<String, Double> parameters();

  /**
   * The value f(x).
   *
   * @param x the input; NaN gives NaN
   * @return f(x), without loss of digits in the tails
   */
  double value(double x);

  /**
   * The derivative f'(x); at a kink, the derivative from the left.
   *
   * @param x the input, not NaN
   * @return f'(x)
   */
  double derivative(double x);

  /**
   * The points where f or one of its derivatives jumps. Between two neighbours f is smooth.
   *
   * @return the kinks, ascending; empty for a smooth function
   */
  double[] kinks();

  /**
   * Values and slopes on an interval of the line and on a region of the complex plane around it,
   * with a proof: what the exact route counts on between the points at which it evaluates.
   *
   * @param x what is known of the input
   * @return what is known of f(x); nothing if this is not overridden
   */
  default Enclosure enclose(Enclosure x) {
    return Enclosure.UNKNOWN;
  }

  /**
   * The function by the distance d from a point: f(point + d).
   *
   * @param point the point
   * @return the function of d, if it keeps digits that the sum would lose; else nothing
   */
  default Optional<Activation> near(double point) {
    return Optional.empty();
  }

  /**
   * How far from the point of {@link #near} the place may be that distances are taken from.
   *
   * @return a bound; 0 unless this is a function of a distance from a place that is no double
   */
  default double doubt() {
    return 0;
  }

  /**
   * How the function behaves far out, or next to a point.
   *
   * @param point the point, or an infinity
   * @param side 1 for the right of the point, -1 for the left
   * @return what is known of it; nothing if this is not overridden
   */
  default Growth growth(double point, int side) {
    return Growth.UNKNOWN;
  }

  /**
   * How the derivative behaves far out, or next to a point.
   *
   * @param point the point, or an infinity
   * @param side 1 for the right of the point, -1 for the left
   * @return what is known of it; nothing if this is not overridden
   */
  default Growth slopeGrowth(double point, int side) {
    return Growth.UNKNOWN;
  }

  /**
   * How exact {@link #value} is.
   *
   * @return a bound of the relative rounding error; NaN where only {@link #enclose} at the point
   *     tells
   */
  default double accuracy() {
    return CATALOGUE_ACCURACY;
  }

  /** What the functions of the catalog may be wrong by, relatively: 8 units in the last place. */
  double CATALOGUE_ACCURACY = 0x1p-50;

  /**
   * Where the function comes from: paper or framework.
   *
   * @return one line
   */
  String source();

  /**
   * Values and derivatives of many inputs: {@code y[i] = f(x[i])}, {@code dy[i] = f'(x[i])}.
   *
   * <p>May trade the last digits for speed: within {@value #BLOCK_TOLERANCE} * max(1, |x|, |f|) of
   * {@link #value} and {@link #derivative}, with the same NaN and infinite values. The same bits
   * come out whatever the block's length and the machine.
   *
   * @param x inputs
   * @param y receives the values; another array than {@code x}
   * @param dy receives the derivatives
   * @param n how many
   */
  default void evaluate(double[] x, double[] y, double[] dy, int n) {
    for (int i = 0; i < n; i++) {
      double xi = x[i];
      y[i] = value(xi);
      dy[i] = derivative(xi);
    }
  }

  /** How far {@link #evaluate} may be from {@link #value}, in units of max(1, |x|, |f|). */
  double BLOCK_TOLERANCE = 4e-15;
}
