package org.normprop.net.onnx.take;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.io.BadFileException;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.run.Network;

/**
 * A model read layer by layer, from its input on: convolutions, products, poolings, one activation,
 * batch normalisations behind weights (which take them up), residual sums. Not thread-safe.
 */
public final class ModelReading {

  private static final String LAYERS =
      "layers are Conv, Gemm, MatMul, MaxPool, AveragePool, an activation, a sum of two branches,"
          + " BatchNormalization behind weights, Flatten and Dropout";

  private final OnnxGraph graph;
  private final ShapeInference shapes;
  private final Map<String, List<OnnxNode>> consumers = new HashMap<>();
  private final NodeReading layers;
  private final ActivationReading activations;
  private final List<LayerWeights> weights = new ArrayList<>();
  private String activation;

  private ModelReading(OnnxModel model, ShapeInference shapes) {
    this.graph = model.graph();
    this.shapes = shapes;
    for (OnnxNode node : graph.nodes()) {
      node.inputs().stream()
          .distinct()
          .forEach(in -> consumers.computeIfAbsent(in, key -> new ArrayList<>()).add(node));
    }
    this.layers = new NodeReading(shapes);
    this.activations = new ActivationReading(shapes, consumers);
  }

  /**
   * The network that a model is.
   *
   * @param model a model with one input
   * @param row the sizes of a row, where the model leaves them open; empty if nobody says
   * @return the network
   * @throws IOException that names the first operator which is no layer of ours
   */
  public static TakenNetwork of(OnnxModel model, Optional<Shape> row) throws IOException {
    if (model.graph().inputs().size() != 1) {
      throw new BadFileException(
          model.file(), "has " + model.graph().inputs().size() + " inputs; networks here have one");
    }
    Map<String, int[]> dims = OpenSizes.filled(model, row);
    ModelReading reading = new ModelReading(model, ShapeInference.of(model, dims));
    try {
      return reading.network(dims.values().iterator().next());
    } catch (NoLayerException e) {
      throw new BadFileException(model.file(), e.getMessage());
    }
  }

  private TakenNetwork network(int[] dims) throws NoLayerException {
    OnnxNode first = graph.nodes().isEmpty() ? null : graph.nodes().get(0);
    if (dims.length != 2 && dims.length != 4) {
      throw new NoLayerException(
          first, "the input is " + Dims.text(dims) + "; networks here take [N,F] or [N,C,H,W]");
    }
    InputScale scale = InputScale.of(graph.inputs().get(0).name(), consumers, shapes);
    String tensor = scale.output();
    Chain chain = chain(tensor);
    if (chain.join != null) {
      throw new NoLayerException(chain.join, "a sum of the input with itself");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("arch", String.join("-", chain.texts));
    settings.put("norm", "none");
    settings.put("activation", activation == null ? "relu" : activation);
    settings.put("residual", "sum");
    settings.put("branch-scale", "1");
    Shape input =
        dims.length == 2 ? new Shape(dims[1], 1, 1) : new Shape(dims[1], dims[2], dims[3]);
    return new TakenNetwork(settings, input, scale.means(), scale.stds(), 0, 1, this::give);
  }

  /** Layers one behind the other, until a sum or the end. */
  private static final class Chain {
    final List<String> texts = new ArrayList<>();
    OnnxNode join;
    boolean open;

    void add(String text) {
      close(",linear)");
      texts.add(text);
    }

    void close(String end) {
      if (open) {
        texts.set(texts.size() - 1, texts.get(texts.size() - 1) + end);
        open = false;
      }
    }
  }

  private Chain chain(String start) {
    Chain chain = new Chain();
    String tensor = start;
    while (true) {
      List<OnnxNode> next = consumers.getOrDefault(tensor, List.of());
      if (next.isEmpty()) {
        chain.close(")");
        return chain;
      }
      OnnxNode node = next.get(0);
      if (next.size() == 1 && isSum(node)) {
        chain.close(",linear)");
        chain.join = node;
        return chain;
      }
      if (next.size() == 1 && isEnd(node)) {
        tensor = node.outputs().get(0);
        continue;
      }
      Optional<ActivationReading.Found> found = activations.behind(tensor);
      if (found.isPresent()) {
        activation(node, found.get().activation());
        if (chain.open) {
          chain.close(")");
        } else {
          chain.add("A");
        }
        tensor = found.get().output();
      } else if (next.size() == 2) {
        tensor = residual(next, chain);
      } else if (next.size() > 2) {
        throw new NoLayerException(node, "more than two branches begin here");
      } else {
        layer(node, chain);
        tensor = node.outputs().get(0);
      }
    }
  }

  private boolean isSum(OnnxNode node) {
    return node.operator().equals("Add") && node.inputs().stream().allMatch(shapes::varies);
  }

  private void activation(OnnxNode node, String found) {
    if (activation != null && !activation.equals(found)) {
      throw new NoLayerException(
          node, "a second activation, " + found + " beside " + activation + "; networks have one");
    }
    activation = found;
  }

  /** Two branches that meet in a sum; the one with more layers is the body. */
  private String residual(List<OnnxNode> next, Chain chain) {
    int before = weights.size();
    Chain first = branch(next.get(0), next.get(1));
    List<LayerWeights> own = new ArrayList<>(weights.subList(before, weights.size()));
    weights.subList(before, weights.size()).clear();
    Chain second = branch(next.get(1), next.get(0));
    if (first.join == null || first.join != second.join) {
      throw new NoLayerException(next.get(0), "branches that do not meet in a sum of two");
    }
    boolean swapped = second.texts.size() > first.texts.size();
    // The graph of a network has the shortcut before the body.
    weights.addAll(swapped ? before : weights.size(), own);
    Chain body = swapped ? second : first;
    Chain shortcut = swapped ? first : second;
    chain.add(
        "R("
            + String.join("-", body.texts)
            + (shortcut.texts.isEmpty() ? "" : "|" + String.join("-", shortcut.texts))
            + ")");
    return first.join.outputs().get(0);
  }

  /** A branch through one of two nodes that take a tensor. */
  private Chain branch(OnnxNode node, OnnxNode other) {
    if (isSum(node)) {
      Chain empty = new Chain();
      empty.join = node;
      return empty;
    }
    String input =
        node.inputs().stream()
            .filter(name -> !name.isEmpty() && other.inputs().contains(name))
            .findFirst()
            .orElse("");
    List<OnnxNode> both = consumers.put(input, List.of(node));
    try {
      return chain(input);
    } finally {
      consumers.put(input, both);
    }
  }

  private void layer(OnnxNode node, Chain chain) {
    switch (node.operator()) {
      case "Conv" -> weighted(layers.convolution(node), chain);
      case "Gemm", "MatMul" -> weighted(layers.dense(node), chain);
      case "BatchNormalization" -> {
        if (!chain.open) {
          throw new NoLayerException(
              node, "a batch normalisation that no weights stand before has no layer here");
        }
        weights.set(weights.size() - 1, layers.normalised(node, weights.get(weights.size() - 1)));
      }
      case "Add", "Sub", "Mul", "Div" -> {
        if (!chain.open) {
          throw new NoLayerException(node, "no layer here; " + LAYERS);
        }
        weights.set(weights.size() - 1, layers.affine(node, weights.get(weights.size() - 1)));
      }
      case "MaxPool", "AveragePool" -> chain.add(layers.pooling(node));
      case "GlobalAveragePool" -> chain.add("P(global,avg)");
      case "GlobalMaxPool" -> chain.add("P(global,max)");
      case "ReduceMean" -> {
        int[] from = shapes.call(node).dims(0);
        int[] axes = shapes.call(node).axes(1);
        if (from.length != 4 || axes == null || axes.length != 2 || axes[0] != 2 || axes[1] != 3) {
          throw new NoLayerException(node, LAYERS);
        }
        chain.add("P(global,avg)");
      }
      case "Identity", "Dropout" -> {
        if (node.operator().equals("Dropout") && node.inputs().size() > 2) {
          throw new NoLayerException(node, "export the model in evaluation mode, model.eval()");
        }
      }
      case "Flatten", "Reshape", "Squeeze" -> {
        if (!layers.flattens(node)) {
          throw new NoLayerException(node, LAYERS);
        }
      }
      default -> throw new NoLayerException(node, "no layer here; " + LAYERS);
    }
  }

  private void weighted(NodeReading.Weighted layer, Chain chain) {
    chain.add(layer.text());
    chain.open = true;
    weights.add(layer.weights());
  }

  /** What makes numbers or probabilities of the last layer's output: the loss has it already. */
  private boolean isEnd(OnnxNode node) {
    String output = node.outputs().get(0);
    boolean last = consumers.getOrDefault(output, List.of()).isEmpty();
    return last && (node.operator().equals("Softmax") || node.operator().equals("LogSoftmax"));
  }

  private void give(Network network) {
    Map<String, float[]> state = new HashMap<>();
    network.state().forEach(tensor -> state.put(tensor.name(), tensor.values()));
    int i = 0;
    for (var node : network.graph().nodes()) {
      if (node.layer() instanceof WeightLayer) {
        LayerWeights own = weights.get(i++);
        copy(own.weights(), state.get(node.name() + ".weight"));
        copy(own.bias(), state.get(node.name() + ".bias"));
      }
    }
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
