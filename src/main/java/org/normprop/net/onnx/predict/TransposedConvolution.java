package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.net.onnx.predict.signal.Factors;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** A transposed convolution: each cell is added to a window of the result. */
final class TransposedConvolution {

  private TransposedConvolution() {}

  static TensorSignal of(NodeStep step, Factors weights) {
    TensorSignal x = step.signal(0).full();
    int[] from = x.dims();
    int[] dims = step.outDims();
    int[] w = weights.dims();
    int rank = from.length - 2;
    int groups = (int) step.node().whole("group", 1);
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    long[] strides = step.node().wholes("strides", ones);
    long[] dilations = step.node().wholes("dilations", ones);
    long[] pads = step.node().wholes("pads", new long[2 * rank]);
    int[] inPlaces = Arrays.copyOfRange(from, 2, from.length);
    int[] outPlaces = Arrays.copyOfRange(dims, 2, dims.length);
    int[] kernel = Arrays.copyOfRange(w, 2, w.length);
    int in = Dims.count(inPlaces);
    int out = Dims.count(outPlaces);
    int cells = Dims.count(kernel);
    int inGroup = from[1] / groups;
    double[] mean = new double[Dims.count(dims)];
    double[] variance = new double[mean.length];
    int[][] target = new int[in][cells];
    for (int p = 0; p < in; p++) {
      for (int k = 0; k < cells; k++) {
        target[p][k] = place(p, k, inPlaces, outPlaces, kernel, strides, dilations, pads);
      }
    }
    for (int b = 0; b < from[0]; b++) {
      for (int c = 0; c < from[1]; c++) {
        int group = c / inGroup;
        for (int o = 0; o < w[1]; o++) {
          int base = (b * dims[1] + group * w[1] + o) * out;
          int weight = (c * w[1] + o) * cells;
          for (int p = 0; p < in; p++) {
            int cell = (b * from[1] + c) * in + p;
            double m = x.mean()[cell];
            double v = x.variance()[cell];
            for (int k = 0; k < cells; k++) {
              int to = target[p][k];
              if (to >= 0) {
                mean[base + to] += m * weights.mean()[weight + k];
                double more =
                    weights.variance() == null ? 0 : weights.variance()[weight + k] * m * m;
                variance[base + to] += v * weights.square()[weight + k] + more;
              }
            }
          }
        }
      }
    }
    float[] means = new float[mean.length];
    float[] variances = new float[mean.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) mean[i];
      variances[i] = (float) variance[i];
    }
    TensorSignal result = TensorSignal.normal(dims, dims, means, variances);
    if (step.isConstant(2)) {
      int[] shape = new int[rank + 1];
      Arrays.fill(shape, 1);
      shape[0] = dims[1];
      result =
          Elementwise.withConstant(
              "Add", result, step.constant(2).reshaped(shape), false, Double::sum);
    }
    return result;
  }

  private static int place(
      int p,
      int k,
      int[] in,
      int[] out,
      int[] kernel,
      long[] strides,
      long[] dilations,
      long[] pads) {
    int at = 0;
    int step = 1;
    for (int axis = in.length - 1; axis >= 0; axis--) {
      long to = p % in[axis] * strides[axis] - pads[axis] + k % kernel[axis] * dilations[axis];
      if (to < 0 || to >= out[axis]) {
        return -1;
      }
      at += (int) to * step;
      step *= out[axis];
      p /= in[axis];
      k /= kernel[axis];
    }
    return at;
  }
}
