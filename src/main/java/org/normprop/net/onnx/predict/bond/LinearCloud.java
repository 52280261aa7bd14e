package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.operator.WindowGeometry;
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
 * @param spread of the scale that the outputs have in common
 */
record LinearCloud(Cloud.Tie own, float[] factor, float[] std, WindowSpread spread) {

  private static final double LEAST = 0.02;

  static LinearCloud of(Traced x, Taps layer, WindowGeometry geometry, float[] within) {
    float[][] taps = layer.weights();
    int outs = layer.outs();
    int ins = x.cloud().size();
    float[] same = x.same();
    float[] apart = x.apart();
    float[] plain = new float[outs];
    float[] variance = diagonal(same, ins);
    for (float[] w : taps) {
      for (int o = 0; o < outs; o++) {
        double sum = 0;
        for (int i = 0; i < ins; i++) {
          double one = w[o * ins + i];
          sum += one * one * variance[i];
        }
        plain[o] += (float) sum;
      }
    }
    float[] own = same;
    float[] between = null;
    if (apart != null) {
      between = product(layer.sum(), apart);
      if (taps.length > 1) {
        own = same.clone();
        for (int i = 0; i < own.length; i++) {
          own[i] -= apart[i];
        }
      }
    }
    float[] covariance = product(layer, own);
    if (own != same) {
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] += between[i];
      }
    }
    for (int i = 0; within != null && i < covariance.length; i++) {
      covariance[i] += within[i];
    }
    float[] factor = new float[outs];
    float[] std = new float[outs];
    for (int o = 0; o < outs; o++) {
      double least = LEAST * plain[o];
      double whole = Math.max(least, covariance[o * outs + o]);
      factor[o] = plain[o] > 0 ? (float) (whole / plain[o]) : 1;
      covariance[o * outs + o] = (float) whole;
      std[o] = (float) Math.sqrt(whole);
    }
    WindowSpread spread = new WindowSpread(x, same, geometry, layer);
    return new LinearCloud(
        new Cloud.Tie(correlations(covariance, std), correlations(between, std)),
        factor,
        std,
        spread);
  }

  /**
   * The sum over k of W_k M W_k^T: block by block where there are groups, else one product, of the
   * W_k M side by side and the W_k.
   */
  private static float[] product(Taps layer, float[] m) {
    float[][] taps = layer.weights();
    int outs = layer.outs();
    int ins = layer.ins();
    if (layer.groups() > 1) {
      float[] sum = new float[outs * outs];
      for (int k = 0; k < taps.length; k++) {
        layer.addTimesTransposed(layer.times(k, m), k, sum);
      }
      return sum;
    }
    int width = taps.length * ins;
    float[] left = new float[outs * width];
    float[] right = taps.length == 1 ? taps[0] : new float[outs * width];
    float[] part = taps.length == 1 ? left : new float[outs * ins];
    boolean independent = isDiagonal(m, ins);
    float[] variances = diagonal(m, ins);
    for (int k = 0; k < taps.length; k++) {
      float[] w = taps[k];
      if (independent) {
        for (int i = 0; i < part.length; i++) {
          part[i] = w[i] * variances[i % ins];
        }
      } else {
        MatrixProduct.multiply(false, false, outs, ins, ins, w, 0, m, 0, part, 0);
      }
      for (int o = 0; part != left && o < outs; o++) {
        System.arraycopy(part, o * ins, left, o * width + k * ins, ins);
        System.arraycopy(w, o * ins, right, o * width + k * ins, ins);
      }
    }
    return MatrixProduct.symmetric(outs, width, left, right);
  }

  private static float[] diagonal(float[] m, int n) {
    float[] diagonal = new float[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = m[i * n + i];
    }
    return diagonal;
  }

  private static boolean isDiagonal(float[] m, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (m[i * n + j] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  static float[] correlations(float[] covariance, float[] std) {
    return correlations(covariance, std, true);
  }

  /** Of different values, or of the same, whose correlations with themselves are 1. */
  static float[] correlations(float[] covariance, float[] std, boolean same) {
    if (covariance == null) {
      return null;
    }
    int n = std.length;
    float[] result = new float[covariance.length];
    float[] inverse = new float[n];
    for (int i = 0; i < n; i++) {
      inverse[i] = std[i] != 0 ? 1 / std[i] : 0;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        float one = covariance[i * n + j] * inverse[i] * inverse[j];
        result[i * n + j] = Math.max(-1, Math.min(1, one));
      }
    }
    for (int i = 0; same && i < n; i++) {
      result[i * n + i] = std[i] != 0 ? result[i * n + i] : 1;
    }
    return result;
  }

  /** Correlations of the outputs with another cloud, by those of the inputs. */
  Cloud.Tie through(Taps taps, Cloud.Tie tie) {
    return new Cloud.Tie(rows(taps, tie.same()), rows(taps, tie.apart()));
  }

  /** The same of images, whose neighbouring places count. */
  Cloud.Tie through(Taps taps, WindowGeometry geometry, Cloud.Tie tie, int width) {
    Cloud.Tie centre = through(taps, tie);
    Cloud.Tie beside = Across.through(taps, geometry, tie, width);
    if (beside == null) {
      return centre;
    }
    float[] more = beside.same() == null ? null : divided(beside.same());
    Across near = beside.near() == null ? null : beside.near().each(this::divided);
    return new Cloud.Tie(Across.added(centre.same(), more, 1), centre.apart(), near);
  }

  private float[] rows(Taps taps, float[] rows) {
    return rows == null ? null : divided(taps.times(taps.centre(), rows));
  }

  /** By the standard deviations of the outputs, in place. */
  private float[] divided(float[] result) {
    int outs = std.length;
    int width = result.length / outs;
    for (int o = 0; o < outs; o++) {
      float inverse = std[o] > 0 ? 1 / std[o] : 0;
      for (int j = o * width; j < (o + 1) * width; j++) {
        result[j] *= inverse;
      }
    }
    return result;
  }
}
