package org.normprop.function.stage;

import java.util.Map;

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
