package org.normprop.net.onnx.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normprop.net.onnx.operator.ChannelAxes;
import org.normprop.net.onnx.operator.NodeCall;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * Foretells every tensor of a model from its weights: a fold over the graph. Tensors that no rule
 * covers, and those behind them, are left out. Immutable, if nobody writes to its arrays.
 */
public final class ModelPrediction {

  private final OnnxGraph graph;
  private final ShapeInference shapes;
  private final ChannelAxes axes;
  private final Level level;

  /** What is still of use: until the last node that takes it. */
  private final Map<String, TensorSignal> signals = new HashMap<>();

  private final Map<String, Integer> lastUse = new HashMap<>();
  private final Map<String, PredictedTensor> predicted = new LinkedHashMap<>();
  private final List<OnnxNode> uncovered = new ArrayList<>();

  /** Told of every tensor when it is foretold. */
  interface Watcher {
    /** A tensor, and how to replace it. */
    TensorSignal see(OnnxNode node, String tensor, TensorSignal signal);
  }

  private ModelPrediction(OnnxModel model, ShapeInference shapes, Level level) {
    this.graph = model.graph();
    this.shapes = shapes;
    this.axes = ChannelAxes.of(graph, shapes);
    this.level = level;
  }

  /**
   * Foretells.
   *
   * @param model the model
   * @param shapes its shapes
   * @param inputs what goes into each input
   * @param level how fine to look
   * @return the prediction
   */
  public static ModelPrediction of(
      OnnxModel model, ShapeInference shapes, Map<String, InputMoments> inputs, Level level) {
    ModelPrediction predictor = new ModelPrediction(model, shapes, level);
    predictor.run(inputs, (node, tensor, signal) -> signal);
    return predictor;
  }

  private void run(Map<String, InputMoments> inputs, Watcher watcher) {
    for (OnnxNode node : graph.nodes()) {
      node.inputs().forEach(input -> lastUse.put(input, node.index()));
    }
    for (OnnxInput input : graph.inputs()) {
      TensorFact fact = shapes.fact(input.name());
      InputMoments moments = inputs.get(input.name());
      if (fact.dims() != null && fact.type().isReal() && moments != null) {
        put(input.name(), source(fact.dims(), moments));
      }
    }
    for (OnnxNode node : graph.nodes()) {
      boolean varies = node.outputs().stream().anyMatch(shapes::varies);
      if (varies) {
        List<TensorSignal> outputs = outputs(node);
        for (int i = 0; i < outputs.size() && i < node.outputs().size(); i++) {
          String name = node.outputs().get(i);
          put(name, watcher.see(node, name, outputs.get(i)));
        }
      }
      for (String input : node.inputs()) {
        if (lastUse.get(input) == node.index()) {
          signals.remove(input);
        }
      }
    }
  }

  private static TensorSignal source(int[] dims, InputMoments moments) {
    int[] stored = new int[dims.length];
    Arrays.fill(stored, 1);
    float[] mean = {(float) moments.mean()};
    float[] variance = {(float) (moments.std() * moments.std())};
    return TensorSignal.normal(dims, stored, mean, variance);
  }

  private List<TensorSignal> outputs(OnnxNode node) {
    NodeCall call = shapes.call(node);
    List<TensorSignal> inputs = new ArrayList<>();
    boolean known = true;
    for (int i = 0; i < node.inputs().size(); i++) {
      String input = node.inputs().get(i);
      inputs.add(signals.get(input));
      known &=
          input.isEmpty()
              || signals.containsKey(input)
              || shapes.fact(input).isConstant()
              || !shapes.fact(input).type().isReal();
    }
    if (!known) {
      return List.of();
    }
    List<TensorFact> outputs = node.outputs().stream().map(shapes::fact).toList();
    try {
      return Rules.of(new NodeStep(call, inputs, outputs, level));
    } catch (NodeStep.NoRuleException
        | NodeCall.NotKnownException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      uncovered.add(node);
      return List.of();
    }
  }

  private void put(String name, TensorSignal signal) {
    signals.put(name, signal);
    PredictedTensor summary = summary(signal, axes.of(name, signal.dims()));
    if (Double.isFinite(summary.mean()) && Double.isFinite(summary.std())) {
      predicted.put(name, summary);
    }
  }

  private static PredictedTensor summary(TensorSignal signal, int channelAxis) {
    int[] stored = signal.stored();
    int axis = Math.min(channelAxis, Math.max(0, stored.length - 1));
    int channels = stored.length == 0 ? 1 : stored[axis];
    int inner =
        stored.length == 0 ? 1 : Dims.count(Arrays.copyOfRange(stored, axis + 1, stored.length));
    double[] sums = new double[channels];
    int n = signal.cells();
    double square = 0;
    double within = 0;
    for (int i = 0; i < n; i++) {
      double m = signal.mean()[i];
      sums[i / inner % channels] += m;
      square += m * m / n;
      within += signal.variance()[i] / (double) n;
    }
    double mean = 0;
    double channelSquare = 0;
    for (double sum : sums) {
      double own = sum * channels / n;
      mean += own / channels;
      channelSquare += own * own / channels;
    }
    double variance = Math.max(0, square + within - mean * mean);
    return new PredictedTensor(
        mean, Math.sqrt(variance), channelSquare, Math.max(0, square + within - channelSquare));
  }

  /**
   * What is foretold.
   *
   * @return by tensor
   */
  public Map<String, PredictedTensor> tensors() {
    return predicted;
  }

  /**
   * Nodes without a rule.
   *
   * @return those whose inputs were foretold and whose outputs were not
   */
  public List<OnnxNode> uncovered() {
    return uncovered;
  }
}
