package org.normprop.net.onnx.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * A model as it was before any training: weights of convolutions and products drawn anew, biases 0,
 * scales and shifts of normalisations 1 and 0. Embeddings, and what exporters write out as single
 * sums and products, stay. Not thread-safe.
 */
public final class DrawnModel {

  private final OnnxModel model;
  private final ShapeInference shapes;
  private final WeightDraw draw;
  private final long seed;
  private final ConstantEditor constants;
  private final Set<String> drawn = new HashSet<>();

  private DrawnModel(OnnxModel model, ShapeInference shapes, WeightDraw draw, long seed) {
    this.model = model;
    this.shapes = shapes;
    this.draw = draw;
    this.seed = seed;
    this.constants = new ConstantEditor(model);
  }

  /**
   * Draws.
   *
   * @param model the model
   * @param shapes its shapes
   * @param draw how
   * @param seed fixes every draw, with the weights' names
   * @return a changed copy; a batch normalisation's running mean and variance are the file's
   * @throws IOException if it would not be a model that this program reads
   */
  public static OnnxModel of(OnnxModel model, ShapeInference shapes, WeightDraw draw, long seed)
      throws IOException {
    return new DrawnModel(model, shapes, draw, seed).changed();
  }

  private OnnxModel changed() throws IOException {
    for (NormalisedLayer layer : NormalisedLayer.of(model.graph(), shapes, false)) {
      weights(layer.node());
      if (!layer.node().operator().equals("MatMul")) {
        fill(layer.node(), 2, 0);
      } else if (layer.tail() != null && layer.tail().operator().equals("Add")) {
        int bias = isConstant(layer.tail(), 0) ? 0 : 1;
        fill(layer.tail(), bias, 0);
      }
    }
    for (OnnxNode node : model.graph().nodes()) {
      if (node.operator().endsWith("Normalization") && shapes.varies(node.outputs().get(0))) {
        fill(node, 1, 1);
        fill(node, 2, 0);
      }
    }
    return constants.finished();
  }

  private boolean isConstant(OnnxNode node, int input) {
    return node.hasInput(input)
        && shapes.fact(node.inputs().get(input)).isConstant()
        && shapes.fact(node.inputs().get(input)).type().isReal();
  }

  private void fill(OnnxNode node, int input, float value) {
    if (isConstant(node, input)) {
      TensorValue old = shapes.fact(node.inputs().get(input)).value();
      float[] values = new float[old.size()];
      Arrays.fill(values, value);
      constants.replace(node, input, old.dims(), values, old.type());
    }
  }

  private void weights(OnnxNode node) {
    String name = node.inputs().get(1);
    TensorValue old = shapes.fact(name).value();
    int[] dims = old.dims();
    if (dims.length < 2 || old.size() == 0 || !drawn.add(name)) {
      return;
    }
    float[] values =
        switch (node.operator()) {
          case "Conv" -> draw.weights(name, list(dims), seed);
          case "ConvTranspose" -> inFirst(name, dims, 0);
          case "Gemm" ->
              node.whole("transB", 0) != 0
                  ? draw.weights(name, list(dims), seed)
                  : inFirst(name, dims, 0);
          default -> inFirst(name, dims, dims.length - 2);
        };
    if (constants.isInitializer(name)) {
      constants.replaceForAll(node, name, dims, values, old.type());
    } else {
      constants.replace(node, 1, dims, values, old.type());
    }
  }

  private static List<Integer> list(int[] dims) {
    return Arrays.stream(dims).boxed().toList();
  }

  /** Weights [.., in, out, kernel], the first axes side by side. */
  private float[] inFirst(String name, int[] dims, int axis) {
    int in = dims[axis];
    int out = dims[axis + 1];
    List<Integer> shape = new ArrayList<>(List.of(out, in));
    for (int i = axis + 2; i < dims.length; i++) {
      shape.add(dims[i]);
    }
    int kernel = Dims.count(Arrays.copyOfRange(dims, axis + 2, dims.length));
    int size = in * out * kernel;
    float[] all = new float[Dims.count(dims)];
    for (int part = 0; part * size < all.length; part++) {
      float[] values = draw.weights(part == 0 ? name : name + "/" + part, shape, seed);
      for (int i = 0; i < size; i++) {
        int k = i % kernel;
        int o = i / kernel % out;
        int a = i / kernel / out;
        all[part * size + i] = values[(o * in + a) * kernel + k];
      }
    }
    return all;
  }
}
