package org.normprop.net.onnx.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normprop.net.onnx.operator.ChannelAxes;
import org.normprop.net.onnx.operator.EinsumProducts;
import org.normprop.net.onnx.operator.NodeCall;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.operator.WrittenNormalisation;
import org.normprop.net.onnx.operator.WrittenSoftmax;
import org.normprop.net.onnx.predict.bond.Dependence;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
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
  private final boolean drawn;
  private final Dependence dependence;

  /** What is still of use: until the last node that takes it. */
  private final Map<String, TensorSignal> signals = new HashMap<>();

  private final Map<String, Integer> lastUse = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  /** What several nodes together are, by the last of them. */
  private final Map<Integer, OnnxNode> joined;

  private final Set<String> statistics;

  private final Map<String, PredictedTensor> predicted = new LinkedHashMap<>();
  private final List<OnnxNode> uncovered = new ArrayList<>();

  /** Decides how tensors are changed on the way, so that what stands behind sees them changed. */
  public interface Rescaling {

    /**
     * A change: y = (x - mean)/std factor + shift, one number each for the tensor or for each
     * channel.
     *
     * @param source the tensor that is x; foretold before
     * @param mean subtracted
     * @param std divided by
     * @param factor multiplied with
     * @param shift added
     */
    record Change(String source, double[] mean, double[] std, double[] factor, double[] shift) {}

    /**
     * The tensor whose statistics decide.
     *
     * @param tensor a tensor that was foretold
     * @return itself, an earlier one, or null where it stays as it is
     */
    String source(String tensor);

    /**
     * The change of a tensor.
     *
     * @param tensor a tensor with a source
     * @param all the source as a whole
     * @param means of the source by channel
     * @param stds of the source by channel
     * @return the change
     */
    Change of(String tensor, PredictedTensor all, double[] means, double[] stds);
  }

  private ModelPrediction(OnnxModel model, ShapeInference shapes, Level level, boolean drawn) {
    EinsumProducts.Expanded expanded = EinsumProducts.of(model.graph(), shapes);
    this.graph = expanded.graph();
    this.shapes = expanded.shapes();
    this.axes = ChannelAxes.of(graph, this.shapes);
    this.level = level;
    this.drawn = drawn;
    this.dependence =
        new Dependence(
            name -> axes.of(name, this.shapes.fact(name).dims()),
            name -> uses.getOrDefault(name, 0) > 1);
    this.joined = new HashMap<>(WrittenSoftmax.of(graph, this.shapes));
    WrittenNormalisation.Found written = WrittenNormalisation.of(graph, this.shapes);
    joined.putAll(written.operators());
    this.statistics = written.statistics();
  }

  /**
   * Foretells by the weights that the file has.
   *
   * @param model the model
   * @param shapes its shapes
   * @param inputs what goes into each input
   * @param level how fine to look
   * @return the prediction
   */
  public static ModelPrediction of(
      OnnxModel model, ShapeInference shapes, Map<String, InputMoments> inputs, Level level) {
    ModelPrediction predictor = new ModelPrediction(model, shapes, level, false);
    predictor.run(inputs, null);
    return predictor;
  }

  /**
   * Foretells what any draw of weights does on average: by {@link Level#NUMBERS}, three numbers of
   * what goes into a layer, and of its weights each output's sum and sum of squares.
   *
   * @param model the model with weights that were drawn
   * @param shapes its shapes
   * @param inputs what goes into each input
   * @return the prediction
   */
  public static ModelPrediction ofDrawn(
      OnnxModel model, ShapeInference shapes, Map<String, InputMoments> inputs) {
    ModelPrediction predictor = new ModelPrediction(model, shapes, Level.NUMBERS, true);
    predictor.run(inputs, null);
    return predictor;
  }

  /**
   * Foretells with changes on the way.
   *
   * @param model the model
   * @param shapes its shapes
   * @param inputs what goes into each input
   * @param rescaling decides the changes
   * @return the prediction of the changed model
   */
  public static ModelPrediction rescaled(
      OnnxModel model,
      ShapeInference shapes,
      Map<String, InputMoments> inputs,
      Rescaling rescaling) {
    ModelPrediction predictor = new ModelPrediction(model, shapes, Level.MAPS, false);
    predictor.run(inputs, rescaling);
    return predictor;
  }

  private TensorSignal changed(String name, TensorSignal signal, Rescaling rescaling) {
    String source = rescaling == null ? null : rescaling.source(name);
    if (source == null) {
      return signal;
    }
    TensorSignal from = source.equals(name) ? signal : signals.get(source);
    if (from == null) {
      return signal;
    }
    int axis = axes.of(source, from.dims());
    double[][] channels = SignalSummary.channels(from, axis);
    Rescaling.Change change =
        rescaling.of(name, SignalSummary.of(from, axis), channels[0], channels[1]);
    double[] scale = new double[change.std().length];
    double[] shift = new double[scale.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = change.factor()[i] / change.std()[i];
      shift[i] = change.shift()[i] - change.mean()[i] * scale[i];
    }
    TensorSignal changed = SignalSummary.affine(from, axis, scale, shift);
    dependence.changed(name, changed);
    return changed;
  }

  private void run(Map<String, InputMoments> inputs, Rescaling rescaling) {
    for (OnnxNode node : graph.nodes()) {
      node.inputs().forEach(input -> lastUse.put(input, node.index()));
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
    joined.forEach((index, one) -> lastUse.merge(one.inputs().get(0), index, Math::max));
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
        OnnxNode one = joined.get(node.index());
        boolean known = one != null && signals.get(one.inputs().get(0)) != null;
        List<TensorSignal> outputs = outputs(known ? one : node);
        for (int i = 0; i < outputs.size() && i < node.outputs().size(); i++) {
          String name = node.outputs().get(i);
          put(name, changed(name, outputs.get(i), rescaling));
        }
      }
      if (rescaling == null) {
        forget(node);
        if (joined.containsKey(node.index())) {
          forget(joined.get(node.index()));
        }
      }
    }
  }

  private void forget(OnnxNode node) {
    for (String input : node.inputs()) {
      if (lastUse.get(input) == node.index()) {
        signals.remove(input);
        dependence.forget(input);
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
      NodeStep step = dependence.before(new NodeStep(call, inputs, outputs, level, drawn));
      return dependence.after(step, Rules.of(step));
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
    PredictedTensor summary = SignalSummary.of(signal, axes.of(name, signal.dims()));
    boolean finite = Double.isFinite(summary.mean()) && Double.isFinite(summary.std());
    if (finite && !statistics.contains(name)) {
      predicted.put(name, summary);
    }
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
