package org.normprop.net.onnx.predict.signal;

/**
 * A density whose third and fourth moments are moved a little: y becomes y + a p_2(y) + b p_3(y),
 * with p_k orthonormal under the density, so that mean and variance change in second order only
 * (and are set right), E y^3 by 3 a E y^2 p_2, and E y^4 by 4 a E y^3 p_2 + 4 b E y^3 p_3.
 * Immutable.
 */
public final class Bend {

  /** Polynomials that are shorter than this have no part in it: two points, or one. */
  private static final double SHORT = 1e-3;

  private Bend() {}

  /**
   * Points of the density that has the moments, under the same weights.
   *
   * @param y points of a standardised density
   * @param weights they add up to 1
   * @param third to be added to E y^3
   * @param fourth to be added to E y^4
   * @return the points; the old ones where the density has no third polynomial
   */
  public static double[] of(double[] y, double[] weights, double third, double fourth) {
    double skew = moment(y, weights, 3);
    double kurtosis = moment(y, weights, 4);
    double square = kurtosis - skew * skew - 1; // |y^2 - skew y - 1|^2
    if (square < SHORT) {
      return y;
    }
    // y^3 less its parts along 1, y and p_2: 3 |y^2 - ...|^2 is what E y^3 moves by.
    double along = (moment(y, weights, 5) - skew * kurtosis - skew) / square;
    double a = third / 3 / square;
    double[] z = new double[y.length];
    double cube = 0;
    for (int i = 0; i < y.length; i++) {
      double p = y[i] * y[i] - skew * y[i] - 1;
      double q = y[i] * y[i] * y[i] - along * p - kurtosis * y[i] - skew;
      cube += weights[i] * q * q;
    }
    double b = cube < SHORT ? 0 : (fourth - 4 * a * along * square) / 4 / cube;
    double mean = 0;
    double variance = 0;
    for (int i = 0; i < y.length; i++) {
      double p = y[i] * y[i] - skew * y[i] - 1;
      double q = y[i] * y[i] * y[i] - along * p - kurtosis * y[i] - skew;
      z[i] = y[i] + a * p + b * q;
      mean += weights[i] * z[i];
      variance += weights[i] * z[i] * z[i];
    }
    double std = Math.sqrt(variance - mean * mean);
    for (int i = 0; i < z.length; i++) {
      z[i] = (z[i] - mean) / std;
    }
    return z;
  }

  private static double moment(double[] y, double[] weights, int power) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i] * Math.pow(y[i], power);
    }
    return sum;
  }

  /**
   * One density for each channel.
   *
   * @param known the density, for all or for each
   * @param inner cells of a channel that lie side by side
   * @param third what each channel's third moment is moved by
   * @param fourth the same of the fourth
   * @return the densities
   */
  public static Density of(Density known, int inner, double[] third, double[] fourth) {
    int n = third.length;
    double[][] points = new double[n][];
    double[][] weights = new double[n][];
    for (int c = 0; c < n; c++) {
      int from = known.points().length == 1 ? 0 : c;
      weights[c] = known.weights()[from];
      points[c] = of(known.points()[from], weights[c], third[c], fourth[c]);
    }
    return new Density(inner, points, weights);
  }
}
