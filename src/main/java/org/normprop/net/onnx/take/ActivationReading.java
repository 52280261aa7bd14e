package org.normprop.net.onnx.take;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.normprop.function.stage.Activation;
import org.normprop.net.graph.Recipe;
import org.normprop.net.onnx.operator.NodeCall;
import org.normprop.net.onnx.operator.Scalars;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * Activations in a graph, by one operator or written out by several: what comes out at some points
 * is compared with the activations that there are.
 */
final class ActivationReading {

  private static final double[] POINTS = {-6.5, -3.2, -1.7, -1, -0.45, 0, 0.3, 0.8, 1, 2.1, 3.4, 7};

  /** Those without parameters, the usual ones first. */
  private static final List<String> NAMES =
      List.of(
          "relu",
          "tanh",
          "sigmoid",
          "gelu",
          "gelu_tanh",
          "silu",
          "hard_swish",
          "mish",
          "elu",
          "selu",
          "celu",
          "leaky_relu",
          "relu6",
          "hard_sigmoid",
          "hardtanh",
          "softplus",
          "softsign",
          "log_sigmoid",
          "tanhshrink",
          "softshrink",
          "hardshrink",
          "erf",
          "abs",
          "sin");

  private final ShapeInference shapes;
  private final Map<String, List<OnnxNode>> consumers;

  ActivationReading(ShapeInference shapes, Map<String, List<OnnxNode>> consumers) {
    this.shapes = shapes;
    this.consumers = consumers;
  }

  /** An activation and the tensor that comes out of it. */
  record Found(String activation, String output) {}

  /** What stands behind a tensor, if it is an activation. */
  Optional<Found> behind(String tensor) {
    Map<String, double[]> values = new HashMap<>(Map.of(tensor, POINTS));
    Set<String> open = new LinkedHashSet<>(Set.of(tensor));
    for (int step = 0; step < 24; step++) {
      OnnxNode next = next(open, values);
      double[] result = next == null ? null : applied(next, values);
      if (result == null) {
        return Optional.empty();
      }
      values.put(next.outputs().get(0), result);
      open.add(next.outputs().get(0));
      open.removeIf(one -> isUsedUp(one, values));
      if (open.size() == 1) {
        String output = open.iterator().next();
        String name = name(values.get(output));
        if (name != null) {
          return Optional.of(new Found(name, output));
        }
      }
    }
    return Optional.empty();
  }

  /** The first node whose varying inputs are all known. */
  private OnnxNode next(Set<String> open, Map<String, double[]> values) {
    OnnxNode first = null;
    for (String tensor : open) {
      for (OnnxNode node : consumers.getOrDefault(tensor, List.of())) {
        boolean ready =
            !values.containsKey(node.outputs().get(0))
                && node.inputs().stream()
                    .allMatch(in -> values.containsKey(in) || !shapes.varies(in));
        if (ready && (first == null || node.index() < first.index())) {
          first = node;
        }
      }
    }
    return first;
  }

  private boolean isUsedUp(String tensor, Map<String, double[]> values) {
    List<OnnxNode> takers = consumers.getOrDefault(tensor, List.of());
    return !takers.isEmpty()
        && takers.stream().allMatch(node -> values.containsKey(node.outputs().get(0)));
  }

  private double[] applied(OnnxNode node, Map<String, double[]> values) {
    NodeCall call = shapes.call(node);
    Optional<DoubleUnaryOperator> unary;
    try {
      unary = Scalars.unary(call);
    } catch (NodeCall.NotKnownException e) {
      return null;
    }
    double[] first = values(node.inputs().get(0), values);
    double[] result = new double[POINTS.length];
    if (unary.isPresent() && first != null) {
      for (int i = 0; i < result.length; i++) {
        result[i] = unary.get().applyAsDouble(first[i]);
      }
      return result;
    }
    Optional<DoubleBinaryOperator> binary = Scalars.binary(node.operator());
    double[] second = node.inputs().size() == 2 ? values(node.inputs().get(1), values) : null;
    if (binary.isEmpty() || first == null || second == null) {
      return null;
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = binary.get().applyAsDouble(first[i], second[i]);
    }
    return result;
  }

  private double[] values(String input, Map<String, double[]> values) {
    if (values.containsKey(input)) {
      return values.get(input);
    }
    TensorFact fact = shapes.fact(input);
    if (!fact.isConstant() || fact.value().size() != 1) {
      return null;
    }
    double[] same = new double[POINTS.length];
    Arrays.fill(same, fact.value().at(0));
    return same;
  }

  private static String name(double[] values) {
    for (String name : NAMES) {
      if (is(name, values)) {
        return name;
      }
    }
    double slope = -values[3]; // at -1
    String leaky = String.format(Locale.ROOT, "leaky_relu:slope=%s", (float) slope);
    if (slope > 0 && slope < 1 && is(leaky, values)) {
      return leaky;
    }
    double alpha = values[3] / Math.expm1(-1);
    String elu = String.format(Locale.ROOT, "elu:alpha=%s", (float) alpha);
    return alpha > 0 && is(elu, values) ? elu : null;
  }

  private static boolean is(String name, double[] values) {
    Activation f;
    try {
      f = Recipe.activation(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      double own = f.value(POINTS[i]);
      if (!(Math.abs(own - values[i]) <= 2e-6 * (1 + Math.abs(own)))) {
        return false;
      }
    }
    return true;
  }
}
