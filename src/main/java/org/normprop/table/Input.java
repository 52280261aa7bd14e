package org.normprop.table;

import java.io.Serializable;
import java.util.function.Function;

/** What goes into a unit: one distribution for all of its inputs, and how they hang together. */
public sealed interface Input extends Serializable {

  /** Independent N(0, 1). */
  Input STANDARD = normal(0, 1);

  /**
   * Normals.
   *
   * @param mean the mean
   * @param std the standard deviation, positive
   * @param correlation how they hang together
   */
  record Normal(double mean, double std, Correlation correlation) implements Input {

    /** Checks the ranges. */
    public Normal {
      if (!Double.isFinite(mean)) {
        throw new IllegalArgumentException("the input's mean must be finite, got " + mean);
      }
      if (!(std > 0 && std <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "the input's std must be positive and finite, got " + std);
      }
    }

    @Override
    public String text() {
      return InputText.of(mean) + "," + InputText.of(std);
    }

    @Override
    public double rho() {
      return correlation instanceof Correlation.Equal equal ? equal.rho() : Double.NaN;
    }

    // As a record has them, but written out, here as in Correlation.Equal and Unit: the ones that
    // come by themselves are put together when they are first asked, and cost every start 40 ms.

    @Override
    public boolean equals(Object other) {
      return other instanceof Normal that
          && Double.compare(mean, that.mean) == 0
          && Double.compare(std, that.std) == 0
          && correlation.equals(that.correlation);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Double.hashCode(mean) + Double.hashCode(std)) + correlation.hashCode();
    }
  }

  /**
   * Independent numbers of another distribution.
   *
   * @param marginal the distribution of each
   */
  record Independent(Marginal marginal) implements Input {

    @Override
    public double mean() {
      return marginal.mean();
    }

    @Override
    public double std() {
      return marginal.std();
    }

    @Override
    public double rho() {
      return 0;
    }

    @Override
    public String text() {
      return marginal.text();
    }
  }

  /**
   * The mean of each input.
   *
   * @return E[x]; NaN if there is none
   */
  double mean();

  /**
   * The standard deviation of each input.
   *
   * @return sqrt(Var[x]); infinite or NaN if there is none
   */
  double std();

  /**
   * The correlation of every two inputs.
   *
   * @return 0 if they are independent; NaN if it is not the same for every two
   */
  double rho();

  /**
   * The distribution of each input, as {@code --input} takes it.
   *
   * @return for example {@code 0,1} or {@code uniform:-1,1}
   */
  String text();

  /**
   * Independent normals.
   *
   * @param mean the mean
   * @param std the standard deviation
   * @return the input
   */
  static Input normal(double mean, double std) {
    return new Normal(mean, std, Correlation.NONE);
  }

  /**
   * Normals of which every two have the same correlation.
   *
   * @param mean the mean
   * @param std the standard deviation
   * @param rho the correlation, in [0, 1]
   * @return the input
   */
  static Input normal(double mean, double std, double rho) {
    return new Normal(mean, std, new Correlation.Equal(rho));
  }

  /**
   * Normals that hang together in a given way.
   *
   * @param mean the mean
   * @param std the standard deviation
   * @param correlation how
   * @return the input
   */
  static Input normal(double mean, double std, Correlation correlation) {
    return new Normal(mean, std, correlation);
  }

  /**
   * Reads the distribution of independent inputs.
   *
   * @param text as {@code --input} takes it; every number may be written as a formula such as
   *     {@code sqrt(3)}
   * @param data finds the numbers of {@code data:...}
   * @return the input
   * @throws IllegalArgumentException if the text names no distribution; the message says what would
   *     be right
   */
  static Input parse(String text, Function<String, Empirical> data) {
    return InputText.parse(text, data);
  }
}
