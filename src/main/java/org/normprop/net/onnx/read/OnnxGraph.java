package org.normprop.net.onnx.read;

import java.util.List;
import java.util.Map;

/**
 * The graph of a model: every input of a node is the graph's own, an initializer, or the output of
 * an earlier node.
 *
 * @param opset version of ONNX's own operators
 * @param inputs what must be given: inputs without an initializer
 * @param initializers constants by name
 * @param nodes in the file's order, which is topological
 * @param outputs names of the graph's outputs
 */
public record OnnxGraph(
    int opset,
    List<OnnxInput> inputs,
    Map<String, Initializer> initializers,
    List<OnnxNode> nodes,
    List<String> outputs) {

  /**
   * A constant of the file.
   *
   * @param type what its elements are
   * @param dims its sizes
   * @param value its elements; null where the type is not read
   */
  public record Initializer(ElementType type, int[] dims, TensorValue value) {}
}
