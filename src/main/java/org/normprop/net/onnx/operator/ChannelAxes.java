package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * Which axis of each tensor counts channels (units, features): ONNX does not say so. Convolutions,
 * poolings and batch normalisations have it second, products of matrices last; what acts on
 * elements keeps it, and what moves elements takes it along. Immutable, if nobody writes to its
 * arrays.
 */
public final class ChannelAxes {

  private final Map<String, Integer> axes = new HashMap<>();
  private final ShapeInference shapes;

  private ChannelAxes(ShapeInference shapes) {
    this.shapes = shapes;
  }

  /**
   * The axes of a graph.
   *
   * @param graph the graph
   * @param shapes its shapes
   * @return an axis for each tensor whose rank is known
   */
  public static ChannelAxes of(OnnxGraph graph, ShapeInference shapes) {
    ChannelAxes all = new ChannelAxes(shapes);
    Set<String> images = new HashSet<>();
    for (OnnxNode node : graph.nodes()) {
      if (isSpatial(node) && node.hasInput(0)) {
        images.add(node.inputs().get(0));
        all.axes.put(node.inputs().get(0), 1);
      }
    }
    for (OnnxNode node : graph.nodes()) {
      for (int i = 0; i < node.outputs().size(); i++) {
        String output = node.outputs().get(i);
        int[] dims = shapes.fact(output).dims();
        if (dims != null && !images.contains(output)) {
          all.axes.put(output, Math.min(all.axis(node, dims), Math.max(0, dims.length - 1)));
        }
      }
    }
    return all;
  }

  private static boolean isSpatial(OnnxNode node) {
    return switch (node.operator()) {
      case "Conv",
          "ConvTranspose",
          "MaxPool",
          "AveragePool",
          "LpPool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "GlobalLpPool",
          "BatchNormalization",
          "InstanceNormalization",
          "GroupNormalization" ->
          true;
      default -> false;
    };
  }

  private int axis(OnnxNode node, int[] dims) {
    if (isSpatial(node)) {
      return 1;
    }
    switch (node.operator()) {
      case "Gemm", "MatMul", "Einsum", "LayerNormalization", "RMSNormalization" -> {
        return dims.length - 1;
      }
      default -> {
        // below
      }
    }
    String source = "";
    int rank = -1;
    for (String input : node.inputs()) {
      int[] from = shapes.fact(input).dims();
      if (shapes.varies(input) && from != null && from.length > rank) {
        source = input;
        rank = from.length;
      }
    }
    if (rank <= 0) {
      return guess(dims); // a scalar has no axes
    }
    int[] from = shapes.fact(source).dims();
    int before = of(source, from);
    return switch (node.operator()) {
      case "Transpose" -> {
        int[] order = Layouts.permutation(shapes.call(node));
        int at = 0;
        while (order[at] != before) {
          at++;
        }
        yield at;
      }
      case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> reshaped(from, before, dims);
      default ->
          from.length == dims.length || !node.operator().startsWith("Reduce")
              ? Math.max(0, dims.length - from.length + before)
              : reshaped(from, before, dims);
    };
  }

  /**
   * The axis with as many steps of as many elements, if there is one; else one that divides each of
   * its steps, as channels divide the groups of a group normalisation.
   */
  private static int reshaped(int[] from, int axis, int[] dims) {
    if (axis >= from.length) {
      return guess(dims);
    }
    int inner = Dims.strides(from)[axis];
    int[] strides = Dims.strides(dims);
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == from[axis] && strides[i] == inner) {
        return i;
      }
    }
    for (int i = 0; i < dims.length; i++) {
      if (from[axis] > 1
          && dims[i] % from[axis] == 0
          && dims[i] * strides[i] == from[axis] * inner) {
        return i;
      }
    }
    for (int i = dims.length - 1; i > 0; i--) {
      if (dims[i] == from[axis]) {
        return i;
      }
    }
    return guess(dims);
  }

  private static int guess(int[] dims) {
    return dims.length >= 4 || dims.length == 2 ? 1 : Math.max(0, dims.length - 1);
  }

  /**
   * The axis of a tensor.
   *
   * @param name its name
   * @param dims its sizes
   * @return the axis; 0 for a scalar
   */
  public int of(String name, int[] dims) {
    Integer known = axes.get(name);
    return known != null && known < Math.max(1, dims.length) ? known : guess(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(axes.entrySet().toArray());
  }
}
