package org.normprop.net.onnx.predict;

import org.apache.commons.math3.special.Gamma;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;

/**
 * The p-norm of independent cells. Of a few cells its distribution is found cell by cell on a grid;
 * of more, the sum of powers is taken as a gamma variable of its mean and variance.
 */
final class NormSum {

  private static final int GRID = 256;
  private static final int FEW = 16;
  private static final double END = 24;

  private final double p;
  private final double[] values = new double[Density.SIZE];
  private double[] masses = new double[GRID];
  private double scale;
  private int cells;
  private double mean;
  private double variance;

  NormSum(double p) {
    this.p = p;
  }

  void begin() {
    cells = 0;
    mean = 0;
    variance = 0;
  }

  void add(TensorSignal x, int cell) {
    x.at(cell, values);
    double[] weights = x.origin().density().weights(cell);
    double first = 0;
    double second = 0;
    double square = 0;
    for (int i = 0; i < values.length; i++) {
      double size = Math.abs(values[i]);
      double power = Math.pow(size, p);
      first += weights[i] * power;
      second += weights[i] * power * power;
      square += weights[i] * size * size;
    }
    mean += first;
    variance += second - first * first;
    if (cells == 0) {
      scale = Math.max(1e-30, END / GRID * Math.sqrt(square));
      masses = new double[GRID];
      masses[0] = 1;
    }
    if (cells < FEW) {
      join(weights);
    }
    cells++;
  }

  private void join(double[] weights) {
    double[] joined = new double[GRID];
    for (int k = 0; k < GRID; k++) {
      if (masses[k] > 1e-12) {
        double power = Math.pow(k * scale, p);
        for (int i = 0; i < values.length; i++) {
          double at = Math.pow(power + Math.pow(Math.abs(values[i]), p), 1 / p) / scale;
          int low = (int) Math.min(GRID - 2, at);
          double share = Math.min(1, at - low);
          joined[low] += masses[k] * weights[i] * (1 - share);
          joined[low + 1] += masses[k] * weights[i] * share;
        }
      }
    }
    masses = joined;
  }

  void moments(double[] result) {
    if (cells > FEW) {
      gammaPower(mean, variance, 1 / p, result);
      return;
    }
    double first = 0;
    double second = 0;
    for (int k = 0; k < GRID; k++) {
      first += masses[k] * k * scale;
      second += masses[k] * k * scale * k * scale;
    }
    result[0] = first;
    result[1] = Math.max(0, second - first * first);
  }

  /**
   * E S^q = theta^q Gamma(a + q)/Gamma(a) with shape a = mean^2/variance, theta = variance/mean.
   */
  static void gammaPower(double mean, double variance, double q, double[] result) {
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
