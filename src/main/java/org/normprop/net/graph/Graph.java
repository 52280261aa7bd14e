package org.normprop.net.graph;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/**
 * A network as a value: layers in topological order, and which tensors each reads.
 *
 * <p>Tensors have numbers: 0 is what goes in, i + 1 what node i puts out; the last node's is what
 * comes out.
 *
 * @param input the shape of an image that goes in
 * @param nodes the nodes, each after those that it reads from; at least one
 */
public record Graph(Shape input, List<Node> nodes) {

  /**
   * A layer in its place.
   *
   * @param name its path, such as {@code 3}, {@code 3.body.0} or {@code 3.branch2.1}; names of
   *     parameters begin with it and a dot
   * @param text what it is in the notation, such as {@code C(64,3,1,1)}
   * @param layer what it computes
   * @param inputs the numbers of the tensors that it reads
   * @param output the shape that comes out
   */
  public record Node(String name, String text, Layer layer, List<Integer> inputs, Shape output) {
    /** Copies the list. */
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  /** Checks the order. */
  public Graph {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (int tensor : nodes.get(i).inputs()) {
        if (tensor < 0 || tensor > i) {
          throw new IllegalArgumentException(
              "node " + nodes.get(i).name() + " reads tensor " + tensor + ", which comes later");
        }
      }
    }
  }

  /**
   * Layers one after the other, named by their numbers from 0.
   *
   * @param layers the layers, the first applied first
   * @param input the shape that goes in
   * @return the graph
   */
  public static Graph chain(List<Layer> layers, Shape input) {
    Builder builder = new Builder(input);
    for (Layer layer : layers) {
      int last = builder.nodes.size();
      builder.add(String.valueOf(last), layer.text(), layer, List.of(last));
    }
    return builder.graph();
  }

  /**
   * The shape of a tensor.
   *
   * @param tensor its number
   * @return the shape
   */
  public Shape shape(int tensor) {
    return tensor == 0 ? input : nodes.get(tensor - 1).output();
  }

  /**
   * The shape of what comes out.
   *
   * @return the shape
   */
  public Shape output() {
    return shape(nodes.size());
  }

  /**
   * The layers without their connections.
   *
   * @return in order
   */
  public List<Layer> layers() {
    return nodes.stream().map(Node::layer).toList();
  }

  /** Puts a graph together, node by node. */
  public static final class Builder {
    private final Shape input;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * Begins with the input alone, tensor 0.
     *
     * @param input its shape
     */
    public Builder(Shape input) {
      this.input = input;
    }

    /** The shape of a tensor so far. */
    public Shape shape(int tensor) {
      return tensor == 0 ? input : nodes.get(tensor - 1).output();
    }

    /**
     * Adds a node.
     *
     * @param name its path
     * @param text what it is in the notation
     * @param layer what it computes
     * @param inputs the tensors that it reads
     * @return the number of the tensor that it makes
     * @throws IllegalArgumentException if the layer cannot take those shapes
     */
    public int add(String name, String text, Layer layer, List<Integer> inputs) {
      List<Shape> shapes = inputs.stream().map(this::shape).toList();
      nodes.add(new Node(name, text, layer, inputs, layer.output(shapes)));
      return nodes.size();
    }

    /** The graph. */
    public Graph graph() {
      return new Graph(input, nodes);
    }
  }
}
