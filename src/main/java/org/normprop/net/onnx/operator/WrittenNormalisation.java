package org.normprop.net.onnx.operator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normprop.net.onnx.read.OnnxGraph;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/**
 * Finds layer normalisation as exporters write it out before opset 17: c / sqrt(mean c^2 + epsilon)
 * with c = x - mean x, the mean of c^2 also as mean x^2 - (mean x)^2, and RMS normalisation, where
 * nothing is subtracted; the division also as a product with 1 / sqrt or a power, and c times a
 * weight first. Not thread-safe.
 */
public final class WrittenNormalisation {

  private final ShapeInference shapes;
  private final Map<String, OnnxNode> makers = new HashMap<>();
  private final Set<String> statistics = new HashSet<>();

  private WrittenNormalisation(OnnxGraph graph, ShapeInference shapes) {
    this.shapes = shapes;
    for (OnnxNode node : graph.nodes()) {
      node.outputs().forEach(output -> makers.put(output, node));
    }
  }

  /**
   * What was found.
   *
   * @param operators by the last node's index, the one operator that it and those before it are
   * @param statistics tensors that are a sample's own mean square, on the way to its root: they
   *     vary with how elements depend on one another, which no rule for single elements knows
   */
  public record Found(Map<Integer, OnnxNode> operators, Set<String> statistics) {}

  /**
   * Finds them.
   *
   * @param graph the graph
   * @param shapes its shapes
   * @return what was found
   */
  public static Found of(OnnxGraph graph, ShapeInference shapes) {
    WrittenNormalisation finder = new WrittenNormalisation(graph, shapes);
    Map<Integer, OnnxNode> found = new HashMap<>();
    for (OnnxNode node : graph.nodes()) {
      boolean two = node.inputs().size() == 2;
      OnnxNode one = null;
      if (two && node.operator().equals("Div")) {
        one = finder.divided(node, node.inputs().get(0), finder.root(node.inputs().get(1)));
      } else if (two && node.operator().equals("Mul")) {
        String left = node.inputs().get(0);
        String right = node.inputs().get(1);
        one = finder.divided(node, left, finder.inverse(right));
        one = one != null ? one : finder.divided(node, right, finder.inverse(left));
      }
      if (one != null) {
        found.put(node.index(), one);
      }
    }
    return new Found(found, finder.statistics);
  }

  private OnnxNode maker(String tensor, String operator) {
    OnnxNode maker = tensor == null ? null : makers.get(tensor);
    return maker != null && maker.operator().equals(operator) && maker.hasInput(0) ? maker : null;
  }

  /** The only element of a constant; NaN where it is none. */
  private double number(String tensor) {
    TensorValue value = shapes.fact(tensor).value();
    return value != null && value.size() == 1 ? value.at(0) : Double.NaN;
  }

  /** v where a tensor is v to a power; null where it is not. */
  private String power(String tensor, double exponent) {
    OnnxNode pow = maker(tensor, "Pow");
    boolean fits = pow != null && pow.hasInput(1) && number(pow.inputs().get(1)) == exponent;
    return fits ? pow.inputs().get(0) : null;
  }

  /** v where a tensor is sqrt v. */
  private String root(String tensor) {
    OnnxNode sqrt = maker(tensor, "Sqrt");
    return sqrt != null ? sqrt.inputs().get(0) : power(tensor, 0.5);
  }

  /** v where a tensor is 1 / sqrt v. */
  private String inverse(String tensor) {
    OnnxNode reciprocal = maker(tensor, "Reciprocal");
    if (reciprocal != null) {
      return root(reciprocal.inputs().get(0));
    }
    OnnxNode div = maker(tensor, "Div");
    if (div != null && div.hasInput(1) && number(div.inputs().get(0)) == 1) {
      return root(div.inputs().get(1));
    }
    return power(tensor, -0.5);
  }

  /** c where a tensor is c^2. */
  private String squared(String tensor) {
    OnnxNode mul = maker(tensor, "Mul");
    if (mul != null && mul.hasInput(1) && mul.inputs().get(0).equals(mul.inputs().get(1))) {
      return mul.inputs().get(0);
    }
    return power(tensor, 2);
  }

  private OnnxNode divided(OnnxNode last, String c, String shifted) {
    OnnxNode add = maker(shifted, "Add");
    if (add == null || !add.hasInput(1)) {
      return null;
    }
    OnnxNode plain = divided(last, c, c, add, "");
    OnnxNode mul = maker(c, "Mul");
    if (plain != null || mul == null || !mul.hasInput(1)) {
      return plain;
    }
    int weight = shapes.fact(mul.inputs().get(0)).isConstant() ? 0 : 1;
    boolean isWeight = shapes.fact(mul.inputs().get(weight)).isConstant();
    return isWeight
        ? divided(last, c, mul.inputs().get(1 - weight), add, mul.inputs().get(weight))
        : null;
  }

  /**
   * The operator that some nodes are together.
   *
   * @param numerator what is divided: c, or c times a weight
   * @param add what the root is taken of
   * @param weight empty for none
   */
  private OnnxNode divided(OnnxNode last, String numerator, String c, OnnxNode add, String weight) {
    int side = Double.isNaN(number(add.inputs().get(1))) ? 0 : 1;
    double epsilon = number(add.inputs().get(side));
    String spread = add.inputs().get(1 - side);
    int[] axes = meanSquareAxes(spread, c);
    OnnxNode sub = maker(c, "Sub");
    int[] meanAxes = sub != null && sub.hasInput(1) ? meanAxes(sub) : null;
    boolean centred =
        meanAxes != null
            && Arrays.equals(meanAxes, axes != null ? axes : differenceAxes(spread, sub));
    int[] over = centred ? meanAxes : axes;
    boolean anyAxes = centred && weight.isEmpty();
    if (!(epsilon >= 0) || over == null || !anyAxes && !trailing(c, over)) {
      return null;
    }
    statistics.add(spread);
    if (axes == null) {
      statistics.addAll(makers.get(spread).inputs());
    }
    statistics.addAll(add.outputs());
    last.inputs().stream().filter(input -> !input.equals(numerator)).forEach(this::rooted);
    if (!centred) {
      return one(last, "RMSNormalization", c, weight, epsilon, axes);
    }
    String x = sub.inputs().get(0);
    return weight.isEmpty()
        ? one(last, "MeanVarianceNormalization", x, weight, epsilon, meanAxes)
        : one(last, "LayerNormalization", x, weight, epsilon, meanAxes);
  }

  /** The axes of a mean of c^2; null where a tensor is none. */
  private int[] meanSquareAxes(String tensor, String c) {
    OnnxNode mean = maker(tensor, "ReduceMean");
    return mean != null && c.equals(squared(mean.inputs().get(0))) ? axes(mean) : null;
  }

  /** The axes of the mean in x - mean x; null where something else is subtracted. */
  private int[] meanAxes(OnnxNode sub) {
    OnnxNode mean = maker(sub.inputs().get(1), "ReduceMean");
    return mean != null && mean.inputs().get(0).equals(sub.inputs().get(0)) ? axes(mean) : null;
  }

  /**
   * The axes of mean x^2 - (mean x)^2, of the x and its mean in x - mean x; null where it is none.
   */
  private int[] differenceAxes(String tensor, OnnxNode centred) {
    OnnxNode difference = maker(tensor, "Sub");
    boolean fits =
        difference != null
            && difference.hasInput(1)
            && centred.inputs().get(1).equals(squared(difference.inputs().get(1)));
    return fits ? meanSquareAxes(difference.inputs().get(0), centred.inputs().get(0)) : null;
  }

  /** The root, and its inverse. */
  private void rooted(String tensor) {
    OnnxNode maker = makers.get(tensor);
    if (maker != null && statistics.add(tensor)) {
      maker.inputs().forEach(this::rooted);
    }
  }

  private int[] axes(OnnxNode reduce) {
    try {
      boolean kept = reduce.whole("keepdims", 1) != 0;
      int[] axes = shapes.call(reduce).axes(1);
      return kept && axes != null && axes.length > 0 ? axes : null;
    } catch (NodeCall.NotKnownException | IllegalArgumentException e) {
      return null;
    }
  }

  private boolean trailing(String tensor, int[] axes) {
    int[] dims = shapes.fact(tensor).dims();
    return dims != null
        && axes[axes.length - 1] == dims.length - 1
        && axes[axes.length - 1] - axes[0] == axes.length - 1;
  }

  private static OnnxNode one(
      OnnxNode last, String operator, String x, String weight, double epsilon, int[] axes) {
    long[] all = Arrays.stream(axes).asLongStream().toArray();
    Map<String, Object> attributes =
        Map.of("axes", all, "axis", all[0], "epsilon", (float) epsilon);
    return new OnnxNode(
        last.index(),
        last.name(),
        operator,
        weight.isEmpty() ? List.of(x) : List.of(x, weight),
        last.outputs(),
        attributes);
  }
}
