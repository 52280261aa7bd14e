package org.normprop.function.spelling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.StageParameter;
import org.normprop.function.stage.UnitException;
import org.normprop.text.Numbers;

/**
 * Stages as PyTorch, Keras, JAX and others write them, in our spelling.
 *
 * <p>What has one meaning is translated: {@code nn.MaxPool2d(kernel_size=2)} is {@code max:2x2}.
 * What has two, such as the bare number of a dropout, is answered with both.
 */
public final class ForeignStage {

  private static final Pattern POOLING =
      Pattern.compile(
          "(max|avg|average|mean|lp|p?norm|power(?:average)?)(?:pool(?:ing)?|pooling)([123]d)?");

  private static final Pattern DROPOUT =
      Pattern.compile("(feature)?(alpha|gaussian|spatial)?dropout([123]d)?");

  private static final List<String> LOW = List.of("min_val", "min_value", "x_min", "min");

  private static final List<String> HIGH = List.of("max_val", "max_value", "x_max", "max");

  private ForeignStage() {}

  /**
   * The stages' texts that a module which holds others, or a call within a call, stands for.
   *
   * @param text such as {@code nn.Sequential(nn.ReLU(), nn.MaxPool2d(2))} or {@code
   *     F.max_pool2d(F.relu(x), 2)}
   * @return its parts, the first applied first; the text alone if it is no such module
   */
  public static List<String> parts(String text) {
    if (!text.strip().endsWith(")")) {
      return List.of(text);
    }
    Optional<ForeignCall> call = ForeignCall.read(text);
    if (call.isPresent() && ForeignNames.key(call.get().name()).matches("sequential|activation")) {
      String inside = text.substring(text.indexOf('(') + 1, text.lastIndexOf(')')).strip();
      String list = inside.replaceAll("(?s)^\\[(.*)\\]$", "$1");
      return ForeignCall.split(list, ',').stream()
          .map(part -> part.strip().replaceAll("^(['\"])(.*)\\1$", "$2"))
          .filter(part -> !part.isEmpty())
          .toList();
    }
    return NestedCalls.chain(text).orElse(List.of(text));
  }

  /**
   * A stage in our spelling.
   *
   * @param text the stage as written
   * @return the text of the same stage here; empty if nothing goes by that name
   * @throws UnitException if the name is known, and no stage or not one alone; the message says
   *     what would be right
   */
  public static Optional<String> ours(String text) {
    Optional<ForeignCall> read = ForeignCall.read(text);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    ForeignCall call = read.get();
    String key = ForeignNames.key(call.name());
    Matcher pooling = POOLING.matcher(key);
    if (pooling.matches()) {
      return Optional.of(ForeignPooling.ours(call, pooling.group(1), pooling.group(2)));
    }
    if (key.equals("maxout")) {
      call.knowsOnly("maxout", 1, List.of("k", "num_units", "axis"));
      return Optional.of("max:" + call.argument(0, List.of("k", "num_units")).orElse(""));
    }
    if (DROPOUT.matcher(key).matches()) {
      return Optional.of(dropout(call, key));
    }
    if (key.equals("linear") && !isIdentity(call)) {
      throw new UnitException(NoUnit.reason("linear").orElseThrow());
    }
    for (Gate gate : Activations.gates()) {
      if (ForeignNames.key(gate.name()).equals(key)) {
        call.knowsOnly(gate.name(), 1, List.of("dim", "axis"));
        return Optional.of(gate.name());
      }
    }
    Optional<String> unit = ForeignNames.unit(call.name());
    if (unit.isPresent()) {
      return Optional.of(activation(unit.get(), call));
    }
    NoUnit.reason(call.name())
        .ifPresent(
            reason -> {
              throw new UnitException(reason);
            });
    return Optional.empty();
  }

  /** Keras' activation "linear" is the identity; a Linear of PyTorch has weights. */
  private static boolean isIdentity(ForeignCall call) {
    return call.isBare() && call.name().endsWith("linear");
  }

  private static String activation(String unit, ForeignCall call) {
    if (call.positional().contains("x")) {
      throw new UnitException(
          "a formula of x begins with expr: write expr:"
              + call.name()
              + "(...), or the name alone");
    }
    String name = unit.split(":", 2)[0];
    Map<String, String> values = new TreeMap<>();
    for (String pair : unit.contains(":") ? unit.substring(name.length() + 1).split(":") : NONE) {
      values.put(pair.split("=")[0], pair.split("=")[1]);
    }
    if (name.equals("gelu") || name.equals("gelu_tanh")) {
      return gelu(name, call);
    }
    List<String> known = new ArrayList<>();
    Activations.parameters(name).stream().map(StageParameter::name).forEach(known::add);
    if (name.equals("rrelu")) {
      known.add("mode");
    }
    boolean isModule = call.positional().size() <= known.size();
    if (!isModule || known.isEmpty() && !call.isBare()) {
      return bounded(name, call);
    }
    if (call.hasColons() && !call.positional().isEmpty()) {
      String bare = call.positional().get(0);
      throw new UnitException(
          "'"
              + bare
              + "' after "
              + name
              + " has no name; write "
              + name
              + ":"
              + known.get(0)
              + "="
              + (bare.matches("[-+.\\d].*") ? bare : defaultOf(name)));
    }
    for (int i = 0; i < call.positional().size(); i++) {
      values.put(known.get(i), call.positional().get(i));
    }
    for (Map.Entry<String, String> given : call.named().entrySet()) {
      String parameter = ForeignNames.parameter(name, given.getKey());
      if (!known.contains(parameter)) {
        throw StageParameter.unknown(name, given.getKey(), known);
      }
      values.put(parameter, given.getValue());
    }
    StringBuilder ours = new StringBuilder(name);
    values.forEach(
        (parameter, value) -> ours.append(':').append(parameter).append('=').append(value));
    return ours.toString();
  }

  private static final String[] NONE = {};

  private static String gelu(String name, ForeignCall call) {
    call.knowsOnly(name, 1, List.of("approximate"));
    Optional<String> approximate = call.argument(0, List.of("approximate"));
    if (approximate.isEmpty()) {
      return name;
    }
    return switch (approximate.get()) {
      case "tanh", "True", "true" -> "gelu_tanh";
      case "none", "None", "False", "false" -> "gelu";
      default ->
          throw new UnitException(
              "gelu's approximate is tanh or none, got '"
                  + approximate.get()
                  + "'; write gelu or gelu_tanh");
    };
  }

  /** A hard_tanh or a relu with bounds of its own is a formula. */
  private static String bounded(String name, ForeignCall call) {
    Optional<String> low = call.argument(0, LOW);
    Optional<String> high = call.argument(1, HIGH);
    if (name.equals("hard_tanh")) {
      call.knowsOnly(name, 2, Stream.concat(LOW.stream(), HIGH.stream()).toList());
      return "expr:min(max(x," + low.orElse("-1") + ")," + high.orElse("1") + ")";
    }
    if (name.equals("relu") && call.positional().isEmpty() && call.named().size() == 1) {
      if (high.isPresent()) {
        return high.get().matches("6(\\.0*)?") ? "relu6" : "expr:min(max(x,0)," + high.get() + ")";
      }
      Optional<String> slope = call.argument(1, List.of("negative_slope"));
      if (slope.isPresent()) {
        return "leaky_relu:slope=" + slope.get();
      }
    }
    String first =
        call.isBare()
            ? ""
            : call.positional().isEmpty()
                ? call.named().keySet().iterator().next()
                : call.positional().get(0);
    throw StageParameter.unknown(name, first, List.of());
  }

  private static String dropout(ForeignCall call, String key) {
    String name =
        key.contains("alpha")
            ? "alpha_dropout"
            : key.contains("gaussian") ? "gaussian_dropout" : "dropout";
    Optional<String> bare =
        call.argument(0, List.of("p", "rate", "prob", "dropout_prob", "keep_prob", "ratio"));
    if (bare.isPresent()) {
      if (call.named().containsKey("keep_prob")) {
        return name + ":keep=" + bare.get();
      }
      String scale = name.equals("dropout") ? ":scale=inverse" : "";
      throw new UnitException(
          "of "
              + name
              + " write which probability is meant: "
              + name
              + ":drop="
              + bare.get()
              + scale
              + ", as in PyTorch, Keras and JAX, or "
              + name
              + ":keep="
              + bare.get()
              + scale
              + (scale.isEmpty() ? "" : "; without the scale it is the bare mask"));
    }
    StringBuilder ours = new StringBuilder(name);
    call.named()
        .forEach(
            (parameter, value) -> ours.append(':').append(parameter).append('=').append(value));
    return ours.toString();
  }

  /** What a parameter is, where a word stands that is no number. */
  private static String defaultOf(String name) {
    return Numbers.text(Activations.parameters(name).get(0).defaultValue());
  }
}
