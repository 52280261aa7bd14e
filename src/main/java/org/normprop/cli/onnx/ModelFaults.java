package org.normprop.cli.onnx;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;
import org.normprop.report.model.ModelText;
import org.normprop.text.Quoted;

/** Why a model's tensors are no numbers, or why it has none to show. */
final class ModelFaults {

  private static final int OPERATOR = 18;

  private final OnnxModel model;
  private final ShapeInference shapes;

  ModelFaults(OnnxModel model, ShapeInference shapes) {
    this.model = model;
    this.shapes = shapes;
  }

  /** Why there is nothing to show. */
  String nothing() {
    if (model.graph().inputs().isEmpty()) {
      return "no tensor to show: the model has no input, and all of it is constant";
    }
    String which = "no tensor to show: of those that depend on an input none ";
    return which + (isEmpty() ? "has an element" : "holds real numbers");
  }

  private boolean isEmpty() {
    return model.graph().inputs().stream()
        .map(input -> shapes.fact(input.name()))
        .anyMatch(fact -> fact.type().isReal());
  }

  /**
   * Where values that are no numbers begin, and whose they are; empty if all are numbers.
   *
   * @param measured every tensor in the graph's order: of some alone, a later one would be blamed
   */
  List<String> notFinite(List<MeasuredTensor> measured) {
    List<String> told = new ArrayList<>();
    Set<String> masked = masked(measured);
    if (!masked.isEmpty()) {
      String others = masked.size() == 1 ? "" : " and " + (masked.size() - 1) + " more";
      told.add(ModelText.name(masked.iterator().next()) + others + ": -inf where a mask hides,");
      told.add("  so mean and std are no numbers; softmax makes them finite again");
    }
    told.addAll(notFiniteBefore(measured, name -> !masked.contains(name)));
    return told;
  }

  /** What is not finite by a constant that is added, and makes nothing behind it so. */
  private Set<String> masked(List<MeasuredTensor> measured) {
    Set<String> broken = broken(measured);
    Set<String> masked = new LinkedHashSet<>();
    for (OnnxNode node : model.graph().nodes()) {
      boolean isSum = node.operator().equals("Add") || node.operator().equals("Where");
      String output = isSum ? node.outputs().get(0) : "";
      // Constants are looked through last: they may be all of a model's weights.
      if (broken.contains(output)
          && isFiniteBehind(output, broken)
          && node.inputs().stream()
              .anyMatch(input -> kind(shapes.fact(input)).endsWith("infinite"))) {
        masked.add(output);
      }
    }
    return masked;
  }

  private boolean isFiniteBehind(String tensor, Set<String> broken) {
    return !model.graph().outputs().contains(tensor)
        && model.graph().nodes().stream()
            .filter(node -> node.inputs().contains(tensor))
            .flatMap(node -> node.outputs().stream())
            .noneMatch(broken::contains);
  }

  private static Set<String> broken(List<MeasuredTensor> measured) {
    Set<String> broken = new LinkedHashSet<>();
    measured.stream().filter(one -> !isFinite(one)).forEach(one -> broken.add(one.name()));
    return broken;
  }

  /**
   * Where values that are no numbers begin that reach one of some tensors: not those of a mask that
   * softmax makes finite again. Empty if they are all numbers.
   *
   * @param measured every tensor in the graph's order
   * @param wanted whether what reaches a tensor of this name is asked for
   */
  List<String> notFiniteBefore(List<MeasuredTensor> measured, Predicate<String> wanted) {
    Set<String> broken = broken(measured);
    Optional<String> reached = broken.stream().filter(wanted).findFirst();
    if (reached.isEmpty()) {
      return List.of();
    }
    String at = reached.get();
    for (Optional<String> from = reached; from.isPresent(); from = brokenInput(at, broken)) {
      at = from.get();
      broken.remove(at);
    }
    return told(at);
  }

  private Optional<String> brokenInput(String tensor, Set<String> broken) {
    OnnxNode node = producerOrNull(tensor);
    return node == null
        ? Optional.empty()
        : node.inputs().stream().filter(broken::contains).findFirst();
  }

  private OnnxNode producerOrNull(String tensor) {
    return model.graph().nodes().stream()
        .filter(one -> one.outputs().contains(tensor))
        .findFirst()
        .orElse(null);
  }

  private List<String> told(String tensor) {
    String where = "NaN or infinite from " + ModelText.name(tensor) + " on";
    OnnxNode node = producerOrNull(tensor);
    if (node == null) {
      return List.of(where + ": the input itself");
    }
    String operator = cut(Quoted.plain(node.operator()));
    String cause = "  " + operator + " makes them of inputs that are finite";
    for (String input : node.inputs()) {
      String kind = kind(shapes.fact(input));
      if (!kind.isEmpty()) {
        cause = "  constant " + ModelText.name(input) + " of its " + operator + kind;
      }
    }
    return List.of(where + ":", cause);
  }

  /** So much of an operator's name that a line of it has at most 80 characters. */
  private static String cut(String operator) {
    return operator.length() <= OPERATOR ? operator : operator.substring(0, OPERATOR - 3) + "...";
  }

  static boolean isFinite(MeasuredTensor tensor) {
    return Double.isFinite(tensor.moments().mean()) && Double.isFinite(tensor.moments().std());
  }

  /** What of a constant is no number. */
  private static String kind(TensorFact fact) {
    if (!fact.isConstant() || !fact.type().isReal()) {
      return "";
    }
    TensorValue value = fact.value();
    int nan = 0;
    int infinite = 0;
    for (int i = 0; i < value.size(); i++) {
      nan += Double.isNaN(value.at(i)) ? 1 : 0;
      infinite += Double.isInfinite(value.at(i)) ? 1 : 0;
    }
    return nan > 0
        ? " holds " + nan + " NaN"
        : infinite > 0 ? " holds " + infinite + " infinite" : "";
  }
}
