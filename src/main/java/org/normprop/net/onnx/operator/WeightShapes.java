package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.List;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;

/** The shapes of what weight layers and poolings compute. */
final class WeightShapes {

  private WeightShapes() {}

  private static int[] kernel(NodeCall call, int[] weights) {
    long[] given = call.node().wholes("kernel_shape", null);
    int[] kernel = weights == null ? null : Arrays.copyOfRange(weights, 2, weights.length);
    if (given == null) {
      if (kernel == null) {
        throw new IllegalArgumentException("attribute kernel_shape is missing");
      }
      return kernel;
    }
    int[] sizes = Layouts.sizes(given);
    if (kernel != null && !Arrays.equals(kernel, sizes)) {
      throw new IllegalArgumentException(
          "kernel_shape " + Dims.text(sizes) + " but weights of " + Dims.text(weights));
    }
    return sizes;
  }

  /** The geometry of a convolution, its weights checked against its input. */
  static WindowGeometry convolutionGeometry(NodeCall call) {
    int[] x = call.dims(0);
    int[] w = call.dims(1);
    long group = call.node().whole("group", 1);
    if (x.length < 3 || w.length != x.length) {
      throw new IllegalArgumentException(
          "weights " + Dims.text(w) + " for an input of " + Dims.text(x));
    }
    if (group < 1 || x[1] != w[1] * group || w[0] % group != 0) {
      throw new IllegalArgumentException(
          "weights " + Dims.text(w) + " in " + group + " groups for " + x[1] + " channels");
    }
    return WindowGeometry.of(call.node(), x, kernel(call, w));
  }

  static List<TensorFact> convolution(NodeCall call) {
    WindowGeometry geometry = convolutionGeometry(call);
    return ShapeRules.like(call.in(0).type(), geometry.outDims(call.dims(0)[0], call.dims(1)[0]));
  }

  static List<TensorFact> transposedConvolution(NodeCall call) {
    int[] x = call.dims(0);
    int[] w = call.dims(1);
    int rank = x.length - 2;
    long group = call.node().whole("group", 1);
    if (rank < 1 || w.length != x.length || group < 1 || x[1] != w[0]) {
      throw new IllegalArgumentException(
          "weights " + Dims.text(w) + " for an input of " + Dims.text(x));
    }
    if (call.node().has("output_shape")
        || call.node().text("auto_pad", "NOTSET").startsWith("SAME")) {
      throw new NodeCall.NotKnownException();
    }
    int[] dims = x.clone();
    dims[1] = Math.toIntExact(w[1] * group);
    long[] zeros = new long[2 * rank];
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    long[] strides = call.node().wholes("strides", ones);
    long[] dilations = call.node().wholes("dilations", ones);
    long[] pads = call.node().wholes("pads", zeros);
    long[] extra = call.node().wholes("output_padding", zeros);
    for (int i = 0; i < rank; i++) {
      long size =
          strides[i] * (x[i + 2] - 1L)
              + extra[i]
              + (w[i + 2] - 1L) * dilations[i]
              + 1
              - pads[i]
              - pads[rank + i];
      if (size < 1 || size > Dims.MOST) {
        throw new IllegalArgumentException("a size of " + size);
      }
      dims[i + 2] = (int) size;
    }
    return ShapeRules.like(call.in(0).type(), dims);
  }

  static List<TensorFact> pool(NodeCall call, boolean hasIndices) {
    int[] dims = poolGeometry(call).outDims(call.dims(0)[0], call.dims(0)[1]);
    TensorFact pooled = TensorFact.of(call.in(0).type(), dims);
    return hasIndices ? List.of(pooled, TensorFact.of(ElementType.INT64, dims)) : List.of(pooled);
  }

  /** The geometry of a pooling with a kernel_shape. */
  static WindowGeometry poolGeometry(NodeCall call) {
    return WindowGeometry.of(call.node(), call.dims(0), kernel(call, null));
  }

  static List<TensorFact> gemm(NodeCall call) {
    int[] a = call.dims(0);
    int[] b = call.dims(1);
    if (a.length != 2 || b.length != 2) {
      throw new IllegalArgumentException(
          "matrices are wanted, got " + Dims.text(a) + " and " + Dims.text(b));
    }
    boolean transA = call.node().whole("transA", 0) != 0;
    boolean transB = call.node().whole("transB", 0) != 0;
    if (a[transA ? 0 : 1] != b[transB ? 1 : 0]) {
      throw new IllegalArgumentException(
          "matrices " + Dims.text(a) + " and " + Dims.text(b) + " do not fit each other");
    }
    return ShapeRules.like(call.in(0).type(), new int[] {a[transA ? 1 : 0], b[transB ? 0 : 1]});
  }

  static List<TensorFact> matMul(NodeCall call) {
    int[] a = call.dims(0);
    int[] b = call.dims(1);
    if (a.length == 0 || b.length == 0) {
      throw new IllegalArgumentException("a scalar is no matrix");
    }
    int[] left = a.length == 1 ? new int[] {1, a[0]} : a;
    int[] right = b.length == 1 ? new int[] {b[0], 1} : b;
    if (left[left.length - 1] != right[right.length - 2]) {
      throw new IllegalArgumentException(
          "matrices " + Dims.text(a) + " and " + Dims.text(b) + " do not fit each other");
    }
    int[] stack =
        Dims.broadcast(
            Arrays.copyOf(left, left.length - 2), Arrays.copyOf(right, right.length - 2));
    int rank = stack.length + (a.length == 1 ? 0 : 1) + (b.length == 1 ? 0 : 1);
    int[] dims = Arrays.copyOf(stack, rank);
    int at = stack.length;
    if (a.length > 1) {
      dims[at++] = left[left.length - 2];
    }
    if (b.length > 1) {
      dims[at] = right[right.length - 1];
    }
    return ShapeRules.like(call.in(0).type(), dims);
  }
}
