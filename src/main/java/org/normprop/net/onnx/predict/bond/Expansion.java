package org.normprop.net.onnx.predict.bond;

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

  private static final double[] INDEPENDENT = new double[DEGREES];

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

  /**
   * What a common scale alone makes of polynomials: c_k.
   *
   * @param mixture the distribution
   * @return c_1 to c_6; 0 for odd degrees
   */
  public double[] common(ScaleMixture mixture) {
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
    return common;
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
    return covariance(a, b, r, INDEPENDENT);
  }

  /**
   * Covariances of functions of values with a common scale.
   *
   * @param a coefficients of the rows
   * @param b coefficients of the columns
   * @param r correlations, row by row
   * @param common c_1 to c_6
   * @return covariances, row by row
   */
  public static float[] covariance(float[][] a, float[][] b, float[] r, double[] common) {
    int rows = a[0].length;
    int columns = b[0].length;
    float[] result = new float[rows * columns];
    if (isLinear(a) || isLinear(b)) {
      for (int i = 0; i < result.length; i++) {
        result[i] = a[0][i / columns] * b[0][i % columns] * r[i];
      }
      return result;
    }
    float[] c = new float[DEGREES];
    for (int k = 0; k < DEGREES; k++) {
      c[k] = (float) common[k];
    }
    for (int i = 0; i < rows; i++) {
      for (int j = a == b ? i : 0; j < columns; j++) {
        float one = r[i * columns + j];
        float sum = 0;
        float power = 1;
        for (int k = 0; k < DEGREES; k++) {
          power *= one;
          sum += a[k][i] * b[k][j] * (c[k] + (1 - c[k]) * power);
        }
        result[i * columns + j] = sum;
        if (a == b) {
          result[j * columns + i] = sum;
        }
      }
    }
    return result;
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
