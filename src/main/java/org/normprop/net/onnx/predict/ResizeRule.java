package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.net.onnx.operator.ResizeGeometry;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** Resize and Upsample: along each axis every new place is a weighted sum of old ones. */
final class ResizeRule {

  private ResizeRule() {}

  static TensorSignal of(NodeStep step) {
    ResizeGeometry geometry = ResizeGeometry.of(step.call());
    TensorSignal x = step.signal(0);
    if (step.node().real("extrapolation_value", 0) != 0) {
      throw new NodeStep.NoRuleException();
    }
    String mode = step.node().text("mode", "nearest");
    int[] dims = step.outDims();
    int[] stored = x.stored().clone();
    float[] mean = x.mean();
    float[] variance = x.variance();
    for (int axis = 0; axis < dims.length; axis++) {
      boolean same = geometry.from()[axis] == dims[axis] && geometry.roi() == null;
      if (same || stored[axis] == 1 && mode.equals("nearest")) {
        continue;
      }
      if (stored[axis] != geometry.from()[axis]) {
        TensorSignal full =
            TensorSignal.normal(x.dims(), stored, mean, variance)
                .spread(x.dims(), x.dims().clone());
        mean = full.mean();
        variance = full.variance();
        stored = partly(stored, x.dims(), dims, axis);
      }
      double[][] weights = ResizeWeights.of(step, geometry, axis, mode);
      mean = along(mean, stored, axis, weights, false);
      variance = along(variance, stored, axis, weights, true);
      stored = stored.clone();
      stored[axis] = dims[axis];
    }
    TensorSignal resized = TensorSignal.normal(dims, stored, mean, variance);
    if (step.isFull(dims) || Arrays.equals(stored, x.stored())) {
      return resized;
    }
    int[] axes = new int[dims.length - 2];
    Arrays.setAll(axes, i -> i + 2);
    return resized.averaged(axes);
  }

  private static int[] partly(int[] stored, int[] from, int[] to, int axis) {
    int[] all = from.clone();
    for (int i = 0; i < axis; i++) {
      all[i] = stored[i] == to[i] ? to[i] : from[i];
    }
    return all;
  }

  private static float[] along(
      float[] x, int[] shape, int axis, double[][] weights, boolean squared) {
    int inner = Dims.inner(shape, axis);
    int n = shape[axis];
    int outer = x.length / inner / n;
    int out = weights.length;
    float[] y = new float[outer * out * inner];
    for (int o = 0; o < outer; o++) {
      for (int p = 0; p < out; p++) {
        for (int k = 0; k < n; k++) {
          double w = squared ? weights[p][k] * weights[p][k] : weights[p][k];
          if (w != 0) {
            for (int i = 0; i < inner; i++) {
              y[(o * out + p) * inner + i] += (float) (w * x[(o * n + k) * inner + i]);
            }
          }
        }
      }
    }
    return y;
  }
}
