package org.normprop.net.onnx.take;

import java.util.Arrays;
import org.normprop.net.onnx.operator.NodeCall;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/** Layers as our notation has them, and their weights. */
final class NodeReading {

  private final ShapeInference shapes;

  NodeReading(ShapeInference shapes) {
    this.shapes = shapes;
  }

  /** The start of a layer's text, which a bracket or {@code ,linear)} ends, and its weights. */
  record Weighted(String text, LayerWeights weights) {}

  Weighted convolution(OnnxNode node) {
    NodeCall call = shapes.call(node);
    TensorValue w = constant(node, 1);
    int[] dims = w.dims();
    if (dims.length != 4) {
      throw new NoLayerException(node, "convolutions here go over images, of height and width");
    }
    int groups = (int) node.whole("group", 1);
    float[] bias = node.hasInput(2) ? constant(node, 2).asReals().clone() : new float[dims[0]];
    String text =
        "C("
            + dims[0]
            + ","
            + window(node, call, new long[] {dims[2], dims[3]})
            + (groups == 1 ? "" : ",groups=" + groups);
    return new Weighted(text, new LayerWeights(w.asReals().clone(), bias));
  }

  Weighted dense(OnnxNode node) {
    boolean gemm = node.operator().equals("Gemm");
    TensorValue w = constant(node, 1);
    boolean plain =
        !gemm
            || node.whole("transA", 0) == 0
                && node.real("alpha", 1) == 1
                && (node.real("beta", 1) == 1 || !node.hasInput(2));
    if (w.dims().length != 2 || !plain || shapes.call(node).dims(0).length != 2) {
      throw new NoLayerException(node, "only products of rows and a matrix of weights are layers");
    }
    boolean transposed = gemm && node.whole("transB", 0) != 0;
    int units = w.dims()[transposed ? 0 : 1];
    int inputs = w.dims()[transposed ? 1 : 0];
    float[] values = w.asReals();
    float[] rows = new float[values.length];
    for (int o = 0; o < units; o++) {
      for (int i = 0; i < inputs; i++) {
        rows[o * inputs + i] = values[transposed ? o * inputs + i : i * units + o];
      }
    }
    float[] bias = new float[units];
    if (gemm && node.hasInput(2)) {
      float[] given = constant(node, 2).asReals();
      for (int o = 0; o < units; o++) {
        bias[o] = given[given.length == 1 ? 0 : o];
      }
    }
    return new Weighted("F(" + units, new LayerWeights(rows, bias));
  }

  /** A batch normalisation of constants behind a layer. */
  LayerWeights normalised(OnnxNode node, LayerWeights weights) {
    if (node.whole("training_mode", 0) != 0) {
      throw new NoLayerException(node, "export the model in evaluation mode, model.eval()");
    }
    float[] gain = constant(node, 1).asReals();
    float[] added = constant(node, 2).asReals();
    float[] mean = constant(node, 3).asReals();
    float[] variance = constant(node, 4).asReals();
    double[] factor = new double[gain.length];
    double[] shift = new double[gain.length];
    for (int c = 0; c < factor.length; c++) {
      factor[c] = gain[c] / Math.sqrt((double) variance[c] + node.real("epsilon", 1e-5f));
      shift[c] = added[c] - mean[c] * factor[c];
    }
    return weights.then(factor, shift);
  }

  /** A constant for each output of the weights before. */
  LayerWeights affine(OnnxNode node, LayerWeights weights) {
    boolean first = !shapes.varies(node.inputs().get(0));
    TensorFact fact = shapes.fact(node.inputs().get(first ? 0 : 1));
    int outs = weights.bias().length;
    boolean divides = node.operator().equals("Div");
    if (!fact.isConstant() || first && divides) {
      throw new NoLayerException(node, "no layer here, and no constant behind weights");
    }
    float[] values = fact.value().asReals();
    int[] out = shapes.fact(node.outputs().get(0)).dims();
    int[] dims = fact.value().dims();
    boolean images = out.length == 4;
    int axis = dims.length - (images ? 3 : 1);
    boolean perChannel = values.length == outs && axis >= 0 && dims[axis] == outs;
    if (values.length != 1 && !perChannel) {
      throw new NoLayerException(node, "its constant is not one number an output");
    }
    double[] factor = new double[outs];
    double[] shift = new double[outs];
    for (int o = 0; o < outs; o++) {
      double c = values[values.length == 1 ? 0 : o];
      factor[o] =
          switch (node.operator()) {
            case "Mul" -> c;
            case "Div" -> 1 / c;
            case "Sub" -> first ? -1 : 1;
            default -> 1;
          };
      shift[o] = node.operator().equals("Add") ? c : 0;
      shift[o] = node.operator().equals("Sub") ? (first ? c : -c) : shift[o];
    }
    return weights.then(factor, shift);
  }

  String pooling(OnnxNode node) {
    boolean max = node.operator().equals("MaxPool");
    long[] kernel = node.wholes("kernel_shape", new long[0]);
    boolean padded = Arrays.stream(node.wholes("pads", new long[0])).anyMatch(p -> p != 0);
    if (!max && padded && node.whole("count_include_pad", 0) != 0) {
      throw new NoLayerException(
          node, "averages here leave the padding out: export with count_include_pad=False");
    }
    if (kernel.length != 2) {
      throw new NoLayerException(node, "poolings here go over images, of height and width");
    }
    return "P(" + window(node, shapes.call(node), kernel) + (max ? ",max)" : ",avg)");
  }

  private String window(OnnxNode node, NodeCall call, long[] kernel) {
    long[] strides = node.wholes("strides", new long[] {1, 1});
    long[] pads = node.wholes("pads", new long[] {0, 0, 0, 0});
    long[] dilations = node.wholes("dilations", new long[] {1, 1});
    String auto = node.text("auto_pad", "NOTSET");
    boolean even = strides[0] == strides[1] && Arrays.stream(pads).allMatch(p -> p == pads[0]);
    boolean dense = Arrays.stream(dilations).allMatch(d -> d == 1);
    int[] in = call.dims(0);
    int[] out = shapes.fact(node.outputs().get(0)).dims();
    boolean fits = out != null;
    for (int i = 0; i < 2 && fits && even; i++) {
      fits = out[2 + i] == (in[2 + i] + 2 * pads[0] - kernel[i]) / strides[0] + 1;
    }
    if (!even || !dense || !fits || !auto.equals("NOTSET") && !auto.equals("VALID")) {
      throw new NoLayerException(
          node,
          "windows here have one stride, one padding on all sides, no dilation and no rounding up");
    }
    String size = kernel[0] == kernel[1] ? "" + kernel[0] : kernel[0] + "x" + kernel[1];
    return size + "," + strides[0] + "," + pads[0];
  }

  /** Whether a node only writes [N, ...] as [N, features]. */
  boolean flattens(OnnxNode node) {
    int[] from = shapes.fact(node.inputs().get(0)).dims();
    int[] to = shapes.fact(node.outputs().get(0)).dims();
    return from != null
        && to != null
        && from.length > 0
        && to.length == 2
        && to[0] == from[0]
        && Dims.count(from) == Dims.count(to);
  }

  private TensorValue constant(OnnxNode node, int input) {
    if (!node.hasInput(input) || !shapes.fact(node.inputs().get(input)).isConstant()) {
      throw new NoLayerException(node, "its weights are no constants of the file");
    }
    return shapes.fact(node.inputs().get(input)).value();
  }
}
