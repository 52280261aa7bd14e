package org.normprop.net.onnx.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;

/** The shapes of a node's outputs. */
final class ShapeRules {

  private static final Function<Call, List<TensorFact>> SAME =
      call -> List.of(TensorFact.of(call.in(0).type(), call.dims(0)));

  private static final Map<String, Function<Call, List<TensorFact>>> RULES =
      Map.ofEntries(
          Map.entry("Conv", ShapeRules::convolution),
          Map.entry("ConvTranspose", ShapeRules::transposedConvolution),
          Map.entry("MaxPool", call -> pool(call, true)),
          Map.entry("AveragePool", call -> pool(call, false)),
          Map.entry("LpPool", call -> pool(call, false)),
          Map.entry("GlobalAveragePool", ShapeRules::globalPool),
          Map.entry("GlobalMaxPool", ShapeRules::globalPool),
          Map.entry("GlobalLpPool", ShapeRules::globalPool),
          Map.entry("Gemm", ShapeRules::gemm),
          Map.entry("MatMul", ShapeRules::matMul),
          Map.entry("Concat", call -> List.of(concat(call))),
          Map.entry("BatchNormalization", ShapeRules::batchNormalization),
          Map.entry("InstanceNormalization", SAME),
          Map.entry("GroupNormalization", SAME),
          Map.entry("RMSNormalization", SAME),
          Map.entry("LayerNormalization", ShapeRules::layerNormalization),
          Map.entry("LpNormalization", SAME),
          Map.entry("MeanVarianceNormalization", SAME),
          Map.entry("LRN", SAME),
          Map.entry("Dropout", ShapeRules::dropout),
          Map.entry("Softmax", SAME),
          Map.entry("LogSoftmax", SAME),
          Map.entry("Hardmax", SAME),
          Map.entry("Trilu", SAME),
          Map.entry("CumSum", SAME),
          Map.entry("ScatterND", SAME),
          Map.entry("ScatterElements", SAME),
          Map.entry("Resize", ShapeRules::resize),
          Map.entry("Upsample", ShapeRules::resize),
          Map.entry("Gather", ShapeRules::gather),
          Map.entry("GatherElements", call -> like(call.in(0).type(), call.dims(1))),
          Map.entry("ArgMax", ShapeRules::argument),
          Map.entry("ArgMin", ShapeRules::argument),
          Map.entry("Where", ShapeRules::where),
          Map.entry("Constant", call -> List.of(TensorFact.UNKNOWN)));

  private ShapeRules() {}

  /** Facts of the outputs, as many as are known. */
  static List<TensorFact> of(Call call) {
    String operator = call.node().operator();
    List<TensorFact> layouts = new ArrayList<>();
    if (!call.inputs().isEmpty()) {
      for (int i = 0; i < call.node().outputs().size(); i++) {
        Optional<Layout> layout = Layouts.of(call, i);
        layout.ifPresent(l -> layouts.add(TensorFact.of(laidOutType(call), l.dims())));
      }
    }
    if (!layouts.isEmpty()) {
      return layouts;
    }
    Function<Call, List<TensorFact>> rule = RULES.get(operator);
    if (rule != null) {
      return rule.apply(call);
    }
    if (operator.startsWith("Reduce")) {
      return like(call.in(0).type(), Reduction.of(call).dims());
    }
    if (Scalars.unary(call).isPresent() || operator.equals("IsNaN") || operator.equals("IsInf")) {
      return like(elementType(call, 0), call.dims(0));
    }
    if (Scalars.binary(operator).isPresent()
        || operator.equals("Mean")
        || operator.equals("Mod")
        || operator.equals("Xor")) {
      int[] dims = call.dims(0);
      for (int i = 1; i < call.inputs().size(); i++) {
        dims = Dims.broadcast(dims, call.dims(i));
      }
      return like(elementType(call, 0), dims);
    }
    throw new Call.NotKnownException();
  }

  private static ElementType laidOutType(Call call) {
    return switch (call.node().operator()) {
      case "Cast" -> ElementType.of((int) call.node().whole("to", 1));
      case "CastLike" -> call.in(1).type();
      default -> call.in(0).type();
    };
  }

  private static ElementType elementType(Call call, int input) {
    return Scalars.isTest(call.node().operator()) ? ElementType.BOOL : call.in(input).type();
  }

  private static List<TensorFact> like(ElementType type, int[] dims) {
    return List.of(TensorFact.of(type, dims));
  }

  private static int[] kernel(Call call, int[] weights) {
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
  static WindowGeometry convolutionGeometry(Call call) {
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

  private static List<TensorFact> convolution(Call call) {
    WindowGeometry geometry = convolutionGeometry(call);
    return like(call.in(0).type(), geometry.outDims(call.dims(0)[0], call.dims(1)[0]));
  }

  private static List<TensorFact> transposedConvolution(Call call) {
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
      throw new Call.NotKnownException();
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
    return like(call.in(0).type(), dims);
  }

  private static List<TensorFact> pool(Call call, boolean hasIndices) {
    int[] dims = poolGeometry(call).outDims(call.dims(0)[0], call.dims(0)[1]);
    TensorFact pooled = TensorFact.of(call.in(0).type(), dims);
    return hasIndices ? List.of(pooled, TensorFact.of(ElementType.INT64, dims)) : List.of(pooled);
  }

  /** The geometry of a pooling with a kernel_shape. */
  static WindowGeometry poolGeometry(Call call) {
    return WindowGeometry.of(call.node(), call.dims(0), kernel(call, null));
  }

  private static List<TensorFact> globalPool(Call call) {
    int[] dims = call.dims(0);
    return like(call.in(0).type(), WindowGeometry.global(dims).outDims(dims[0], dims[1]));
  }

  private static List<TensorFact> gemm(Call call) {
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
    return like(call.in(0).type(), new int[] {a[transA ? 1 : 0], b[transB ? 0 : 1]});
  }

  private static List<TensorFact> matMul(Call call) {
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
    return like(call.in(0).type(), dims);
  }

  /** The sizes of what is joined along an axis. */
  static int[] concatenated(Call call, int axis) {
    int[] dims = call.dims(0).clone();
    for (int i = 1; i < call.inputs().size(); i++) {
      int[] part = call.dims(i);
      if (part.length != dims.length) {
        throw new IllegalArgumentException("inputs of different ranks");
      }
      for (int k = 0; k < dims.length; k++) {
        if (k == axis) {
          dims[k] = Math.addExact(dims[k], part[k]);
        } else if (dims[k] != part[k]) {
          throw new IllegalArgumentException(
              "inputs of " + Dims.text(call.dims(0)) + " and " + Dims.text(part));
        }
      }
    }
    return dims;
  }

  private static TensorFact concat(Call call) {
    return TensorFact.of(call.in(0).type(), concatenated(call, call.axis(1)));
  }

  private static List<TensorFact> batchNormalization(Call call) {
    TensorFact same = TensorFact.of(call.in(0).type(), call.dims(0));
    int channels = call.dims(0).length > 1 ? call.dims(0)[1] : 1;
    for (int i = 1; i < 5; i++) {
      int[] dims = call.in(i).dims();
      if (dims != null && Dims.count(dims) != channels) {
        throw new IllegalArgumentException(
            "input " + i + " has " + Dims.text(dims) + " for " + channels + " channels");
      }
    }
    TensorFact perChannel = TensorFact.of(call.in(0).type(), channels);
    return List.of(same, perChannel, perChannel, perChannel, perChannel);
  }

  private static List<TensorFact> layerNormalization(Call call) {
    int[] dims = call.dims(0);
    int[] kept = dims.clone();
    Arrays.fill(kept, call.axis(-1), kept.length, 1);
    ElementType type = call.in(0).type();
    return List.of(TensorFact.of(type, dims), TensorFact.of(type, kept), TensorFact.of(type, kept));
  }

  private static List<TensorFact> dropout(Call call) {
    return List.of(
        TensorFact.of(call.in(0).type(), call.dims(0)),
        TensorFact.of(ElementType.BOOL, call.dims(0)));
  }

  private static List<TensorFact> resize(Call call) {
    return like(call.in(0).type(), ResizeGeometry.of(call).dims());
  }

  private static List<TensorFact> gather(Call call) {
    int[] from = call.dims(0);
    int[] shape = call.dims(1);
    int axis = call.axis(0);
    int[] dims = new int[from.length - 1 + shape.length];
    System.arraycopy(from, 0, dims, 0, axis);
    System.arraycopy(shape, 0, dims, axis, shape.length);
    System.arraycopy(from, axis + 1, dims, axis + shape.length, from.length - axis - 1);
    return like(call.in(0).type(), dims);
  }

  private static List<TensorFact> argument(Call call) {
    Reduction one =
        Reduction.of(call.dims(0), new int[] {call.axis(0)}, call.node().whole("keepdims", 1) != 0);
    return like(ElementType.INT64, one.dims());
  }

  private static List<TensorFact> where(Call call) {
    int[] dims = Dims.broadcast(call.dims(0), Dims.broadcast(call.dims(1), call.dims(2)));
    return like(call.in(1).type(), dims);
  }
}
