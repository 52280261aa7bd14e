package org.normprop.net.onnx.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.OnnxNode;

/** The shapes of a node's outputs. */
final class ShapeRules {

  private static final Function<NodeCall, List<TensorFact>> SAME =
      call -> List.of(TensorFact.of(call.in(0).type(), call.dims(0)));

  private static final Map<String, Function<NodeCall, List<TensorFact>>> RULES =
      Map.ofEntries(
          Map.entry("Conv", WeightShapes::convolution),
          Map.entry("ConvTranspose", WeightShapes::transposedConvolution),
          Map.entry("MaxPool", call -> WeightShapes.pool(call, true)),
          Map.entry("AveragePool", call -> WeightShapes.pool(call, false)),
          Map.entry("LpPool", call -> WeightShapes.pool(call, false)),
          Map.entry("GlobalAveragePool", ShapeRules::globalPool),
          Map.entry("GlobalMaxPool", ShapeRules::globalPool),
          Map.entry("GlobalLpPool", ShapeRules::globalPool),
          Map.entry("Gemm", WeightShapes::gemm),
          Map.entry("MatMul", WeightShapes::matMul),
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
          Map.entry("Einsum", ShapeRules::einsum),
          Map.entry("RandomNormalLike", ShapeRules::drawn),
          Map.entry("RandomUniformLike", ShapeRules::drawn),
          Map.entry("RandomNormal", ShapeRules::drawn),
          Map.entry("RandomUniform", ShapeRules::drawn),
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
  static List<TensorFact> of(NodeCall call) {
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
    Function<NodeCall, List<TensorFact>> rule = RULES.get(operator);
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
    throw new NodeCall.NotKnownException();
  }

  private static ElementType laidOutType(NodeCall call) {
    return switch (call.node().operator()) {
      case "Cast" -> ElementType.of((int) call.node().whole("to", 1));
      case "CastLike" -> call.in(1).type();
      default -> call.in(0).type();
    };
  }

  private static ElementType elementType(NodeCall call, int input) {
    return Scalars.isTest(call.node().operator()) ? ElementType.BOOL : call.in(input).type();
  }

  static List<TensorFact> like(ElementType type, int[] dims) {
    return List.of(TensorFact.of(type, dims));
  }

  private static List<TensorFact> globalPool(NodeCall call) {
    int[] dims = call.dims(0);
    return like(call.in(0).type(), WindowGeometry.global(dims).outDims(dims[0], dims[1]));
  }

  /** The sizes of what is joined along an axis. */
  static int[] concatenated(NodeCall call, int axis) {
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

  private static List<TensorFact> drawn(NodeCall call) {
    OnnxNode node = call.node();
    float low = node.real("low", 0);
    float high = node.real("high", 1);
    float scale = node.real("scale", 1);
    if (!(scale >= 0 && Float.isFinite(scale) && Float.isFinite(node.real("mean", 0)))) {
      throw new IllegalArgumentException(
          "mean "
              + node.real("mean", 0)
              + " and scale "
              + scale
              + ": numbers are wanted, scale >= 0");
    }
    if (!(low <= high && Float.isFinite(high - low))) {
      throw new IllegalArgumentException("low " + low + " is not below high " + high);
    }
    if (node.operator().endsWith("Like")) {
      return SAME.apply(call);
    }
    return like(ElementType.FLOAT, Layouts.sizes(call.node().wholes("shape", new long[0])));
  }

  private static List<TensorFact> einsum(NodeCall call) {
    return like(call.in(0).type(), EinsumEquation.of(call).dims());
  }

  private static TensorFact concat(NodeCall call) {
    return TensorFact.of(call.in(0).type(), concatenated(call, call.axis(1)));
  }

  private static List<TensorFact> batchNormalization(NodeCall call) {
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

  private static List<TensorFact> layerNormalization(NodeCall call) {
    int[] dims = call.dims(0);
    int[] kept = dims.clone();
    Arrays.fill(kept, call.axis(-1), kept.length, 1);
    ElementType type = call.in(0).type();
    return List.of(TensorFact.of(type, dims), TensorFact.of(type, kept), TensorFact.of(type, kept));
  }

  private static List<TensorFact> dropout(NodeCall call) {
    return List.of(
        TensorFact.of(call.in(0).type(), call.dims(0)),
        TensorFact.of(ElementType.BOOL, call.dims(0)));
  }

  private static List<TensorFact> resize(NodeCall call) {
    return like(call.in(0).type(), ResizeGeometry.of(call).dims());
  }

  private static List<TensorFact> gather(NodeCall call) {
    int[] from = call.dims(0);
    int[] shape = call.dims(1);
    int axis = call.axis(0);
    int[] dims = new int[from.length - 1 + shape.length];
    System.arraycopy(from, 0, dims, 0, axis);
    System.arraycopy(shape, 0, dims, axis, shape.length);
    System.arraycopy(from, axis + 1, dims, axis + shape.length, from.length - axis - 1);
    return like(call.in(0).type(), dims);
  }

  private static List<TensorFact> argument(NodeCall call) {
    Reduction one =
        Reduction.of(call.dims(0), new int[] {call.axis(0)}, call.node().whole("keepdims", 1) != 0);
    return like(ElementType.INT64, one.dims());
  }

  private static List<TensorFact> where(NodeCall call) {
    int[] dims = Dims.broadcast(call.dims(0), Dims.broadcast(call.dims(1), call.dims(2)));
    return like(call.in(1).type(), dims);
  }
}
