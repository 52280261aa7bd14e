package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.predict.signal.MatrixProduct;

/**
 * A weight layer on channels that depend on one another: with M the covariances of the inputs at
 * one place, A those at two places and W_k the weights of cell k of the window,
 *
 * <p>Cov = sum over k of W_k M W_k^T + sum over k != l of W_k A W_l^T.
 *
 * @param own the correlations of the outputs
 * @param factor of each output's variance, against independent inputs
 * @param std of each output
 * @param scale variance of the scale that the outputs have in common
 */
record LinearCloud(Cloud.Tie own, float[] factor, float[] std, double scale) {

  private static final double LEAST = 0.02;

  static LinearCloud of(Traced x, float[][] taps, int outs) {
    int ins = x.cloud().size();
    float[] same = x.same();
    float[] apart = x.apart();
    float[] covariance = new float[outs * outs];
    float[] plain = new float[outs];
    for (float[] w : taps) {
      add(covariance, w, same, outs, ins, 1);
      for (int o = 0; o < outs; o++) {
        double sum = 0;
        for (int i = 0; i < ins; i++) {
          double one = w[o * ins + i];
          sum += one * one * same[i * ins + i];
        }
        plain[o] += (float) sum;
      }
    }
    float[] between = null;
    if (apart != null) {
      float[] all = new float[outs * ins];
      for (float[] w : taps) {
        for (int i = 0; i < all.length; i++) {
          all[i] += w[i];
        }
      }
      between = new float[outs * outs];
      add(between, all, apart, outs, ins, 1);
      if (taps.length > 1) {
        for (int i = 0; i < covariance.length; i++) {
          covariance[i] += between[i];
        }
        for (float[] w : taps) {
          add(covariance, w, apart, outs, ins, -1);
        }
      }
    }
    float[] factor = new float[outs];
    float[] std = new float[outs];
    for (int o = 0; o < outs; o++) {
      double least = LEAST * plain[o];
      double variance = Math.max(least, covariance[o * outs + o]);
      factor[o] = plain[o] > 0 ? (float) (variance / plain[o]) : 1;
      covariance[o * outs + o] = (float) variance;
      std[o] = (float) Math.sqrt(variance);
    }
    return new LinearCloud(
        new Cloud.Tie(correlations(covariance, std), correlations(between, std)),
        factor,
        std,
        scale(x, same, taps.length));
  }

  /**
   * Given the inputs x, outputs of many random weights are N(0, |x|^2): the kurtosis of one, which
   * fixed weights have, is 3 (1 + k)/(1 + g) with k the spread of |x|^2, g what it would be for
   * normal inputs of the same covariances. The cells of a window are independent.
   */
  private static double scale(Traced x, float[] same, int cells) {
    double trace = 0;
    double square = 0;
    int size = x.cloud().size();
    for (int i = 0; i < size; i++) {
      trace += same[i * size + i];
    }
    for (float one : same) {
      square += (double) one * one;
    }
    double normal = trace > 0 ? 2 * square / trace / trace : 0;
    return (x.spread(same) - normal) / (cells + normal);
  }

  /** C += sign W M W^T. */
  private static void add(float[] c, float[] w, float[] m, int outs, int ins, int sign) {
    float[] half = new float[outs * ins];
    MatrixProduct.multiply(false, false, outs, ins, ins, w, 0, m, 0, half, 0);
    float[] whole = new float[outs * outs];
    MatrixProduct.multiply(false, true, outs, outs, ins, half, 0, w, 0, whole, 0);
    for (int i = 0; i < c.length; i++) {
      c[i] += sign * whole[i];
    }
  }

  static float[] correlations(float[] covariance, float[] std) {
    if (covariance == null) {
      return null;
    }
    int n = std.length;
    float[] result = new float[covariance.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        float size = std[i] * std[j];
        float one = size != 0 ? covariance[i * n + j] / size : i == j ? 1 : 0;
        result[i * n + j] = Math.max(-1, Math.min(1, one));
      }
    }
    return result;
  }

  /** Correlations of the outputs with another cloud, by those of the inputs. */
  Cloud.Tie through(float[] w, Cloud.Tie tie, int width) {
    return new Cloud.Tie(through(w, tie.same(), width), through(w, tie.apart(), width));
  }

  private float[] through(float[] w, float[] rows, int width) {
    if (rows == null) {
      return null;
    }
    int outs = std.length;
    int ins = w.length / outs;
    float[] result = new float[outs * width];
    MatrixProduct.multiply(false, false, outs, width, ins, w, 0, rows, 0, result, 0);
    for (int i = 0; i < result.length; i++) {
      float size = std[i / width];
      result[i] = size > 0 ? result[i] / size : 0;
    }
    return result;
  }
}
