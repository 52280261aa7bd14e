package org.normprop.moments.sample;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.normprop.moments.sample.planes.Planes;
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
   * @param copy which of the unit's inputs, from 0 on, one after the other
   * @param z normals of the input's own
   * @param common normals that all inputs share, if there is a common part
   * @param inputs room for the result
   * @param n how many
   * @return the inputs: {@code inputs}, or {@code z} itself
   */
  double[] of(int copy, double[] z, double[] common, double[] inputs, int n);

  /** The source of an input. */
  static InputSource of(Input input) {
    if (input instanceof Input.Independent independent) {
      DoubleUnaryOperator image = Quantiles.ofNormal(independent.marginal());
      return (copy, z, common, inputs, n) -> {
        for (int i = 0; i < n; i++) {
          inputs[i] = image.applyAsDouble(z[i]);
        }
        return inputs;
      };
    }
    return input.equals(Input.STANDARD)
        ? (copy, z, common, inputs, n) -> z
        : normal((Input.Normal) input);
  }

  private static InputSource normal(Input.Normal input) {
    if (input.correlation() instanceof Correlation.Matrix matrix) {
      return matrix(input, matrix);
    }
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
      public double[] of(int copy, double[] z, double[] common, double[] inputs, int n) {
        for (int i = 0; i < n; i++) {
          inputs[i] = mean + (shared * common[i] + own * z[i]);
        }
        return inputs;
      }
    };
  }

  /** mean + std L z, L the Cholesky factor: an input reads its own normals and those before it. */
  private static InputSource matrix(Input.Normal input, Correlation.Matrix matrix) {
    double[][] factor = cholesky(matrix.array());
    double[][] before = new double[factor.length][];
    return (copy, z, common, inputs, n) -> {
      int k = copy % factor.length;
      if (before[k] == null) {
        before[k] = new double[Planes.CHUNK];
      }
      System.arraycopy(z, 0, before[k], 0, n);
      Arrays.fill(inputs, 0, n, input.mean());
      for (int l = 0; l <= k; l++) {
        double weight = input.std() * factor[k][l];
        for (int i = 0; i < n; i++) {
          inputs[i] += weight * before[l][i];
        }
      }
      return inputs;
    };
  }

  /** The lower triangle L with L L' = r; columns of zeros where r is singular. */
  static double[][] cholesky(double[][] r) {
    int n = r.length;
    double[][] factor = new double[n][n];
    for (int k = 0; k < n; k++) {
      for (int l = 0; l <= k; l++) {
        double rest = r[k][l];
        for (int m = 0; m < l; m++) {
          rest -= factor[k][m] * factor[l][m];
        }
        if (k == l) {
          factor[k][k] = rest > 1e-12 ? Math.sqrt(rest) : 0;
        } else {
          factor[k][l] = factor[l][l] > 0 ? rest / factor[l][l] : 0;
        }
      }
    }
    return factor;
  }
}
