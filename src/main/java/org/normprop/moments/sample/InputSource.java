package org.normprop.moments.sample;

import java.util.function.DoubleUnaryOperator;
import org.normprop.table.Correlation;
import org.normprop.table.Input;

/** Makes a unit's inputs of planes of independent N(0, 1). Belongs to one thread. */
interface InputSource {

  /** Whether the inputs have something in common: one plane more. */
  default boolean hasCommonPart() {
    return false;
  }

  /**
   * Makes inputs.
   *
   * @param z normals of the input's own
   * @param common normals that all inputs share, if there is a common part
   * @param inputs room for the result
   * @param n how many
   * @return the inputs: {@code inputs}, or {@code z} itself
   */
  double[] of(double[] z, double[] common, double[] inputs, int n);

  /** The source of an input. */
  static InputSource of(Input input) {
    if (input instanceof Input.Independent independent) {
      DoubleUnaryOperator image = Quantiles.ofNormal(independent.marginal());
      return (z, common, inputs, n) -> {
        for (int i = 0; i < n; i++) {
          inputs[i] = image.applyAsDouble(z[i]);
        }
        return inputs;
      };
    }
    return input.equals(Input.STANDARD)
        ? (z, common, inputs, n) -> z
        : normal((Input.Normal) input);
  }

  private static InputSource normal(Input.Normal input) {
    double rho = ((Correlation.Equal) input.correlation()).rho();
    double mean = input.mean();
    double shared = input.std() * Math.sqrt(rho);
    double own = input.std() * Math.sqrt(1 - rho);
    return new InputSource() {
      @Override
      public boolean hasCommonPart() {
        return rho > 0;
      }

      /** mean + std (sqrt(rho) u + sqrt(1 - rho) z). */
      @Override
      public double[] of(double[] z, double[] common, double[] inputs, int n) {
        for (int i = 0; i < n; i++) {
          inputs[i] = mean + (shared * common[i] + own * z[i]);
        }
        return inputs;
      }
    };
  }
}
