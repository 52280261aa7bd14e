package org.normprop.net.onnx.write;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * Writes factors and shifts into a model's weights and biases; all else stays as it was. Not
 * thread-safe.
 */
public final class ModelEditor {

  private final ShapeInference shapes;
  private final ConstantEditor constants;
  private final OnnxMl.GraphProto.Builder graph;
  private final Map<Integer, OnnxMl.NodeProto> behind = new HashMap<>();

  private final Consumer<Underflow> underflows;

  private ModelEditor(OnnxModel model, ShapeInference shapes, Consumer<Underflow> underflows) {
    this.shapes = shapes;
    this.underflows = underflows;
    this.constants = new ConstantEditor(model);
    this.graph = constants.graph();
  }

  /**
   * A model with changed layers.
   *
   * @param model the model
   * @param shapes its shapes
   * @param changes the changes
   * @param underflows takes the weights that float16 loses
   * @return the changed model
   * @throws IOException if it would not be a model that this program reads
   */
  public static OnnxModel changed(
      OnnxModel model,
      ShapeInference shapes,
      List<LayerChange> changes,
      Consumer<Underflow> underflows)
      throws IOException {
    ModelEditor editor = new ModelEditor(model, shapes, underflows);
    List<Integer> gone = new ArrayList<>();
    for (LayerChange change : changes) {
      editor.apply(change);
      if (change.replaces() && change.layer().tail() != null) {
        gone.add(change.layer().tail().index());
      }
    }
    return editor.finished(gone);
  }

  private OnnxModel finished(List<Integer> gone) throws IOException {
    OnnxMl.GraphProto.Builder result = graph.clone().clearNode();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      if (!gone.contains(i)) {
        result.addNode(graph.getNode(i));
      }
      if (behind.containsKey(i)) {
        result.addNode(behind.get(i));
      }
    }
    return constants.finished(result);
  }

  private void apply(LayerChange change) {
    NormalisedLayer layer = change.layer();
    OnnxNode node = layer.node();
    if (layer.isBatchNormalization()) {
      fixed(node, change);
      return;
    }
    if (layer.hasBatchNormalization() && !change.replaces()) {
      // gamma' = gamma a, beta' = beta a + b
      OnnxNode tail = layer.tail();
      scaled(tail, 1, change, i -> i);
      shifted(tail, 2, change, i -> i);
      return;
    }
    int[] dims = shapes.fact(node.inputs().get(1)).value().dims();
    scaled(node, 1, change, channelOf(node, dims));
    switch (node.operator()) {
      case "Conv", "ConvTranspose" -> bias(node, 2, change, channels(node, dims), 1);
      case "Gemm" -> bias(node, 2, change, channels(node, dims), node.real("beta", 1));
      default -> {
        if (layer.tail() != null && layer.tail().operator().equals("Add")) {
          OnnxNode add = layer.tail();
          int at = shapes.fact(add.inputs().get(0)).isConstant() ? 0 : 1;
          shifted(add, at, change, i -> 0);
        } else {
          addBehind(node, change);
        }
      }
    }
    if (change.replaces()) {
      rename(node, layer.output());
    }
  }

  /**
   * A batch normalisation by constants, whatever form it had: (x - mean)/std factor + shift. The
   * variance is 1, and the scale divides: std^2 of activations is soon beyond float16.
   */
  private void fixed(OnnxNode node, LayerChange change) {
    double epsilon = node.real("epsilon", 1e-5f);
    int n = change.std().length;
    float[][] parameters = new float[5][n];
    for (int c = 0; c < n; c++) {
      parameters[1][c] = (float) (change.scale(c) * Math.sqrt(1 + epsilon));
      parameters[2][c] = (float) change.shift()[c];
      parameters[3][c] = (float) change.mean()[c];
      parameters[4][c] = 1;
    }
    for (int i = 1; i < 5; i++) {
      TensorValue old = shapes.fact(node.inputs().get(i)).value();
      if (i == 1) {
        note(node, old, parameters[i]);
      }
      constants.replace(node, i, old.dims(), parameters[i], old.type());
    }
    OnnxMl.NodeProto.Builder made = graph.getNode(node.index()).toBuilder();
    List<OnnxMl.AttributeProto> kept = new ArrayList<>(made.getAttributeList());
    kept.removeIf(attribute -> attribute.getName().equals("training_mode"));
    made.clearAttribute().addAllAttribute(kept);
    String output = made.getOutput(0);
    graph.setNode(node.index(), made.clearOutput().addOutput(output).build());
  }

  private static int channels(OnnxNode node, int[] dims) {
    return switch (node.operator()) {
      case "Conv" -> dims[0];
      case "ConvTranspose" -> (int) (dims[1] * node.whole("group", 1));
      default -> dims[node.whole("transB", 0) != 0 ? 0 : 1];
    };
  }

  /** The output channel that a weight belongs to. */
  private static IntUnaryOperator channelOf(OnnxNode node, int[] dims) {
    int size = 1;
    for (int dim : dims) {
      size *= dim;
    }
    int total = size;
    return switch (node.operator()) {
      case "Conv" -> i -> i / (total / dims[0]);
      case "Gemm" -> node.whole("transB", 0) != 0 ? i -> i / dims[1] : i -> i % dims[1];
      case "ConvTranspose" -> {
        int kernel = total / dims[0] / dims[1];
        int group = (int) (dims[0] / node.whole("group", 1));
        yield i -> i / kernel % dims[1] + i / kernel / dims[1] / group * dims[1];
      }
      default -> i -> dims.length == 0 ? 0 : i % dims[dims.length - 1];
    };
  }

  private void scaled(OnnxNode node, int input, LayerChange change, IntUnaryOperator channel) {
    TensorValue value = shapes.fact(node.inputs().get(input)).value();
    float[] values = value.asReals().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * change.scale(channel.applyAsInt(i)));
    }
    note(node, value, values);
    constants.replace(node, input, value.dims(), values, value.type());
  }

  private void note(OnnxNode node, TensorValue before, float[] after) {
    Underflow found = Underflow.of(node, before.asReals(), after, before.type());
    if (found.isFelt()) {
      underflows.accept(found);
    }
  }

  private void shifted(OnnxNode node, int input, LayerChange change, IntUnaryOperator channel) {
    TensorValue value = shapes.fact(node.inputs().get(input)).value();
    float[] values = value.asReals().clone();
    for (int i = 0; i < values.length; i++) {
      int c = channel.applyAsInt(i);
      values[i] = (float) (values[i] * change.scale(c) + change.offset(c));
    }
    constants.replace(node, input, value.dims(), values, value.type());
  }

  private void bias(OnnxNode node, int input, LayerChange change, int channels, double beta) {
    boolean given = node.hasInput(input);
    if (given && !shapes.fact(node.inputs().get(input)).isConstant()) {
      return; // it varies: nothing to write a shift into
    }
    TensorValue value = given ? shapes.fact(node.inputs().get(input)).value() : null;
    boolean fits = value != null && (value.size() == channels || change.std().length == 1);
    int[] dims = fits ? value.dims() : new int[] {channels};
    int count = fits ? value.size() : channels;
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double old = value == null ? 0 : value.at(value.size() == 1 ? 0 : i);
      int c = i % channels;
      values[i] = (float) (old * change.scale(c) + change.offset(c) / beta);
    }
    ElementType type = shapes.fact(node.inputs().get(1)).type();
    constants.replace(node, input, dims, values, type);
  }

  private void addBehind(OnnxNode node, LayerChange change) {
    String output = node.outputs().get(0);
    String product = constants.fresh(output + "_product");
    rename(node, product);
    String shift = constants.fresh(output + "_shift");
    ElementType type = shapes.fact(node.inputs().get(1)).type();
    graph.addInitializer(
        constants.tensor(node, shift, new int[] {1}, new float[] {(float) change.offset(0)}, type));
    behind.put(
        node.index(),
        OnnxMl.NodeProto.newBuilder()
            .setName(shift)
            .setOpType("Add")
            .addInput(product)
            .addInput(shift)
            .addOutput(output)
            .build());
  }

  private void rename(OnnxNode node, String output) {
    graph.setNode(
        node.index(), graph.getNode(node.index()).toBuilder().setOutput(0, output).build());
  }
}
