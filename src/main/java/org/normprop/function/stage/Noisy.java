package org.normprop.function.stage;

import java.util.Optional;

/**
 * A function of a value and of one random draw of its own: dropout and its relatives.
 *
 * <p>Given the draw, every one of them is affine in the value on either side of zero.
 */
public sealed interface Noisy extends Stage
    permits Dropout, AlphaDropout, GaussianDropout, RandomizedRelu {

  /** How the draw is distributed. */
  enum Noise {
    /** Uniform on [0, 1). */
    UNIFORM,
    /** Standard normal. */
    NORMAL
  }

  /**
   * The distribution of the draw.
   *
   * @return the distribution
   */
  Noise noise();

  /**
   * The same as a choice between an affine map and a constant, where it is one.
   *
   * @return empty for what multiplies by a random number
   */
  default Optional<Thinning> thinning() {
    return Optional.empty();
  }

  /**
   * The value.
   *
   * @param x the input
   * @param noise the draw
   * @return f(x, noise)
   */
  double value(double x, double noise);

  /**
   * The derivative with respect to the input.
   *
   * @param x the input
   * @param noise the draw
   * @return df/dx
   */
  double derivative(double x, double noise);

  /**
   * Values and derivatives of many inputs.
   *
   * @param x inputs
   * @param noise the draws
   * @param y receives the values; may be {@code x}
   * @param dy receives the derivatives
   * @param n how many
   */
  default void evaluate(double[] x, double[] noise, double[] y, double[] dy, int n) {
    for (int i = 0; i < n; i++) {
      double xi = x[i];
      y[i] = value(xi, noise[i]);
      dy[i] = derivative(xi, noise[i]);
    }
  }
}
