package org.normprop.net.onnx.predict.bond;

import org.apache.commons.math3.special.Gamma;

/**
 * Normals whose variance is itself random, and common to all channels of a place: z = sqrt(s) y, s
 * a gamma variable of mean 1. What a weight layer makes of few inputs, or of inputs that are large
 * together, is of this kind: the kurtosis is 3 (1 + Var s). Immutable, if nobody writes to its
 * arrays.
 *
 * @param points where weights are
 * @param weights of z; they add up to 1
 * @param parts the weights given s, for each of its values, all as likely; none where tails are
 *     lighter than the normal's: then the density is normal times 1 + k He_4(z)/24 (Gram and
 *     Charlier), k = 3 Var s below 0
 */
public record ScaleMixture(double[] points, double[] weights, double[][] parts) {

  private static final int VALUES = 8;

  /**
   * A mixture on given points.
   *
   * @param points evenly spaced, wide enough for the normal distribution
   * @param variance of s
   * @return the mixture, its points stretched where it is wider
   */
  public static ScaleMixture of(double[] points, double variance) {
    if (variance < 0) {
      return lighter(points, variance);
    }
    double[] s = values(variance);
    double widest = Math.sqrt(s[VALUES - 1]);
    double stretch = 1 + (widest - 1) * 0.7;
    int n = points.length;
    double[] z = new double[n];
    double[][] parts = new double[VALUES][n];
    for (int i = 0; i < n; i++) {
      z[i] = points[i] * stretch;
    }
    double[] weights = new double[n];
    for (int k = 0; k < VALUES; k++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        parts[k][i] = Math.exp(-z[i] * z[i] / (2 * s[k]));
        sum += parts[k][i];
      }
      for (int i = 0; i < n; i++) {
        parts[k][i] /= sum;
        weights[i] += parts[k][i] / VALUES;
      }
    }
    standardise(z, weights);
    return new ScaleMixture(z, weights, parts);
  }

  private static void standardise(double[] z, double[] weights) {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < z.length; i++) {
      mean += weights[i] * z[i];
    }
    for (int i = 0; i < z.length; i++) {
      square += weights[i] * (z[i] - mean) * (z[i] - mean);
    }
    for (int i = 0; i < z.length; i++) {
      z[i] = (z[i] - mean) / Math.sqrt(square);
    }
  }

  private static ScaleMixture lighter(double[] points, double variance) {
    double[] z = points.clone();
    double[] weights = new double[z.length];
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double square = z[i] * z[i];
      double fourth = square * square - 6 * square + 3;
      weights[i] = Math.exp(-square / 2) * Math.max(0, 1 + variance / 8 * fourth);
      sum += weights[i];
    }
    for (int i = 0; i < z.length; i++) {
      weights[i] /= sum;
    }
    standardise(z, weights);
    return new ScaleMixture(z, weights, new double[0][]);
  }

  /** Values of s, as likely each: of mean 1 and the variance. */
  private static double[] values(double variance) {
    double shape = 1 / variance;
    double[] s = new double[VALUES];
    double sum = 0;
    for (int k = 0; k < VALUES; k++) {
      s[k] = quantile(shape, (k + 0.5) / VALUES) * variance;
      sum += s[k] / VALUES;
    }
    double spread = 0;
    for (double one : s) {
      spread += (one - sum) * (one - sum) / VALUES;
    }
    // The middle of each eighth spreads less than the whole: stretched about the mean.
    double factor = spread > 0 ? Math.sqrt(variance / spread) : 1;
    for (int k = 0; k < VALUES; k++) {
      s[k] = Math.max(0.01, 1 + (s[k] - sum) * factor);
    }
    return s;
  }

  private static double quantile(double shape, double p) {
    double low = 0;
    double high = Math.max(10, 20 * shape);
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (low + high);
      if (Gamma.regularizedGammaP(shape, middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
