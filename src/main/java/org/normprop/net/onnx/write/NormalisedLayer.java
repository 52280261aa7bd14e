package org.normprop.net.onnx.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * A layer whose output a factor and a shift can normalise: a convolution or product with constant
 * weights, with the sum or batch normalisation behind it. Immutable.
 *
 * @param node Conv, ConvTranspose, Gemm or MatMul
 * @param tail the Add that is its bias, the BatchNormalization behind it, or null
 * @param output what it computes before an activation
 */
public record NormalisedLayer(OnnxNode node, OnnxNode tail, String output) {

  private static final Set<String> OPERATORS = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

  /**
   * The layers of a graph.
   *
   * @param graph the graph
   * @param shapes its shapes
   * @return in order
   */
  public static List<NormalisedLayer> of(OnnxGraph graph, ShapeInference shapes) {
    Map<String, List<OnnxNode>> users = new HashMap<>();
    for (OnnxNode node : graph.nodes()) {
      for (String input : Set.copyOf(node.inputs())) {
        users.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
    List<NormalisedLayer> layers = new ArrayList<>();
    for (OnnxNode node : graph.nodes()) {
      if (OPERATORS.contains(node.operator())
          && node.hasInput(1)
          && shapes.fact(node.inputs().get(1)).isConstant()
          && shapes.varies(node.outputs().get(0))) {
        String output = node.outputs().get(0);
        List<OnnxNode> next = users.getOrDefault(output, List.of());
        OnnxNode only = next.size() == 1 && !graph.outputs().contains(output) ? next.get(0) : null;
        OnnxNode tail = only != null && isTail(node, only, shapes) ? only : null;
        layers.add(new NormalisedLayer(node, tail, tail == null ? output : tail.outputs().get(0)));
      }
    }
    return layers;
  }

  private static boolean isTail(OnnxNode node, OnnxNode next, ShapeInference shapes) {
    if (next.operator().equals("BatchNormalization")) {
      boolean constant = true;
      for (int i = 1; i < 5; i++) {
        constant &= next.hasInput(i) && shapes.fact(next.inputs().get(i)).isConstant();
      }
      return constant && next.whole("training_mode", 0) == 0;
    }
    return node.operator().equals("MatMul")
        && next.operator().equals("Add")
        && next.inputs().stream().anyMatch(input -> shapes.fact(input).isConstant());
  }

  /**
   * Whether a batch normalisation stands behind it.
   *
   * @return whether it does
   */
  public boolean hasBatchNormalization() {
    return tail != null && tail.operator().equals("BatchNormalization");
  }

  /**
   * What its weights alone compute.
   *
   * @return the name of the node's own output
   */
  public String product() {
    return node.outputs().get(0);
  }
}
