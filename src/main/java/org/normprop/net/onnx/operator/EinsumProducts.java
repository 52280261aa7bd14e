package org.normprop.net.onnx.operator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * A graph in which an Einsum of one or two tensors is what it means: axes summed over and brought
 * into order, a product of matrices, and axes brought back. So all that is known of products holds
 * of it. Axes that both inputs and the result have become stacks, those that the result has not are
 * summed over; the first input's others are rows, the second's columns. What is no such product
 * stays as it is. Not thread-safe.
 */
public final class EinsumProducts {

  /**
   * A graph and its shapes.
   *
   * @param graph the graph
   * @param shapes of all its tensors
   */
  public record Expanded(OnnxGraph graph, ShapeInference shapes) {}

  private final OnnxGraph graph;
  private final ShapeInference shapes;
  private final Map<String, OnnxGraph.Initializer> initializers;
  private final List<OnnxNode> nodes = new ArrayList<>();

  private EinsumProducts(OnnxGraph graph, ShapeInference shapes) {
    this.graph = graph;
    this.shapes = shapes;
    this.initializers = new HashMap<>(graph.initializers());
  }

  /**
   * Expands the products of a graph.
   *
   * @param graph a graph
   * @param shapes its shapes
   * @return the same if it has no such Einsum; else a graph whose nodes are numbered anew
   */
  public static Expanded of(OnnxGraph graph, ShapeInference shapes) {
    if (graph.nodes().stream().noneMatch(node -> node.operator().equals("Einsum"))) {
      return new Expanded(graph, shapes);
    }
    EinsumProducts products = new EinsumProducts(graph, shapes);
    for (OnnxNode node : graph.nodes()) {
      if (!node.operator().equals("Einsum") || !products.expand(node)) {
        products.add(
            node.name(), node.operator(), node.inputs(), node.outputs(), node.attributes());
      }
    }
    OnnxGraph expanded =
        new OnnxGraph(
            graph.opset(),
            graph.inputs(),
            Map.copyOf(products.initializers),
            List.copyOf(products.nodes),
            graph.outputs());
    try {
      return new Expanded(expanded, shapes.over(expanded));
    } catch (IOException e) {
      return new Expanded(graph, shapes); // more constants than are evaluated
    }
  }

  private void add(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, Object> attributes) {
    nodes.add(new OnnxNode(nodes.size(), name, operator, inputs, outputs, attributes));
  }

  private boolean expand(OnnxNode node) {
    NodeCall call = shapes.call(node);
    EinsumEquation equation;
    int count = node.inputs().size();
    try {
      equation = EinsumEquation.of(call);
      for (int i = 0; i < count; i++) {
        if (!equation.isPlain(i, call.dims(i))) {
          return false;
        }
      }
    } catch (NodeCall.NotKnownException | IllegalArgumentException e) {
      return false;
    }
    if (equation.result().stream().distinct().count() != equation.result().size()) {
      return false;
    }
    if (count == 1) {
      new Product(node, equation, equation.result(), List.of(), List.of(), List.of()).addOne();
      return true;
    }
    if (count != 2 || node.inputs().get(0).equals(node.inputs().get(1))) {
      return false; // squares are no products of independent values
    }
    int first = call.in(0).isConstant() ? 1 : 0; // weights are on the right
    List<Integer> left = equation.terms().get(first);
    List<Integer> right = equation.terms().get(1 - first);
    List<Integer> result = equation.result();
    List<Integer> stack = result.stream().filter(left::contains).filter(right::contains).toList();
    List<Integer> rows = result.stream().filter(l -> !right.contains(l)).toList();
    List<Integer> columns = result.stream().filter(l -> !left.contains(l)).toList();
    List<Integer> summed =
        left.stream().filter(l -> right.contains(l) && !result.contains(l)).toList();
    new Product(node, equation, stack, rows, columns, summed).add(first, left, right);
    return true;
  }

  /** The axes of one product. */
  private final class Product {
    private final OnnxNode node;
    private final EinsumEquation equation;
    private final List<Integer> stack;
    private final List<Integer> rows;
    private final List<Integer> columns;
    private final List<Integer> summed;
    private int steps;

    Product(
        OnnxNode node,
        EinsumEquation equation,
        List<Integer> stack,
        List<Integer> rows,
        List<Integer> columns,
        List<Integer> summed) {
      this.node = node;
      this.equation = equation;
      this.stack = stack;
      this.rows = rows;
      this.columns = columns;
      this.summed = summed;
    }

    /** Of a single input axes are summed over, and the others brought into order. */
    void addOne() {
      List<Integer> from = equation.terms().get(0);
      List<Integer> kept = from.stream().filter(stack::contains).toList();
      String tensor = summedOut(node.inputs().get(0), from, kept);
      turn(tensor, kept, stack, node.outputs().get(0));
    }

    /** A tensor without the axes that nothing else has. */
    private String summedOut(String tensor, List<Integer> from, List<Integer> kept) {
      long[] axes =
          IntStream.range(0, from.size())
              .filter(axis -> !kept.contains(from.get(axis)))
              .asLongStream()
              .toArray();
      if (axes.length == 0) {
        return tensor;
      }
      String output = name();
      boolean asInput = graph.opset() >= 13;
      EinsumProducts.this.add(
          node.name(),
          "ReduceSum",
          asInput ? List.of(tensor, wholes(axes)) : List.of(tensor),
          List.of(output),
          asInput ? Map.of("keepdims", 0L) : Map.of("keepdims", 0L, "axes", axes));
      return output;
    }

    private String wholes(long[] values) {
      String name = name();
      int[] rank = {values.length};
      initializers.put(
          name, new OnnxGraph.Initializer(ElementType.INT64, rank, TensorValue.of(rank, values)));
      return name;
    }

    void add(int first, List<Integer> left, List<Integer> right) {
      // Without a stack the rows' axes can stay apart: a matrix on the right serves all.
      List<List<Integer>> high = stack.isEmpty() && !rows.isEmpty() ? apart(rows) : List.of(rows);
      List<Integer> ofLeft = left.stream().filter(joined(stack, rows, summed)::contains).toList();
      String a = summedOut(node.inputs().get(first), left, ofLeft);
      a = turned(a, ofLeft, joined(stack, rows, summed));
      a = shaped(a, joined(stack, rows, summed), joined(apart(stack), high, List.of(summed)));
      List<Integer> ofRight =
          right.stream().filter(joined(stack, summed, columns)::contains).toList();
      String b = summedOut(node.inputs().get(1 - first), right, ofRight);
      b = turned(b, ofRight, joined(stack, summed, columns));
      b =
          shaped(
              b,
              joined(stack, summed, columns),
              joined(apart(stack), List.of(summed), List.of(columns)));
      List<Integer> made = joined(stack, rows, columns);
      int[] sizes = sizes(joined(apart(stack), high, List.of(columns)));
      int[] wanted = equation.size(made);
      boolean turns = !made.equals(equation.result());
      boolean reshapes = !Arrays.equals(sizes, wanted);
      String end = node.outputs().get(0);
      String product = turns || reshapes ? name() : end;
      EinsumProducts.this.add(node.name(), "MatMul", List.of(a, b), List.of(product), Map.of());
      if (reshapes) {
        String apart = turns ? name() : end;
        reshape(product, wanted, apart);
        product = apart;
      }
      if (turns) {
        turn(product, made, equation.result(), end);
      }
    }

    private static <T> List<T> joined(List<T> first, List<T> second, List<T> third) {
      return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    private static List<List<Integer>> apart(List<Integer> labels) {
      return labels.stream().map(List::of).toList();
    }

    private int[] sizes(List<List<Integer>> axes) {
      return axes.stream().mapToInt(labels -> Dims.count(equation.size(labels))).toArray();
    }

    private String name() {
      return node.outputs().get(0) + " einsum " + steps++;
    }

    private String turned(String tensor, List<Integer> from, List<Integer> to) {
      if (from.equals(to)) {
        return tensor;
      }
      String output = name();
      turn(tensor, from, to, output);
      return output;
    }

    private void turn(String tensor, List<Integer> from, List<Integer> to, String output) {
      long[] order = to.stream().mapToLong(from::indexOf).toArray();
      EinsumProducts.this.add(
          node.name(), "Transpose", List.of(tensor), List.of(output), Map.of("perm", order));
    }

    private String shaped(String tensor, List<Integer> from, List<List<Integer>> to) {
      int[] sizes = sizes(to);
      if (Arrays.equals(equation.size(from), sizes)) {
        return tensor;
      }
      String output = name();
      reshape(tensor, sizes, output);
      return output;
    }

    private void reshape(String tensor, int[] sizes, String output) {
      String shape = wholes(IntStream.of(sizes).asLongStream().toArray());
      EinsumProducts.this.add(
          node.name(), "Reshape", List.of(tensor, shape), List.of(output), Map.of());
    }
  }
}
