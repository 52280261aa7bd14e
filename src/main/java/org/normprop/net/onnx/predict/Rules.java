package org.normprop.net.onnx.predict;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/** The rule of each operator. */
final class Rules {

  private static final Map<String, Function<NodeStep, TensorSignal>> RULES =
      Map.ofEntries(
          Map.entry("Conv", LinearRules::convolution),
          Map.entry("ConvTranspose", LinearRules::transposedConvolution),
          Map.entry("Gemm", LinearRules::gemm),
          Map.entry("MatMul", LinearRules::matMul),
          Map.entry("MaxPool", step -> PoolRules.maximum(step, false)),
          Map.entry("GlobalMaxPool", step -> PoolRules.maximum(step, true)),
          Map.entry("AveragePool", step -> PoolRules.average(step, false)),
          Map.entry("GlobalAveragePool", step -> PoolRules.average(step, true)),
          Map.entry("LpPool", step -> PoolRules.norm(step, false)),
          Map.entry("GlobalLpPool", step -> PoolRules.norm(step, true)),
          Map.entry("BatchNormalization", NormalisationRules::batch),
          Map.entry("InstanceNormalization", NormalisationRules::instance),
          Map.entry("GroupNormalization", NormalisationRules::group),
          Map.entry("LayerNormalization", step -> NormalisationRules.layer(step, true)),
          Map.entry("RMSNormalization", step -> NormalisationRules.layer(step, false)),
          Map.entry("SimplifiedLayerNormalization", step -> NormalisationRules.layer(step, false)),
          Map.entry("LpNormalization", NormalisationRules::unitLength),
          Map.entry("MeanVarianceNormalization", NormalisationRules::meanVariance),
          Map.entry("LRN", NormalisationRules::localResponse),
          Map.entry("Softmax", SoftmaxRules::softmax),
          Map.entry("LogSoftmax", SoftmaxRules::logSoftmax),
          Map.entry("Concat", Moves::concat),
          Map.entry("Resize", ResizeRule::of),
          Map.entry("Upsample", ResizeRule::of),
          Map.entry("Gather", Rules::chosen),
          Map.entry("RandomNormal", Rules::drawn),
          Map.entry("RandomNormalLike", Rules::drawn),
          Map.entry("RandomUniform", Rules::drawn),
          Map.entry("RandomUniformLike", Rules::drawn));

  private Rules() {}

  /** Foretells the outputs of a node. */
  static List<TensorSignal> of(NodeStep step) {
    String operator = step.operator();
    if (operator.equals("Dropout")) {
      return ElementwiseRules.dropout(step);
    }
    List<TensorSignal> moved = Moves.of(step);
    if (moved != null) {
      return moved;
    }
    Optional<TensorSignal> unary = ElementwiseRules.unary(step);
    if (unary.isPresent()) {
      return List.of(unary.get());
    }
    if (ElementwiseRules.covers(operator)) {
      return List.of(ElementwiseRules.several(step));
    }
    if (ReductionRules.covers(operator)) {
      return List.of(ReductionRules.of(step));
    }
    Function<NodeStep, TensorSignal> rule = RULES.get(operator);
    if (rule == null) {
      throw new NodeStep.NoRuleException();
    }
    return List.of(rule.apply(step));
  }

  /** Independent numbers that the model draws itself. */
  private static TensorSignal drawn(NodeStep step) {
    int[] dims = step.outDims();
    int[] stored = new int[dims.length];
    Arrays.fill(stored, 1);
    double mean = step.node().real("mean", 0);
    double variance = Math.pow(step.node().real("scale", 1), 2);
    if (step.operator().startsWith("RandomUniform")) {
      double low = step.node().real("low", 0);
      double high = step.node().real("high", 1);
      mean = (low + high) / 2;
      variance = (high - low) * (high - low) / 12;
    }
    return TensorSignal.normal(
        dims, stored, new float[] {(float) mean}, new float[] {(float) variance});
  }

  /** Rows of a table by whole numbers that vary: each row is as likely. */
  private static TensorSignal chosen(NodeStep step) {
    TensorValue table = step.constant(0);
    int[] shape = table.dims();
    int[] dims = step.outDims();
    if (step.call().axis(0) != 0 || shape.length == 0) {
      throw new NodeStep.NoRuleException();
    }
    int rows = shape[0];
    int width = Dims.count(shape) / Math.max(1, rows);
    float[] mean = new float[width];
    float[] variance = new float[width];
    for (int c = 0; c < width; c++) {
      double first = 0;
      double second = 0;
      for (int r = 0; r < rows; r++) {
        double value = table.at(r * width + c);
        first += value / rows;
        second += value * value / rows;
      }
      mean[c] = (float) first;
      variance[c] = (float) (second - first * first);
    }
    int[] stored = dims.clone();
    for (int i = 0; i < dims.length - (shape.length - 1); i++) {
      stored[i] = 1;
    }
    return TensorSignal.normal(dims, stored, mean, variance);
  }
}
