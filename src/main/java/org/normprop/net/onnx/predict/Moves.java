package org.normprop.net.onnx.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.normprop.net.onnx.operator.Layout;
import org.normprop.net.onnx.operator.Layouts;
import org.normprop.net.onnx.operator.NodeCall;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.Origin;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** Operators that move cells: Reshape, Transpose, Slice and their like, and Concat. */
final class Moves {

  private Moves() {}

  /** The outputs, or null where the operator is not of this kind. */
  static List<TensorSignal> of(NodeStep step) {
    if (step.signals().isEmpty() || step.signals().get(0) == null) {
      return null;
    }
    if (step.operator().equals("Gather") && !step.isConstant(1)) {
      return null;
    }
    TensorSignal x = step.signal(0);
    List<TensorSignal> moved = new ArrayList<>();
    for (int output = 0; output < step.node().outputs().size(); output++) {
      TensorSignal one = one(step, x, output);
      if (one == null) {
        return null;
      }
      moved.add(one);
    }
    return moved;
  }

  private static TensorSignal one(NodeStep step, TensorSignal x, int output) {
    int[] dims = output < step.outputs().size() ? step.outputs().get(output).dims() : null;
    if (Layouts.of(step.call(), output).isEmpty() || dims == null) {
      return null;
    }
    if (isReshape(step.operator())) {
      return reshaped(x, dims);
    }
    TensorSignal from = touchesShared(step, x) ? x.full() : x;
    List<TensorFact> inputs = new ArrayList<>(step.call().inputs());
    inputs.set(0, TensorFact.of(inputs.get(0).type(), from.stored()));
    Layout layout =
        Layouts.of(new NodeCall(step.node(), step.call().opset(), inputs), output).orElseThrow();
    if (layout.source() == null) {
      return from.view(dims, layout.dims());
    }
    String how = step.operator() + step.node().attributes().hashCode() + output + key(step);
    TensorSignal moved =
        from.picked(dims, layout.dims(), layout.source(), from.origin().moved(how, false));
    return step.operator().equals("Pad") ? filled(step, moved, layout) : moved;
  }

  /** ConstantFolding decide what is moved where; two nodes that do the same share an origin. */
  private static String key(NodeStep step) {
    StringBuilder key = new StringBuilder();
    for (int i = 1; i < step.node().inputs().size(); i++) {
      key.append('/');
      if (step.isConstant(i) && step.constant(i).size() < 64) {
        key.append(Arrays.toString(step.constant(i).asWholes()));
      } else {
        key.append(step.node().inputs().get(i));
      }
    }
    key.append(Arrays.toString(step.node().wholes("perm", new long[0])));
    key.append(Arrays.toString(step.node().wholes("starts", new long[0])));
    return key.toString();
  }

  private static boolean isReshape(String operator) {
    return switch (operator) {
      case "Reshape", "Flatten", "Identity", "Cast", "CastLike" -> true;
      default -> false;
    };
  }

  /** Whether an axis with one cell for all is cut, repeated or left out. */
  private static boolean touchesShared(NodeStep step, TensorSignal x) {
    int[] shared =
        IntStream.range(0, x.dims().length).filter(i -> x.dims()[i] != x.stored()[i]).toArray();
    if (shared.length == 0) {
      return false;
    }
    NodeCall call = step.call();
    int rank = x.dims().length;
    int[] touched =
        switch (step.operator()) {
          case "Transpose", "Unsqueeze" -> new int[0];
          case "Split" -> new int[] {call.axis(0)};
          case "Gather" -> new int[] {call.axis(0)};
          case "Slice" -> {
            long[] axes = call.wholes("axes", 3);
            int count = call.wholes("starts", 1).length;
            yield axes == null
                ? IntStream.range(0, count).toArray()
                : Arrays.stream(axes).mapToInt(axis -> Dims.axis(axis, rank)).toArray();
          }
          case "Squeeze" -> call.axes(1) == null ? shared : new int[0];
          default -> shared;
        };
    return Arrays.stream(touched).anyMatch(axis -> Arrays.binarySearch(shared, axis) >= 0);
  }

  /** Axes with one cell for all stay so where they keep their place from the left or right. */
  static TensorSignal reshaped(TensorSignal x, int[] dims) {
    int[] from = x.dims();
    int[] stored = dims.clone();
    int left = 0;
    while (left < from.length && left < dims.length && from[left] == dims[left]) {
      stored[left] = x.stored()[left];
      left++;
    }
    int right = 0;
    while (right < from.length - left
        && right < dims.length - left
        && from[from.length - 1 - right] == dims[dims.length - 1 - right]) {
      stored[dims.length - 1 - right] = x.stored()[from.length - 1 - right];
      right++;
    }
    boolean kept = true;
    for (int i = left; i < from.length - right; i++) {
      kept &= x.stored()[i] == from[i];
    }
    return kept ? x.view(dims, stored) : x.full().view(dims, dims);
  }

  private static TensorSignal filled(NodeStep step, TensorSignal moved, Layout layout) {
    double value = step.call().real("value", 2, 0);
    if (value == 0) {
      return moved;
    }
    if (!moved.isLinear()) {
      throw new NodeStep.NoRuleException();
    }
    for (int i = 0; i < layout.source().length; i++) {
      if (layout.source()[i] < 0) {
        moved.mean()[i] = (float) value;
      }
    }
    return moved;
  }

  static TensorSignal concat(NodeStep step) {
    int axis = step.call().axis(1);
    int count = step.node().inputs().size();
    int[] dims = step.outDims();
    int[] stored = dims.clone();
    for (int i = 0; i < dims.length; i++) {
      int most = 1;
      for (int k = 0; k < count && i != axis; k++) {
        most = Math.max(most, step.any(k).stored()[i]);
      }
      stored[i] = i == axis ? dims[axis] : most;
    }
    TensorSignal[] parts = new TensorSignal[count];
    int[] offsets = new int[count + 1];
    for (int k = 0; k < count; k++) {
      int[] own = stored.clone();
      own[axis] = step.call().dims(k)[axis];
      parts[k] = step.any(k).spread(step.call().dims(k), own);
      offsets[k + 1] = offsets[k] + own[axis];
    }
    return new Joined(parts, offsets, axis, dims, stored).signal();
  }

  /** Parts laid side by side along an axis. */
  private record Joined(TensorSignal[] parts, int[] offsets, int axis, int[] dims, int[] stored) {

    TensorSignal signal() {
      int cells = Dims.count(stored);
      int inner = Dims.inner(stored, axis);
      int[] part = new int[cells];
      int[] place = new int[cells];
      float[] mean = new float[cells];
      float[] variance = new float[cells];
      float[] slope = new float[cells];
      boolean linear = Arrays.stream(parts).allMatch(TensorSignal::isLinear);
      boolean normal = true;
      for (TensorSignal one : parts) {
        normal &= one.origin().density().isNormal();
      }
      for (int i = 0; i < cells; i++) {
        int at = i / inner % stored[axis];
        int k = 0;
        while (at >= offsets[k + 1]) {
          k++;
        }
        int size = offsets[k + 1] - offsets[k];
        part[i] = k;
        place[i] = (i / inner / stored[axis] * size + at - offsets[k]) * inner + i % inner;
        mean[i] = parts[k].mean()[place[i]];
        variance[i] = parts[k].variance()[place[i]];
        slope[i] = linear ? parts[k].slope()[place[i]] : 0;
      }
      Origin origin = new Origin(normal ? Density.NORMAL : density(inner, part, place));
      if (linear) {
        return TensorSignal.linear(dims, stored, mean, slope, origin);
      }
      return TensorSignal.function(
          dims,
          stored,
          mean,
          variance,
          origin,
          (cell, values) -> parts[part[cell]].at(place[cell], values));
    }

    private Density density(int inner, int[] part, int[] place) {
      int groups = stored[axis];
      double[][] points = new double[groups][];
      double[][] weights = new double[groups][];
      for (int g = 0; g < groups; g++) {
        int cell = g * inner;
        Density own = parts[part[cell]].origin().density();
        points[g] = own.points(place[cell]);
        weights[g] = own.weights(place[cell]);
      }
      return new Density(inner, points, weights);
    }
  }
}
