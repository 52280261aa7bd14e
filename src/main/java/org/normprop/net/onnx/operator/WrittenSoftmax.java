package org.normprop.net.onnx.operator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * Finds softmax as some exporters write it out: e^z / sum e^z, its logarithm z - log sum e^z, and z
 * = x - max x before it, which changes nothing. Not thread-safe.
 */
public final class WrittenSoftmax {

  private final ShapeInference shapes;
  private final Map<String, OnnxNode> makers = new HashMap<>();

  private WrittenSoftmax(OnnxGraph graph, ShapeInference shapes) {
    this.shapes = shapes;
    for (OnnxNode node : graph.nodes()) {
      node.outputs().forEach(output -> makers.put(output, node));
    }
  }

  /**
   * Finds them.
   *
   * @param graph the graph
   * @param shapes its shapes
   * @return by the last node's index, the one operator that it and those before it are
   */
  public static Map<Integer, OnnxNode> of(OnnxGraph graph, ShapeInference shapes) {
    WrittenSoftmax finder = new WrittenSoftmax(graph, shapes);
    Map<Integer, OnnxNode> found = new HashMap<>();
    for (OnnxNode node : graph.nodes()) {
      OnnxNode one =
          switch (node.operator()) {
            case "Div" -> finder.softmax(node);
            case "Sub" -> finder.logSoftmax(node);
            default -> null;
          };
      if (one != null) {
        found.put(node.index(), one);
      }
    }
    return found;
  }

  private OnnxNode maker(OnnxNode node, int input, String operator) {
    OnnxNode maker = node.hasInput(input) ? makers.get(node.inputs().get(input)) : null;
    return maker != null && maker.operator().equals(operator) && maker.hasInput(0) ? maker : null;
  }

  private OnnxNode softmax(OnnxNode div) {
    OnnxNode exp = maker(div, 0, "Exp");
    OnnxNode sum = maker(div, 1, "ReduceSum");
    boolean fits = exp != null && sum != null && sum.inputs().get(0).equals(div.inputs().get(0));
    return fits ? one("Softmax", div, exp.inputs().get(0), sum) : null;
  }

  private OnnxNode logSoftmax(OnnxNode sub) {
    OnnxNode log = maker(sub, 1, "Log");
    OnnxNode sum = log == null ? null : maker(log, 0, "ReduceSum");
    OnnxNode exp = sum == null ? null : maker(sum, 0, "Exp");
    boolean fits = exp != null && exp.inputs().get(0).equals(sub.inputs().get(0));
    return fits ? one("LogSoftmax", sub, exp.inputs().get(0), sum) : null;
  }

  private OnnxNode one(String operator, OnnxNode last, String z, OnnxNode sum) {
    int[] axes;
    try {
      axes = shapes.call(sum).axes(1);
    } catch (NodeCall.NotKnownException | IllegalArgumentException e) {
      return null;
    }
    if (axes == null || axes.length != 1 || sum.whole("keepdims", 1) == 0) {
      return null;
    }
    OnnxNode shifted = makers.get(z);
    OnnxNode most =
        shifted != null && shifted.operator().equals("Sub") ? maker(shifted, 1, "ReduceMax") : null;
    boolean shifts = most != null && most.inputs().get(0).equals(shifted.inputs().get(0));
    String x = shifts ? most.inputs().get(0) : z;
    return new OnnxNode(
        last.index(),
        last.name(),
        operator,
        List.of(x),
        last.outputs(),
        Map.of("axis", (long) axes[0]));
  }
}
