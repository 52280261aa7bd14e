package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** Pooling, with windows cut by padding for what they are. */
final class PoolRules {

  private PoolRules() {}

  /** What becomes of the cells of a window. */
  private interface Join {
    void of(TensorSignal x, int base, int[] places, boolean alike, double[] result);
  }

  static TensorSignal maximum(NodeStep step, boolean global) {
    Maximum maximum = new Maximum();
    return pooled(
        step,
        global,
        (x, base, places, alike, result) -> {
          maximum.begin();
          int inside = 0;
          for (int place : places) {
            if (place >= 0 && (!alike || inside == 0)) {
              maximum.add(x, base + (alike ? 0 : place));
            }
            inside += place >= 0 ? 1 : 0;
          }
          maximum.moments(alike ? inside : 1, 1, result);
        });
  }

  static TensorSignal average(NodeStep step, boolean global) {
    boolean countsPadding = step.node().whole("count_include_pad", 0) != 0;
    return pooled(
        step,
        global,
        (x, base, places, alike, result) -> {
          double mean = 0;
          double variance = 0;
          int inside = 0;
          for (int place : places) {
            if (place >= 0) {
              int cell = base + (alike ? 0 : place);
              mean += x.mean()[cell];
              variance += x.variance()[cell];
              inside++;
            }
          }
          int n = countsPadding ? inside + padded(step, places) : inside;
          result[0] = mean / n;
          result[1] = variance / n / n;
        });
  }

  /** Cells in the padding; those behind it, which rounding up adds, do not count. */
  private static int padded(NodeStep step, int[] places) {
    int outside = 0;
    for (int place : places) {
      outside += place == -1 ? 1 : 0;
    }
    return outside;
  }

  /** (sum |x|^p)^(1/p), cell by cell. */
  static TensorSignal norm(NodeStep step, boolean global) {
    NormSum sum = new NormSum(step.node().whole("p", 2));
    return pooled(
        step,
        global,
        (x, base, places, alike, result) -> {
          sum.begin();
          for (int place : places) {
            if (place >= 0) {
              sum.add(x, base + (alike ? 0 : place));
            }
          }
          sum.moments(result);
        });
  }

  private static TensorSignal pooled(NodeStep step, boolean global, Join join) {
    TensorSignal x = step.signal(0);
    int[] dims = x.dims();
    WindowGeometry geometry =
        global ? WindowGeometry.global(dims) : WindowGeometry.of(step.node(), dims, kernel(step));
    boolean alike = true;
    int[] wanted = dims.clone();
    wanted[0] = x.stored()[0];
    for (int i = 2; i < dims.length; i++) {
      alike &= x.stored()[i] == 1;
    }
    if (alike) {
      Arrays.fill(wanted, 2, dims.length, 1);
    }
    TensorSignal in = x.spread(dims, wanted);
    Windows windows = new Windows(geometry);
    int[][] places = alike ? windows.classes() : windows.all();
    int planes = wanted[0] * dims[1];
    int plane = alike ? 1 : Dims.count(Arrays.copyOfRange(dims, 2, dims.length));
    float[] mean = new float[planes * places.length];
    float[] variance = new float[mean.length];
    double[] result = new double[2];
    for (int c = 0; c < planes; c++) {
      for (int p = 0; p < places.length; p++) {
        join.of(in, c * plane, places[p], alike, result);
        mean[c * places.length + p] = (float) result[0];
        variance[c * places.length + p] = (float) result[1];
      }
    }
    int[] outDims = step.outDims().clone();
    outDims[0] = wanted[0];
    boolean full = step.isFull(step.outDims());
    TensorSignal all;
    if (alike) {
      all =
          full
              ? windows.toPlaces(outDims, mean, variance)
              : windows.toAverage(outDims, mean, variance);
    } else {
      all = TensorSignal.normal(outDims, outDims, mean, variance);
      int[] axes = new int[outDims.length - 2];
      Arrays.setAll(axes, i -> i + 2);
      all = full ? all : all.averaged(axes);
    }
    return all.view(step.outDims(), all.stored());
  }

  private static int[] kernel(NodeStep step) {
    long[] given = step.node().wholes("kernel_shape", new long[0]);
    return Arrays.stream(given).mapToInt(size -> (int) size).toArray();
  }
}
