package org.normprop.function.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.StageParameter;
import org.normprop.function.stage.UnitException;
import org.normprop.text.Nearest;
import org.normprop.text.Numbers;

/**
 * The catalog of activations and gates. To add an activation, add its entry, with a formula, to the
 * family it belongs to; every table, command, export and test finds it from there.
 */
public final class Activations {

  /** What selu multiplies by; Klambauer et al. (2017), as torch and JAX have it. */
  public static final double SELU_SCALE = 1.0507009873554804934193349852946;

  /** What selu's exponential is multiplied by before that. */
  public static final double SELU_ALPHA = 1.6732632423543772848170429916717;

  private static final Map<String, Definition> DEFINITIONS = index();

  private static final Map<String, Gate> GATES =
      gates(
          new Gate("glu", of("sigmoid")),
          new Gate("geglu", of("gelu")),
          new Gate("swiglu", of("silu")),
          new Gate("reglu", of("relu")));

  private Activations() {}

  private static Map<String, Definition> index() {
    Map<String, Definition> index = new LinkedHashMap<>();
    Stream.of(
            PiecewiseLinear.DEFINITIONS,
            SmoothRectifiers.DEFINITIONS,
            Sigmoids.DEFINITIONS,
            Shapes.DEFINITIONS)
        .flatMap(List::stream)
        .forEach(definition -> index.put(definition.name(), definition));
    return Collections.unmodifiableMap(index);
  }

  private static Map<String, Gate> gates(Gate... gates) {
    Map<String, Gate> index = new LinkedHashMap<>();
    for (Gate gate : gates) {
      index.put(gate.name(), gate);
    }
    return Collections.unmodifiableMap(index);
  }

  /**
   * The activation of this name, with its default parameters.
   *
   * @param name a name of the catalog
   * @return the activation
   * @throws UnitException if there is none of this name; the message names the nearest
   */
  public static Activation of(String name) {
    return of(name, Map.of());
  }

  /**
   * The activation of this name, with the given parameters and defaults for the others.
   *
   * @param name a name of the catalog
   * @param parameters values by name
   * @return the activation
   * @throws UnitException if there is none of this name, it has no such parameter, or a value is
   *     out of range
   */
  public static Activation of(String name, Map<String, Double> parameters) {
    Definition definition = DEFINITIONS.get(name);
    if (definition == null) {
      throw unknown("activation", name, names());
    }
    List<String> known = definition.parameters().stream().map(StageParameter::name).toList();
    for (String parameter : parameters.keySet()) {
      if (!known.contains(parameter)) {
        throw StageParameter.unknown(name, parameter, known);
      }
    }
    return definition.with(parameters);
  }

  /**
   * The names of all activations.
   *
   * @return the names, in the catalog's order
   */
  public static Collection<String> names() {
    return DEFINITIONS.keySet();
  }

  /**
   * What is said of a name that nothing goes by.
   *
   * @param kind what was looked for, such as activation
   * @param name the name
   * @param known the names there are
   * @return the error, which asks for the nearest names, or for activations that mention it
   */
  public static UnitException unknown(String kind, String name, Collection<String> known) {
    if (name.matches(".*[+*/^<>].*")) {
      return new UnitException(
          "there is no "
              + kind
              + " '"
              + name
              + "'; what is to be computed is written as a formula of x, such as"
              + " expr:relu(x)+tanh(x)");
    }
    List<String> nearest =
        Stream.concat(mentioning(name).stream(), Nearest.names(name, known).stream())
            .distinct()
            .limit(3)
            .toList();
    String rest = nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?";
    return new UnitException("there is no " + kind + " '" + name + "'" + rest);
  }

  /** Activations that have a word in their names or sources: silu and hard_swish for swish. */
  private static List<String> mentioning(String word) {
    return DEFINITIONS.values().stream()
        .filter(d -> word.length() > 3 && (d.name() + " " + d.source()).contains(word))
        .map(Definition::name)
        .limit(3)
        .toList();
  }

  /**
   * What an activation computes, where its entry says it as a formula.
   *
   * @param activation the activation
   * @return a text of the language of formulas, its parameters filled in; empty if the entry has
   *     none
   */
  public static Optional<String> formula(Activation activation) {
    Definition definition = DEFINITIONS.get(activation.name());
    if (definition == null || definition.formula().isEmpty()) {
      return Optional.empty();
    }
    String text = definition.formula();
    for (Map.Entry<String, Double> value : activation.parameters().entrySet()) {
      text = text.replace("{" + value.getKey() + "}", "(" + Numbers.text(value.getValue()) + ")");
    }
    return Optional.of(text);
  }

  /**
   * The parameters of an activation.
   *
   * @param name a name of the catalog
   * @return its parameters, maybe none
   */
  public static List<StageParameter> parameters(String name) {
    Definition definition = DEFINITIONS.get(name);
    if (definition == null) {
      throw unknown("activation", name, names());
    }
    return definition.parameters();
  }

  /**
   * The gated two-input units.
   *
   * @return glu and its relatives
   */
  public static Collection<Gate> gates() {
    return GATES.values();
  }

  public static Gate gate(String name) {
    return GATES.get(name);
  }
}
