package org.normprop.moments.sample;

import java.util.Arrays;

/**
 * A chunk's worth of one copy of a stage's output, with its gradient with respect to the unit's
 * inputs. The arrays belong to whoever made the lane and are overwritten by the next copy.
 */
final class Lane {

  /** How the gradient is held. */
  enum Gradient {
    /** The lane is an input: the derivative is 1. */
    IDENTITY,
    /** |gradient|^2 is the same number for every sample. */
    CONSTANT,
    /** {@code d} is the derivative with respect to the one input. */
    SIGNED,
    /** {@code d} is |gradient|^2, summed over the inputs. */
    SQUARED
  }

  double[] y;
  Gradient gradient;
  double constant;
  double[] d;

  void setInput(double[] values) {
    set(values, 1);
    gradient = Gradient.IDENTITY;
  }

  /** Whether |gradient|^2 is the same for every sample. */
  boolean isConstant() {
    return gradient == Gradient.IDENTITY || gradient == Gradient.CONSTANT;
  }

  void set(double[] values, double squaredGradient) {
    y = values;
    gradient = Gradient.CONSTANT;
    constant = squaredGradient;
    d = null;
  }

  void set(double[] values, Gradient kind, double[] gradients) {
    y = values;
    gradient = kind;
    d = gradients;
  }

  /** Writes |gradient|^2 into an array. */
  void squaredGradient(double[] g, int n) {
    switch (gradient) {
      case IDENTITY, CONSTANT -> Arrays.fill(g, 0, n, constant);
      case SIGNED -> {
        for (int i = 0; i < n; i++) {
          g[i] = d[i] * d[i];
        }
      }
      case SQUARED -> System.arraycopy(d, 0, g, 0, n);
    }
  }

  /**
   * Sets this lane to f(in), given f's values and derivatives. The derivatives' array becomes the
   * lane's own and is overwritten.
   */
  void apply(Lane in, double[] values, double[] derivatives, int n) {
    switch (in.gradient) {
      case IDENTITY -> set(values, Gradient.SIGNED, derivatives);
      case CONSTANT -> {
        for (int i = 0; i < n; i++) {
          derivatives[i] = derivatives[i] * derivatives[i] * in.constant;
        }
        set(values, Gradient.SQUARED, derivatives);
      }
      case SIGNED -> {
        for (int i = 0; i < n; i++) {
          derivatives[i] = derivatives[i] * in.d[i];
        }
        set(values, Gradient.SIGNED, derivatives);
      }
      case SQUARED -> {
        for (int i = 0; i < n; i++) {
          derivatives[i] = derivatives[i] * derivatives[i] * in.d[i];
        }
        set(values, Gradient.SQUARED, derivatives);
      }
    }
  }

  /** What is collected of one unit's output. */
  interface Tally {

    /**
     * Takes a chunk of outputs.
     *
     * @param lane the outputs and their gradients, overwritten afterwards
     * @param n how many
     */
    void add(Lane lane, int n);
  }
}
