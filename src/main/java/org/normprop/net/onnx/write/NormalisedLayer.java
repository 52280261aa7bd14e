package org.normprop.net.onnx.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * A layer whose output a factor and a shift can normalise: a convolution or product with constant
 * weights, with the sum or batch normalisation behind it; or a batch normalisation that stands by
 * itself, in whose place constants come. Immutable.
 *
 * @param node Conv, ConvTranspose, Gemm, MatMul or BatchNormalization
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
   * @param replaces whether constants take the place of batch normalisations: of those in training
   *     form, too, and those that no layer of weights stands right before are layers themselves
   * @return in order
   */
  public static List<NormalisedLayer> of(OnnxGraph graph, ShapeInference shapes, boolean replaces) {
    Map<String, List<OnnxNode>> users = new HashMap<>();
    for (OnnxNode node : graph.nodes()) {
      for (String input : Set.copyOf(node.inputs())) {
        users.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
    List<NormalisedLayer> layers = new ArrayList<>();
    Set<OnnxNode> taken = new HashSet<>();
    for (OnnxNode node : graph.nodes()) {
      if (replaces
          && !taken.contains(node)
          && isBatchNorm(node, shapes, true)
          && shapes.varies(node.outputs().get(0))
          && hasOneOutput(node, users, graph)) {
        layers.add(new NormalisedLayer(node, null, node.outputs().get(0)));
      }
      if (OPERATORS.contains(node.operator())
          && node.hasInput(1)
          && shapes.fact(node.inputs().get(1)).isConstant()
          && shapes.varies(node.outputs().get(0))) {
        String output = node.outputs().get(0);
        List<OnnxNode> next = users.getOrDefault(output, List.of());
        OnnxNode only = next.size() == 1 && !graph.outputs().contains(output) ? next.get(0) : null;
        OnnxNode tail = only != null && isTail(node, only, shapes, replaces) ? only : null;
        tail = tail != null && hasOneOutput(tail, users, graph) ? tail : null;
        taken.add(tail);
        layers.add(new NormalisedLayer(node, tail, tail == null ? output : tail.outputs().get(0)));
      }
    }
    return layers;
  }

  private static boolean isTail(
      OnnxNode node, OnnxNode next, ShapeInference shapes, boolean replaces) {
    if (next.operator().equals("BatchNormalization")) {
      return isBatchNorm(next, shapes, replaces);
    }
    return node.operator().equals("MatMul")
        && next.operator().equals("Add")
        && next.inputs().stream().anyMatch(input -> shapes.fact(input).isConstant());
  }

  /** A batch normalisation whose parameters are constants; in training form where that will do. */
  private static boolean isBatchNorm(OnnxNode node, ShapeInference shapes, boolean inTraining) {
    boolean constant = node.operator().equals("BatchNormalization");
    for (int i = 1; constant && i < 5; i++) {
      constant = node.hasInput(i) && shapes.fact(node.inputs().get(i)).isConstant();
    }
    return constant && (inTraining || node.whole("training_mode", 0) == 0);
  }

  /** Whether nobody takes the running averages that the training form hands out. */
  private static boolean hasOneOutput(
      OnnxNode node, Map<String, List<OnnxNode>> users, OnnxGraph graph) {
    return node.outputs().stream()
        .skip(1)
        .filter(name -> !name.isEmpty()) // not handed out
        .noneMatch(name -> users.containsKey(name) || graph.outputs().contains(name));
  }

  /**
   * Whether it is a batch normalisation without weights of its own before it.
   *
   * @return whether it is
   */
  public boolean isBatchNormalization() {
    return node.operator().equals("BatchNormalization");
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
   * What its weights alone compute; of a batch normalisation, what goes into it.
   *
   * @return the name of a tensor
   */
  public String product() {
    return isBatchNormalization() ? node.inputs().get(0) : node.outputs().get(0);
  }

  /**
   * The batch normalisation that it is or that stands behind it.
   *
   * @return the node, or null where there is none
   */
  OnnxNode batchNormalization() {
    return isBatchNormalization() ? node : hasBatchNormalization() ? tail : null;
  }
}
