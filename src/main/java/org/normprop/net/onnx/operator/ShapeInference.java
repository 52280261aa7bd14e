package org.normprop.net.onnx.operator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * What is known of every tensor of a graph for inputs of given sizes: shapes, and the elements of
 * what depends on no input's elements. Arithmetic on shapes is carried out here, so that nothing
 * downstream meets it.
 *
 * <p>Threads may read it once it is made.
 */
public final class ShapeInference {

  /** Elements that all evaluated constants together may have. */
  private static final long MOST_CONSTANT = 1L << 28;

  /** Elements of an input that is taken for a constant. */
  private static final int MOST_FIXED = 1 << 22;

  private final Path file;
  private final OnnxGraph graph;
  private final Map<String, TensorFact> facts = new HashMap<>();
  private final Set<String> varying = new HashSet<>();
  private long constantElements;

  private ShapeInference(Path file, OnnxGraph graph) {
    this.file = file;
    this.graph = graph;
  }

  /**
   * The facts of a model.
   *
   * @param model the model
   * @param inputs the sizes of each input
   * @return facts by tensor; for what no rule covers, {@link TensorFact#UNKNOWN}
   * @throws IOException if the model's shapes do not fit each other; the message names the node
   */
  public static ShapeInference of(OnnxModel model, Map<String, int[]> inputs) throws IOException {
    return of(model, inputs, Map.of());
  }

  /**
   * The facts of a model some of whose inputs always hold one number, such as the ones of a mask.
   *
   * @param model the model
   * @param inputs the sizes of each input
   * @param fixed the number of each such input; of whole numbers
   * @return facts by tensor; what depends on such inputs alone is constant
   * @throws IOException if the model's shapes do not fit each other; the message names the node
   */
  public static ShapeInference of(
      OnnxModel model, Map<String, int[]> inputs, Map<String, Long> fixed) throws IOException {
    ShapeInference inference = new ShapeInference(model.file(), model.graph());
    for (OnnxInput input : model.graph().inputs()) {
      int[] dims = inputs.get(input.name());
      Long number = fixed.get(input.name());
      inference.input(input.name(), fact(input.type(), dims, number));
    }
    inference.run();
    return inference;
  }

  private static TensorFact fact(ElementType type, int[] dims, Long number) {
    if (number == null || dims == null || Dims.count(dims) > MOST_FIXED) {
      return new TensorFact(type, dims, null);
    }
    long[] wholes = new long[Dims.count(dims)];
    Arrays.fill(wholes, number);
    return TensorFact.constant(new TensorValue(type, dims, null, wholes));
  }

  private void input(String name, TensorFact fact) {
    facts.put(name, fact);
    if (!fact.isConstant()) {
      varying.add(name);
    }
  }

  /** The facts of another graph of the same inputs. */
  ShapeInference over(OnnxGraph other) throws IOException {
    ShapeInference inference = new ShapeInference(file, other);
    other.inputs().forEach(input -> inference.input(input.name(), fact(input.name())));
    inference.run();
    return inference;
  }

  private void run() throws IOException {
    graph
        .initializers()
        .forEach(
            (name, constant) ->
                facts.put(
                    name, new TensorFact(constant.type(), constant.dims(), constant.value())));
    for (OnnxNode node : graph.nodes()) {
      List<TensorFact> outputs = outputs(node);
      boolean varies = varies(node);
      for (int i = 0; i < node.outputs().size(); i++) {
        String name = node.outputs().get(i);
        TensorFact fact = i < outputs.size() ? outputs.get(i) : TensorFact.UNKNOWN;
        facts.put(name, bounded(node, fact));
        if (varies && !fact.isConstant()) {
          varying.add(name);
        }
      }
    }
  }

  private boolean varies(OnnxNode node) {
    return node.operator().startsWith("Random")
        || node.attributes().containsValue(Boolean.TRUE) // bodies see tensors from outside
        || node.inputs().stream().anyMatch(varying::contains);
  }

  private TensorFact bounded(OnnxNode node, TensorFact fact) throws BadFileException {
    if (!fact.isConstant()) {
      return fact;
    }
    boolean shared = node.inputs().stream().anyMatch(in -> isView(facts.get(in), fact));
    constantElements += shared ? 0 : fact.value().size();
    if (constantElements > MOST_CONSTANT) {
      throw new BadFileException(
          file, node.where() + ": the model's constants have more than 268 million elements");
    }
    return fact;
  }

  private static boolean isView(TensorFact in, TensorFact out) {
    return in != null && in.isConstant() && out.value().isViewOf(in.value());
  }

  private List<TensorFact> outputs(OnnxNode node) throws IOException {
    NodeCall call = call(node);
    try {
      Optional<TensorFact> constant =
          constantElements < MOST_CONSTANT ? ConstantFolding.of(call) : Optional.empty();
      if (constant.isPresent()) {
        return List.of(constant.get());
      }
      return ShapeRules.of(call);
    } catch (NodeCall.NotKnownException e) {
      List<TensorFact> unknown = new ArrayList<>();
      node.outputs().forEach(name -> unknown.add(TensorFact.UNKNOWN));
      return unknown;
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new BadFileException(file, node.where() + ": " + e.getMessage());
    }
  }

  /**
   * A node with what is known of its inputs.
   *
   * @param node a node of the graph
   * @return the call
   */
  public NodeCall call(OnnxNode node) {
    List<TensorFact> inputs = new ArrayList<>();
    for (String input : node.inputs()) {
      inputs.add(facts.getOrDefault(input, TensorFact.UNKNOWN));
    }
    return new NodeCall(node, graph.opset(), inputs);
  }

  /**
   * What is known of a tensor.
   *
   * @param name its name
   * @return the fact
   */
  public TensorFact fact(String name) {
    return facts.getOrDefault(name, TensorFact.UNKNOWN);
  }

  /**
   * Whether a tensor's elements depend on the inputs' elements.
   *
   * @param name its name
   * @return whether it is neither constant nor a shape
   */
  public boolean varies(String name) {
    return varying.contains(name);
  }
}
