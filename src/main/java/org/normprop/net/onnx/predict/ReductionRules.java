package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.net.onnx.operator.Reduction;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** Sums, means, extremes and norms along axes. */
final class ReductionRules {

  private ReductionRules() {}

  static boolean covers(String operator) {
    return switch (operator) {
      case "ReduceSum",
          "ReduceMean",
          "ReduceMax",
          "ReduceMin",
          "ReduceSumSquare",
          "ReduceL1",
          "ReduceL2" ->
          true;
      default -> false;
    };
  }

  static TensorSignal of(NodeStep step) {
    Reduction reduction = Reduction.of(step.call());
    TensorSignal x = step.signal(0);
    return switch (step.operator()) {
      case "ReduceSum" -> sum(x, reduction, 1);
      case "ReduceMean" -> sum(x, reduction, 1.0 / reduction.count());
      case "ReduceSumSquare" -> sum(Elementwise.unary(x, v -> v * v), reduction, 1);
      case "ReduceL1" -> sum(Elementwise.unary(x, Math::abs), reduction, 1);
      case "ReduceL2" -> root(sum(Elementwise.unary(x, v -> v * v), reduction, 1));
      default -> extreme(x, reduction, step.operator().equals("ReduceMax") ? 1 : -1);
    };
  }

  /** Cells that become one, and how many elements each stands for. */
  private record Groups(int[] stored, int[] target, int copies) {
    static Groups of(TensorSignal x, Reduction reduction) {
      int[] small = x.stored().clone();
      int copies = 1;
      for (int axis : reduction.axes()) {
        copies *= x.dims()[axis] / x.stored()[axis];
        small[axis] = 1;
      }
      Reduction own = Reduction.of(x.stored(), reduction.axes(), true);
      return new Groups(small, own.targets(), copies);
    }
  }

  /** factor times the sum of independent cells. */
  static TensorSignal sum(TensorSignal x, Reduction reduction, double factor) {
    Groups groups = Groups.of(x, reduction);
    double[] mean = new double[Dims.count(groups.stored)];
    double[] variance = new double[mean.length];
    for (int i = 0; i < groups.target.length; i++) {
      mean[groups.target[i]] += groups.copies * factor * x.mean()[i];
      variance[groups.target[i]] += groups.copies * factor * factor * x.variance()[i];
    }
    return reduced(reduction, groups, mean, variance);
  }

  private static TensorSignal reduced(
      Reduction reduction, Groups groups, double[] mean, double[] variance) {
    float[] means = new float[mean.length];
    float[] variances = new float[mean.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) mean[i];
      variances[i] = (float) variance[i];
    }
    int[] stored = groups.stored;
    if (reduction.dims().length != stored.length) {
      int[] left = new int[reduction.dims().length];
      int next = 0;
      for (int axis = 0; axis < stored.length; axis++) {
        if (Arrays.binarySearch(reduction.axes(), axis) < 0) {
          left[next++] = stored[axis];
        }
      }
      stored = left;
    }
    return TensorSignal.normal(reduction.dims(), stored, means, variances);
  }

  /** The root of a sum of many positive cells. */
  static TensorSignal root(TensorSignal x) {
    float[] mean = new float[x.cells()];
    float[] variance = new float[mean.length];
    double[] result = new double[2];
    for (int i = 0; i < mean.length; i++) {
      NormSum.gammaPower(x.mean()[i], x.variance()[i], 0.5, result);
      mean[i] = (float) result[0];
      variance[i] = (float) result[1];
    }
    return TensorSignal.normal(x.dims(), x.stored(), mean, variance);
  }

  private static TensorSignal extreme(TensorSignal x, Reduction reduction, int sign) {
    Groups groups = Groups.of(x, reduction);
    int n = Dims.count(groups.stored);
    int[][] members = new int[n][];
    int[] sizes = new int[n];
    for (int to : groups.target) {
      sizes[to]++;
    }
    for (int i = 0; i < n; i++) {
      members[i] = new int[sizes[i]];
      sizes[i] = 0;
    }
    for (int i = 0; i < groups.target.length; i++) {
      members[groups.target[i]][sizes[groups.target[i]]++] = i;
    }
    double[] mean = new double[n];
    double[] variance = new double[n];
    double[] result = new double[2];
    Maximum maximum = new Maximum();
    for (int i = 0; i < n; i++) {
      maximum.begin();
      for (int cell : members[i]) {
        maximum.add(x, cell);
      }
      maximum.moments(groups.copies, sign, result);
      mean[i] = result[0];
      variance[i] = result[1];
    }
    return reduced(reduction, groups, mean, variance);
  }
}
