package org.normprop.net.onnx.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.normprop.net.onnx.operator.NodeCall;
import org.normprop.net.onnx.operator.Scalars;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/** Operators that act on each element by itself, or on elements of several tensors. */
final class ElementwiseRules {

  private static final double[] NOTHING = {0, 0, 0};
  private static final double[] ITSELF = {0, 1, 0};

  /** Functions made of polynomials: exact for a normal argument. */
  private static final Map<String, Function<NodeCall, PiecewiseMoments>> PIECES =
      Map.of(
          "Relu", call -> PiecewiseMoments.of(0, NOTHING, ITSELF),
          "Abs", call -> PiecewiseMoments.of(0, new double[] {0, -1, 0}, ITSELF),
          "LeakyRelu", call -> leaky(call.node()),
          "ThresholdedRelu",
              call -> PiecewiseMoments.of(call.node().real("alpha", 1), NOTHING, ITSELF),
          "Clip", ElementwiseRules::clip,
          "HardSigmoid", ElementwiseRules::hardSigmoid,
          "HardSwish",
              call ->
                  new PiecewiseMoments(
                      new double[] {-3, 3}, new double[][] {NOTHING, {0, 0.5, 1.0 / 6}, ITSELF}));

  private ElementwiseRules() {}

  private static PiecewiseMoments leaky(OnnxNode node) {
    return PiecewiseMoments.of(0, new double[] {0, node.real("alpha", 0.01f), 0}, ITSELF);
  }

  private static PiecewiseMoments hardSigmoid(NodeCall call) {
    double alpha = call.node().real("alpha", 0.2f);
    double beta = call.node().real("beta", 0.5f);
    if (!(alpha > 0)) {
      return null;
    }
    return new PiecewiseMoments(
        new double[] {-beta / alpha, (1 - beta) / alpha},
        new double[][] {NOTHING, {beta, alpha, 0}, {1, 0, 0}});
  }

  private static PiecewiseMoments clip(NodeCall call) {
    double least = call.real("min", 1, Float.NEGATIVE_INFINITY);
    double most = call.real("max", 2, Float.POSITIVE_INFINITY);
    if (!(least < most)) {
      return null;
    }
    List<double[]> pieces = new ArrayList<>(List.of(ITSELF));
    List<Double> breaks = new ArrayList<>();
    if (least > -Float.MAX_VALUE) {
      pieces.add(0, new double[] {least, 0, 0});
      breaks.add(least);
    }
    if (most < Float.MAX_VALUE) {
      pieces.add(new double[] {most, 0, 0});
      breaks.add(most);
    }
    return new PiecewiseMoments(
        breaks.stream().mapToDouble(b -> b).toArray(), pieces.toArray(new double[0][]));
  }

  static boolean covers(String operator) {
    return switch (operator) {
      case "Mean", "Where" -> true;
      default -> Scalars.binary(operator).isPresent();
    };
  }

  /** A function of one input; empty where it is none. */
  static Optional<TensorSignal> unary(NodeStep step) {
    if (step.signals().isEmpty() || step.signals().get(0) == null) {
      return Optional.empty();
    }
    Optional<DoubleUnaryOperator> f = Scalars.unary(step.call());
    return f.map(g -> applied(step, step.signal(0), g));
  }

  private static TensorSignal applied(NodeStep step, TensorSignal x, DoubleUnaryOperator f) {
    if (step.operator().equals("Neg")) {
      return Elementwise.withConstant("Mul", x, scalar(-1), false, (a, b) -> a * b);
    }
    if (step.operator().equals("Sqrt") && x.isNormal() && isPositive(x)) {
      return ReductionRules.root(x);
    }
    Function<NodeCall, PiecewiseMoments> pieces = PIECES.get(step.operator());
    PiecewiseMoments exact = pieces == null || !x.isLinear() ? null : pieces.apply(step.call());
    if (exact == null) {
      return Elementwise.unary(x, f);
    }
    return exact.of(
        x,
        (cell, values) -> {
          x.at(cell, values);
          for (int i = 0; i < values.length; i++) {
            values[i] = f.applyAsDouble(values[i]);
          }
        });
  }

  private static boolean isPositive(TensorSignal x) {
    for (float mean : x.mean()) {
      if (!(mean > 0)) {
        return false;
      }
    }
    return true;
  }

  static TensorValue scalar(double value) {
    return TensorValue.of(new int[0], new float[] {(float) value});
  }

  /** A function of two inputs or more. */
  static TensorSignal several(NodeStep step) {
    String operator = step.operator();
    if (operator.equals("Where")) {
      return where(step);
    }
    if (operator.equals("PRelu") && step.isConstant(1) && step.signal(0).isNormal()) {
      return prelu(step);
    }
    String joined = operator.equals("Mean") ? "Add" : operator;
    DoubleBinaryOperator f = Scalars.binary(joined).orElseThrow(NodeStep.NoRuleException::new);
    int count = step.node().inputs().size();
    TensorSignal result = step.isConstant(0) ? null : step.signal(0);
    TensorValue constant = step.isConstant(0) ? step.constant(0) : null;
    for (int i = 1; i < count; i++) {
      if (result == null && step.isConstant(i)) {
        throw new NodeStep.NoRuleException(); // rare: two constants among more inputs
      }
      if (step.isConstant(i)) {
        result = Elementwise.withConstant(joined, result, step.constant(i), false, f);
      } else if (result == null) {
        result = Elementwise.withConstant(joined, step.signal(i), constant, true, f);
      } else {
        result = Elementwise.binary(joined, result, step.signal(i), f);
      }
      if (result == null) {
        throw new NodeStep.NoRuleException();
      }
    }
    return operator.equals("Mean")
        ? Elementwise.withConstant("Mul", result, scalar(1.0 / count), false, (a, b) -> a * b)
        : result;
  }

  private static TensorSignal prelu(NodeStep step) {
    TensorSignal x = Elementwise.spreadFor(step.signal(0), step.constant(1));
    float[] slopes = Elementwise.cells(step.constant(1), x.stored());
    float[] mean = new float[x.cells()];
    float[] variance = new float[mean.length];
    double[] result = new double[2];
    for (int i = 0; i < mean.length; i++) {
      PiecewiseMoments.of(0, new double[] {0, slopes[i], 0}, ITSELF)
          .moments(x.mean()[i], Math.sqrt(x.variance()[i]), result);
      mean[i] = (float) result[0];
      variance[i] = (float) result[1];
    }
    return TensorSignal.function(
        x.dims(),
        x.stored(),
        mean,
        variance,
        x.origin(),
        (cell, values) -> {
          x.at(cell, values);
          for (int i = 0; i < values.length; i++) {
            values[i] = values[i] < 0 ? slopes[cell] * values[i] : values[i];
          }
        });
  }

  /** A condition chooses: a constant one, or one that is a function of what it chooses from. */
  private static TensorSignal where(NodeStep step) {
    if (!step.isConstant(0)) {
      return Elementwise.chosen(step.signal(0), step.any(1), step.any(2));
    }
    TensorValue test = step.constant(0);
    int[] dims =
        Dims.broadcast(test.dims(), Dims.broadcast(step.call().dims(1), step.call().dims(2)));
    TensorSignal yes = step.any(1).spread(dims, dims);
    TensorSignal no = step.any(2).spread(dims, dims);
    float[] chosen = Elementwise.cells(test, dims);
    float[] mean = new float[chosen.length];
    float[] variance = new float[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      TensorSignal from = chosen[i] != 0 ? yes : no;
      mean[i] = from.mean()[i];
      variance[i] = from.variance()[i];
    }
    return TensorSignal.normal(dims, dims, mean, variance);
  }

  /** Dropout: none at evaluation; in training a mask with inverted scale. */
  static List<TensorSignal> dropout(NodeStep step) {
    TensorSignal x = step.signal(0);
    boolean training =
        step.isConstant(2) && step.constant(2).size() == 1 && step.constant(2).at(0) != 0;
    double drop = training ? step.call().real("ratio", 1, 0.5f) : 0;
    if (drop == 0) {
      return List.of(x);
    }
    // y = x r / keep: E y = E x, Var y = (Var x + (E x)^2)/keep - (E x)^2
    double keep = 1 - drop;
    float[] variance = new float[x.cells()];
    for (int i = 0; i < variance.length; i++) {
      double m = x.mean()[i];
      variance[i] = (float) ((x.variance()[i] + m * m) / keep - m * m);
    }
    return List.of(
        TensorSignal.normal(x.dims(), x.stored(), Arrays.copyOf(x.mean(), x.cells()), variance));
  }
}
