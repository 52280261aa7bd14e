package org.normprop.net.onnx.predict.cloud;

/**
 * Functions of standardised values as sums of polynomials that are orthonormal under the values'
 * distribution: f(z) = a_0 + sum a_k p_k(z). For normal z these are Hermite's, and values of
 * correlation r have E p_k(z) p_k(z') = r^k (Mehler), so that
 *
 * <p>Cov(f(z), g(z')) = sum over k of a_k b_k r^k.
 *
 * <p>The sum is cut behind the fourth power. Not safe for threads.
 */
public final class Expansion {

  /** Degrees that are kept. */
  public static final int DEGREES = 4;

  private double[] points;
  private double[] weights;
  private final double[][] basis = new double[DEGREES + 1][];

  /** The values of p_1 to p_4 at points with weights, by Gram and Schmidt. */
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
        double along = dot(p, basis[j]);
        for (int i = 0; i < p.length; i++) {
          p[i] -= along * basis[j][i];
        }
      }
      double length = Math.sqrt(dot(p, p));
      for (int i = 0; i < p.length; i++) {
        p[i] = length > 1e-9 ? p[i] / length : 0;
      }
      basis[k] = p;
    }
  }

  private double dot(double[] a, double[] b) {
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
      into[k - 1][channel] += (float) (share * dot(values, basis[k]));
    }
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
    int rows = a[0].length;
    int columns = b[0].length;
    float[] result = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float one = r[i * columns + j];
        float sum = 0;
        for (int k = DEGREES - 1; k >= 0; k--) {
          sum = (sum + a[k][i] * b[k][j]) * one;
        }
        result[i * columns + j] = sum;
      }
    }
    return result;
  }
}
