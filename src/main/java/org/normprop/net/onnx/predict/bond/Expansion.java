package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.MatrixProduct;

/**
 * Functions of standardised values as sums of polynomials that are orthonormal under the values'
 * distribution: f(z) = a_0 + sum a_k p_k(z). For normal z these are Hermite's, and values of
 * correlation r have E p_k(z) p_k(z') = r^k (Mehler), so that
 *
 * <p>Cov(f(z), g(z')) = sum over k of a_k b_k r^k.
 *
 * <p>Where both have one random scale s, r^k becomes c_k + (1 - c_k) r^k with c_k = E (E p_k given
 * s)^2. The sum is cut behind the sixth power. Not safe for threads.
 */
public final class Expansion {

  /** Degrees that are kept. */
  public static final int DEGREES = 6;

  /**
   * What a common scale alone makes of polynomials.
   *
   * @param variance of the scale, whose mean is 1
   * @param degrees c_1 to c_6; 0 for odd degrees
   * @param lean what a channel's polynomials follow the scale by, against those of the mixture;
   *     null where all follow it alike
   */
  record Common(double variance, double[] degrees, float[] lean) {

    static final Common NONE = new Common(0, new double[DEGREES], null);

    /** Of values that have only a part of it in common. */
    Common of(double part) {
      double share = variance == 0 ? 0 : part / variance;
      double[] less = degrees.clone();
      for (int k = 0; k < less.length; k++) {
        less[k] *= share;
      }
      return new Common(part, less, lean);
    }

    /**
     * For values of a given density. E z^2 given s is s, so that p_2 = (z^2 - skew z - 1)/N follows
     * it by 1/N, N^2 = kurtosis - skew^2 - 1, which is 2 + 3 Var s for the mixture.
     */
    Common shaped(Density density, int channels) {
      double[][] points = density.points();
      if (points.length != channels || channels == 1) {
        return this;
      }
      float[] found = new float[channels];
      for (int c = 0; c < channels; c++) {
        double skew = 0;
        double kurtosis = 0;
        for (int i = 0; i < points[c].length; i++) {
          double z = points[c][i];
          skew += density.weights()[c][i] * z * z * z;
          kurtosis += density.weights()[c][i] * z * z * z * z;
        }
        double norm = Math.max(LEAST_NORM, kurtosis - skew * skew - 1);
        found[c] = (float) Math.sqrt((2 + 3 * variance) / norm);
      }
      return new Common(variance, degrees, found);
    }

    double lean(int channel) {
      return lean == null ? 1 : lean[channel];
    }

    /** How the mean of a channel's p_2 moves with the scale. */
    double drift(int channel) {
      return lean(channel) / Math.sqrt(2 + 3 * Math.max(0, variance));
    }
  }

  private static final double LEAST_NORM = 0.2;

  private double[] points;
  private double[] weights;
  private final double[][] basis = new double[DEGREES + 1][];

  /** The values of p_1 to p_6 at points with weights, by Gram and Schmidt. */
  private void take(double[] newPoints, double[] newWeights) {
    if (newPoints == points && newWeights == weights) {
      return;
    }
    points = newPoints;
    weights = newWeights;
    for (int k = 0; k <= DEGREES; k++) {
      double[] p = new double[points.length];
      for (int i = 0; i < p.length; i++) {
        p[i] = k == 0 ? 1 : basis[k - 1][i] * points[i];
      }
      for (int j = 0; j < k; j++) {
        double along = dot(weights, p, basis[j]);
        for (int i = 0; i < p.length; i++) {
          p[i] -= along * basis[j][i];
        }
      }
      double length = Math.sqrt(dot(weights, p, p));
      for (int i = 0; i < p.length; i++) {
        p[i] = length > 1e-9 ? p[i] / length : 0;
      }
      basis[k] = p;
    }
  }

  private static double dot(double[] weights, double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += weights[i] == 0 ? 0 : weights[i] * a[i] * b[i];
    }
    return sum;
  }

  /**
   * Adds a function's coefficients.
   *
   * @param at the points of the distribution
   * @param masses their weights
   * @param values the function there
   * @param share what the coefficients are multiplied by
   * @param into by degree less one and channel
   * @param channel the channel
   */
  public void add(
      double[] at, double[] masses, double[] values, double share, float[][] into, int channel) {
    take(at, masses);
    for (int k = 1; k <= DEGREES; k++) {
      into[k - 1][channel] += (float) (share * dot(weights, values, basis[k]));
    }
  }

  /** What a common scale alone makes of polynomials of a mixture: c_k. */
  Common common(ScaleMixture mixture, double variance) {
    take(mixture.points(), mixture.weights());
    double[] common = new double[DEGREES];
    for (int k = 2; k <= DEGREES; k += 2) {
      for (double[] part : mixture.parts()) {
        double mean = 0;
        for (int i = 0; i < part.length; i++) {
          mean += part[i] * basis[k][i];
        }
        common[k - 1] += mean * mean / mixture.parts().length;
      }
      common[k - 1] = Math.min(1, common[k - 1]);
    }
    return new Common(variance, common, null);
  }

  /**
   * Covariances of functions.
   *
   * @param a coefficients of the rows
   * @param b coefficients of the columns
   * @param r correlations, row by row
   * @return covariances, row by row
   */
  public static float[] covariance(float[][] a, float[][] b, float[] r) {
    return covariance(a, b, r, Common.NONE, false);
  }

  /** The same of functions with each other, by a symmetric matrix of correlations. */
  static float[] symmetric(float[][] a, float[] r) {
    return symmetric(a, r, Common.NONE);
  }

  /**
   * Covariances of functions of values with a common scale, with each other.
   *
   * @param a coefficients
   * @param r correlations, a symmetric matrix
   * @param common what it makes of polynomials
   * @return covariances, row by row
   */
  static float[] symmetric(float[][] a, float[] r, Common common) {
    return covariance(a, a, r, common, true);
  }

  /** The same of values with a common scale. */
  static float[] covariance(float[][] a, float[][] b, float[] r, Common common) {
    return covariance(a, b, r, common, false);
  }

  private static float[] covariance(
      float[][] a, float[][] b, float[] r, Common common, boolean isSymmetric) {
    int rows = a[0].length;
    int columns = b[0].length;
    float[] result = new float[rows * columns];
    boolean linear = isLinear(a) || isLinear(b);
    float[] factors = new float[DEGREES];
    for (int i = 0; i < rows; i++) {
      int end = isSymmetric ? i + 1 : columns;
      if (linear) {
        linear(a[0][i], b[0], r, i * columns, end, result);
        continue;
      }
      double lean = common.lean(i);
      for (int k = 0; k < DEGREES; k++) {
        factors[k] = (float) (1 - common.degrees[k] * lean * lean) * a[k][i];
      }
      series(factors, b, r, i * columns, end, result);
      for (int k = 0; k < DEGREES; k++) {
        if (common.degrees[k] != 0) {
          float factor = (float) (common.degrees[k] * lean * a[k][i]);
          add(factor, b[k], common.lean, i * columns, end, result);
        }
      }
    }
    if (isSymmetric) {
      MatrixProduct.mirror(result, rows);
    }
    return result;
  }

  private static void linear(float factor, float[] b, float[] r, int at, int n, float[] result) {
    for (int j = 0; j < n; j++) {
      result[at + j] = factor * b[j] * r[at + j];
    }
  }

  /** The sum over k of factor_k b_k r^k, along a row. */
  private static void series(
      float[] factors, float[][] b, float[] r, int at, int n, float[] result) {
    float[] b1 = b[0];
    float[] b2 = b[1];
    float[] b3 = b[2];
    float[] b4 = b[3];
    float[] b5 = b[4];
    float[] b6 = b[5];
    float f1 = factors[0];
    float f2 = factors[1];
    float f3 = factors[2];
    float f4 = factors[3];
    float f5 = factors[4];
    float f6 = factors[5];
    for (int j = 0; j < n; j++) {
      float x = r[at + j];
      float high = f4 * b4[j] + x * (f5 * b5[j] + x * f6 * b6[j]);
      result[at + j] = x * (f1 * b1[j] + x * (f2 * b2[j] + x * (f3 * b3[j] + x * high)));
    }
  }

  private static void add(float factor, float[] b, float[] lean, int at, int n, float[] result) {
    for (int j = 0; j < n; j++) {
      result[at + j] += factor * b[j] * (lean == null ? 1 : lean[j]);
    }
  }

  private static boolean isLinear(float[][] a) {
    for (int k = 1; k < DEGREES; k++) {
      for (float one : a[k]) {
        if (one != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
