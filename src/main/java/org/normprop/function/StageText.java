package org.normprop.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.AlphaDropout;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.GaussianDropout;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.function.stage.Stage;
import org.normprop.function.stage.StageParameter;
import org.normprop.function.stage.UnitException;
import org.normprop.text.Numbers;

/** Reads the text of a stage as this project writes it: {@code name:key=value:key=value}. */
final class StageText {

  /** What takes keep=P or drop=P. */
  private static final List<String> DROPOUTS =
      List.of("dropout", "alpha_dropout", "gaussian_dropout");

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  private StageText() {}

  /** A stage in the spelling of this project. */
  static Stage parse(String text) {
    String[] fields = text.split(":", -1);
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i].strip();
    }
    String name = fields[0];
    for (Pooling.Kind kind : Pooling.Kind.values()) {
      if (kind.text().equals(name)) {
        return pooling(kind, fields);
      }
    }
    Gate gate = Activations.gate(name);
    Map<String, String> parameters = parameters(name, fields, 1);
    if (gate != null) {
      checkNames(name, parameters, List.of());
      return gate;
    }
    return switch (name) {
      case "dropout" -> {
        checkNames(name, parameters, List.of("keep", "drop", "scale"));
        yield new Dropout(keep(name, parameters), scaling(parameters.get("scale")));
      }
      case "alpha_dropout" -> {
        checkNames(name, parameters, List.of("keep", "drop"));
        yield new AlphaDropout(keep(name, parameters));
      }
      case "gaussian_dropout" -> {
        checkNames(name, parameters, List.of("keep", "drop"));
        yield new GaussianDropout(keep(name, parameters));
      }
      case "rrelu" -> rrelu(parameters);
      default -> activation(name, parameters);
    };
  }

  private static Stage activation(String name, Map<String, String> parameters) {
    if (!Activations.names().contains(name)) {
      throw Activations.unknown("unit", name, stageNames());
    }
    Map<String, Double> values = new LinkedHashMap<>();
    parameters.forEach((key, value) -> values.put(key, number(name, key, value)));
    return Activations.of(name, values);
  }

  private static Stage pooling(Pooling.Kind kind, String[] fields) {
    String name = kind.text();
    String example = name + ":3x3" + (kind == Pooling.Kind.LP ? ":p=2" : "");
    if (fields.length < 2 || fields[1].isEmpty()) {
      throw new UnitException(name + " needs a window, such as " + example);
    }
    List<Integer> window = new ArrayList<>();
    for (String side : fields[1].split("x", -1)) {
      if (side.length() > 9 && side.matches("[0-9]{10,}")) {
        throw new UnitException(
            "a window may have at most "
                + Pooling.MAX_CELLS
                + " cells, got "
                + name
                + ":"
                + fields[1]);
      }
      if (!WHOLE.matcher(side).matches()) {
        throw new UnitException(
            "'" + fields[1] + "' is not a window of " + name + "; write it as " + example);
      }
      window.add(Integer.valueOf(side));
    }
    Map<String, String> parameters = parameters(name, fields, 2);
    checkNames(name, parameters, kind == Pooling.Kind.LP ? List.of("p") : List.of());
    String p = parameters.get("p");
    return new Pooling(kind, window, p == null ? Pooling.DEFAULT_P : number(name, "p", p));
  }

  /** rrelu: a plain activation in evaluation, which is the default; a noisy stage in training. */
  private static Stage rrelu(Map<String, String> parameters) {
    checkNames("rrelu", parameters, List.of("lower", "upper", "mode"));
    Map<String, Double> bounds = new LinkedHashMap<>();
    for (String bound : List.of("lower", "upper")) {
      if (parameters.containsKey(bound)) {
        bounds.put(bound, number("rrelu", bound, parameters.get(bound)));
      }
    }
    RandomizedRelu trained =
        new RandomizedRelu(
            bounds.getOrDefault("lower", RandomizedRelu.DEFAULT_LOWER),
            bounds.getOrDefault("upper", RandomizedRelu.DEFAULT_UPPER));
    return switch (parameters.getOrDefault("mode", "eval")) {
      case "eval" -> Activations.of("rrelu", bounds);
      case "train" -> trained;
      default ->
          throw new UnitException(
              "rrelu mode must be eval or train, got '" + parameters.get("mode") + "'");
    };
  }

  private static double keep(String name, Map<String, String> parameters) {
    String keep = parameters.get("keep");
    String drop = parameters.get("drop");
    if ((keep == null) == (drop == null)) {
      throw new UnitException(
          name
              + " needs keep=P or drop=P (one of them): the probability that a value is kept, or"
              + " that it is dropped");
    }
    if (keep != null) {
      return number(name, "keep", keep);
    }
    double dropped = number(name, "drop", drop);
    if (!(dropped >= 0 && dropped < 1)) {
      throw new UnitException(name + " drop must be in [0, 1), got " + Numbers.text(dropped));
    }
    // 1 - 0.2 is 0.8 in decimals; in doubles only after rounding back to them.
    return java.math.BigDecimal.ONE.subtract(java.math.BigDecimal.valueOf(dropped)).doubleValue();
  }

  private static Dropout.Scaling scaling(String text) {
    if (text == null) {
      return Dropout.Scaling.NONE;
    }
    for (Dropout.Scaling scaling : Dropout.Scaling.values()) {
      if (scaling.text().equals(text)) {
        return scaling;
      }
    }
    throw new UnitException("dropout scale must be none, inverse or sqrt, got '" + text + "'");
  }

  private static Map<String, String> parameters(String name, String[] fields, int from) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = from; i < fields.length; i++) {
      int equals = fields[i].indexOf('=');
      if (equals < 1) {
        throw new UnitException(
            "'" + fields[i] + "' after " + name + " is not a parameter; " + howToWrite(name));
      }
      String key = fields[i].substring(0, equals).strip();
      if (parameters.put(key, fields[i].substring(equals + 1).strip()) != null) {
        throw new UnitException(name + " " + key + " is given twice");
      }
    }
    return parameters;
  }

  private static String howToWrite(String name) {
    if (name.equals("lp")) {
      return "write it as lp:2x2:p=3";
    }
    if (name.equals("max") || name.equals("avg")) {
      return name + " has none beside its window, such as " + name + ":3x3 or " + name + ":2x2x2";
    }
    if (DROPOUTS.contains(name)) {
      return "write " + name + ":keep=0.8 or " + name + ":drop=0.2";
    }
    if (Activations.names().contains(name) && !Activations.parameters(name).isEmpty()) {
      StageParameter first = Activations.parameters(name).get(0);
      return "write it as " + name + ":" + first.name() + "=" + Numbers.text(first.defaultValue());
    }
    return name.matches(".*[+>|&].*")
        ? "stages are joined by commas, such as relu,max:2x2"
        : "parameters are written as name=value";
  }

  private static void checkNames(String name, Map<String, String> given, List<String> known) {
    for (String parameter : given.keySet()) {
      if (!known.contains(parameter)) {
        throw StageParameter.unknown(name, parameter, known);
      }
    }
  }

  private static double number(String stage, String key, String text) {
    try {
      double value =
          switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> decimal(text);
          };
      return value;
    } catch (NumberFormatException e) {
      throw new UnitException(stage + " " + key + " must be a number, got '" + text + "'");
    }
  }

  /** A decimal or a quotient such as 1/3; Java's own extras (hexadecimal, 1d) are no numbers. */
  private static double decimal(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0) {
      return decimal(text.substring(0, slash)) / decimal(text.substring(slash + 1));
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw new NumberFormatException();
    }
    return Double.parseDouble(text);
  }

  private static List<String> stageNames() {
    return Stream.of(
            Activations.names().stream(),
            Activations.gates().stream().map(Gate::name),
            Arrays.stream(Pooling.Kind.values()).map(Pooling.Kind::text),
            DROPOUTS.stream(),
            Stream.of("expr"))
        .flatMap(names -> names)
        .toList();
  }

  private static Stream<String> withParameters(String name) {
    return Activations.parameters(name).stream().map(p -> name + ":" + p.name() + "=");
  }

  /** Stages as far as they can be typed without choosing a number, and the usual windows. */
  static List<String> beginnings() {
    return Stream.of(
            Activations.names().stream().sorted(),
            Activations.names().stream().sorted().flatMap(StageText::withParameters),
            Stream.of("rrelu:mode=train"),
            Activations.gates().stream().map(Gate::name),
            Arrays.stream(Pooling.Kind.values()).map(kind -> kind.text() + ":"),
            Arrays.stream(Pooling.Kind.values())
                .flatMap(kind -> Stream.of("2x2", "3x3").map(side -> kind.text() + ":" + side)),
            DROPOUTS.stream().flatMap(name -> Stream.of(name + ":keep=", name + ":drop=")),
            Stream.of("expr:"))
        .flatMap(names -> names)
        .toList();
  }
}
