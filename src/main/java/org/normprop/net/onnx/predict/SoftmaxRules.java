package org.normprop.net.onnx.predict;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.normprop.net.onnx.operator.Reduction;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * Softmax of independent normals: y_j = 1/(1 + R e^(-x_j)) with R the sum of the others'
 * exponentials, which is taken as lognormal of its mean and variance.
 */
final class SoftmaxRules {

  /** Below this variance of x and of log R the expansion to second order is as good. */
  private static final double SMALL = 0.02;

  private SoftmaxRules() {}

  static TensorSignal softmax(NodeStep step) {
    return of(step, false);
  }

  static TensorSignal logSoftmax(NodeStep step) {
    return of(step, true);
  }

  private static int[] axes(NodeStep step) {
    int rank = step.signal(0).dims().length;
    if (step.call().opset() >= 13) {
      return new int[] {step.call().axis(-1)};
    }
    return IntStream.range(step.call().axis(1), rank).toArray(); // all behind the axis, too
  }

  private static TensorSignal of(NodeStep step, boolean log) {
    TensorSignal x = step.signal(0);
    int[] axes = axes(step);
    Reduction own = Reduction.of(x.stored(), axes, true);
    int copies = 1;
    for (int axis : axes) {
      copies *= x.dims()[axis] / x.stored()[axis];
    }
    int[] target = own.targets();
    int groups = Dims.count(own.kept());
    double[] top = new double[groups];
    Arrays.fill(top, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < target.length; i++) {
      top[target[i]] = Math.max(top[target[i]], x.mean()[i] + x.variance()[i] / 2);
    }
    double[] sum = new double[groups];
    double[] spread = new double[groups];
    double[] e = new double[x.cells()];
    double[] v = new double[x.cells()];
    for (int i = 0; i < target.length; i++) {
      // E e^x = e^(m + v/2), Var e^x = (E e^x)^2 (e^v - 1)
      e[i] = Math.exp(x.mean()[i] + x.variance()[i] / 2 - top[target[i]]);
      v[i] = e[i] * e[i] * Math.expm1(x.variance()[i]);
      sum[target[i]] += copies * e[i];
      spread[target[i]] += copies * v[i];
    }
    float[] mean = new float[x.cells()];
    float[] variance = new float[x.cells()];
    double[] total = new double[groups];
    double[] result = new double[2];
    for (int i = 0; i < target.length; i++) {
      int g = target[i];
      cell(x.mean()[i] - top[g], x.variance()[i], sum[g] - e[i], spread[g] - v[i], log, result);
      mean[i] = (float) result[0];
      variance[i] = (float) result[1];
      total[g] += copies * result[0];
    }
    for (int i = 0; !log && i < target.length; i++) {
      double scale = 1 / total[target[i]]; // they add up to 1
      mean[i] *= (float) scale;
      variance[i] *= (float) (scale * scale);
    }
    return TensorSignal.normal(x.dims(), x.stored(), mean, variance);
  }

  private static void cell(
      double m, double v, double rest, double restVariance, boolean log, double[] result) {
    if (!(rest > 0) || m == Double.NEGATIVE_INFINITY) {
      result[0] = m == Double.NEGATIVE_INFINITY ? (log ? m : 0) : log ? 0 : 1;
      result[1] = 0;
      return;
    }
    double logVariance = Math.log1p(Math.max(0, restVariance) / (rest * rest));
    double logMean = Math.log(rest) - logVariance / 2;
    // x - log R is normal: y is its logistic function.
    double mean = m - logMean;
    double variance = v + logVariance;
    if (!log && variance < SMALL) {
      double y = 1 / (1 + Math.exp(-mean));
      double slope = y * (1 - y);
      double bend = slope * (1 - 2 * y);
      double third = slope * (1 - 6 * slope);
      result[0] = y + bend * variance / 2;
      result[1] =
          slope * slope * variance + (bend * bend / 2 + slope * third) * variance * variance;
      return;
    }
    double std = Math.sqrt(variance);
    double[] z = Density.NORMAL.points(0);
    double[] w = Density.NORMAL.weights(0);
    double first = 0;
    double second = 0;
    for (int i = 0; i < z.length; i++) {
      double t = mean + std * z[i];
      double y = log ? -Math.log1p(Math.exp(-t)) : 1 / (1 + Math.exp(-t));
      if (log && t < -30) {
        y = t;
      }
      first += w[i] * y;
      second += w[i] * y * y;
    }
    result[0] = first;
    result[1] = Math.max(0, second - first * first);
  }
}
