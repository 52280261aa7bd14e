package org.normprop.net.onnx.predict;

import org.apache.commons.math3.special.Gamma;

/** Powers of sums of positive values, which are taken as gamma variables. */
final class GammaPower {

  private GammaPower() {}

  /**
   * E S^q = theta^q Gamma(a + q)/Gamma(a) with shape a = mean^2/variance, theta = variance/mean.
   */
  static void moments(double mean, double variance, double q, double[] result) {
    if (!(variance > 1e-12 * mean * mean)) {
      result[0] = Math.pow(mean, q);
      result[1] = variance * Math.pow(q * Math.pow(mean, q - 1), 2);
      return;
    }
    double shape = mean * mean / variance;
    double scale = variance / mean;
    double first =
        Math.exp(q * Math.log(scale) + Gamma.logGamma(shape + q) - Gamma.logGamma(shape));
    double second =
        Math.exp(2 * q * Math.log(scale) + Gamma.logGamma(shape + 2 * q) - Gamma.logGamma(shape));
    result[0] = first;
    result[1] = Math.max(0, second - first * first);
  }
}
