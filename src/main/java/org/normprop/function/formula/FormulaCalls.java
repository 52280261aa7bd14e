package org.normprop.function.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.spelling.ForeignNames;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.StageParameter;
import org.normprop.function.stage.UnitException;

/**
 * Makes terms of calls: of functions, of what is made of them, and of activations with parameters.
 */
final class FormulaCalls {

  /** Counts the operations that a term adds. */
  @FunctionalInterface
  interface Counter {
    Term counted(Term term, int operations);
  }

  private final FormulaText text;
  private final Counter counter;
  private boolean hasDeeperText;

  FormulaCalls(FormulaText text, Counter counter) {
    this.text = text;
    this.counter = counter;
  }

  /** Whether a call was read whose canonical text may be nested more deeply. */
  boolean hasDeeperText() {
    return hasDeeperText;
  }

  /** The term of a call of what may be another language's name. */
  Term term(String written, int at, CallArguments arguments) {
    String shown = FormulaText.shortened(written);
    String name =
        FormulaNames.ours(written)
            .orElseThrow(
                () ->
                    FormulaNames.without(written)
                        .map(
                            why ->
                                text.error("there is no function '" + shown + "'", at, "; " + why))
                        .orElseGet(
                            () ->
                                text.unknown(
                                    "there is no function '" + shown + "'",
                                    written,
                                    at,
                                    FormulaNames.functions())));
    if (name.equals(Operator.MAX.symbol) || name.equals(Operator.MIN.symbol)) {
      return extremum(
          name.equals(Operator.MAX.symbol) ? Operator.MAX : Operator.MIN, at, arguments);
    }
    if (FormulaFunctions.has(name)) {
      hasDeeperText |= !name.equals(Choice.NAME);
      Term term = FormulaFunctions.term(name, arguments);
      if (term == null) {
        throw wrongCount(shown, at, FormulaFunctions.wanted(name), arguments);
      }
      int inside = 0;
      for (CallArguments.Argument argument : arguments.positional()) {
        inside += argument.term() == null ? 0 : argument.term().size();
      }
      // What stands twice counts twice.
      return counter.counted(term, Math.max(1, term.size() - inside));
    }
    Optional<Elementary> elementary = Elementary.elementary(name);
    boolean isPlain = arguments.named().isEmpty() || !Activations.names().contains(name);
    if (elementary.isPresent() && isPlain) {
      return counter.counted(new Call(elementary.get(), only(shown, at, arguments)), 1);
    }
    return activation(name, shown, at, arguments);
  }

  private Term only(String shown, int at, CallArguments arguments) {
    boolean isOne =
        arguments.size() == 1
            && arguments.positional().size() == 1
            && arguments.positional().get(0).term() != null;
    if (!isOne) {
      throw wrongCount(shown, at, "1 argument", arguments);
    }
    return arguments.positional().get(0).term();
  }

  private UnitException wrongCount(String name, int at, String wanted, CallArguments given) {
    int last = given.positional().size() - 1;
    boolean hasComma = last > 0 && isNumber(given, last) && isNumber(given, last - 1);
    String advice = hasComma ? "; decimals follow a point" : "";
    return text.error(name + " takes " + wanted, at, ", got " + given.size() + advice);
  }

  private static boolean isNumber(CallArguments given, int i) {
    return given.positional().get(i).term() instanceof Constant;
  }

  private Term extremum(Operator operator, int at, CallArguments given) {
    List<Term> terms = new ArrayList<>();
    given.positional().forEach(argument -> terms.add(argument.term()));
    given
        .named()
        .forEach(
            (name, argument) ->
                terms.add(name.matches("min|max|other|y") ? argument.term() : null));
    if (terms.size() < 2 || terms.contains(null)) {
      throw wrongCount(operator.symbol, at, "2 or more arguments", given);
    }
    Term term = terms.get(0);
    for (Term other : terms.subList(1, terms.size())) {
      term = counter.counted(new Operation(operator, term, other), 1);
    }
    return term;
  }

  /** Whether a call has parameters alone: nn.GELU(), LeakyReLU(0.2), whose input comes behind. */
  boolean isModule(String written, CallArguments arguments) {
    boolean isConstant =
        arguments.positional().stream()
            .allMatch(a -> a.term() == null || a.term().folded() instanceof Constant);
    String last = written.substring(written.lastIndexOf('.') + 1);
    return isConstant && Character.isUpperCase(last.charAt(0));
  }

  /** An activation; its parameters stand behind its argument, by place or by name. */
  private Term activation(String unit, String shown, int at, CallArguments given) {
    String[] parts = unit.split(":");
    String name = parts[0];
    if (given.positional().isEmpty() || given.positional().get(0).term() == null) {
      throw wrongCount(shown, at, "1 argument", given);
    }
    Term argument = given.positional().get(0).term();
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      values.put(parts[i].split("=")[0], number(parts[i].split("=")[1]));
    }
    if (name.equals("gelu") || name.equals("gelu_tanh")) {
      return gelu(name, argument, shown, at, given);
    }
    List<String> known = Activations.parameters(name).stream().map(StageParameter::name).toList();
    if (known.isEmpty() && given.size() > 1) {
      return bounded(name, shown, at, given);
    }
    if (given.positional().size() > known.size() + 1) {
      throw wrongCount(
          shown,
          at,
          known.isEmpty() ? "1 argument" : "1 argument and its " + String.join(", ", known),
          given);
    }
    for (int i = 1; i < given.positional().size(); i++) {
      values.put(known.get(i - 1), value(shown, known.get(i - 1), at, given.positional().get(i)));
    }
    given
        .named()
        .forEach(
            (written, value) -> {
              String parameter = ForeignNames.parameter(name, written);
              if (!known.contains(parameter)) {
                throw text.error(
                    shown + " has no parameter '" + written + "'",
                    at,
                    known.isEmpty() ? "; it has none" : "; it has " + String.join(", ", known));
              }
              values.put(parameter, value(shown, parameter, at, value));
            });
    return counter.counted(call(name, values, argument), 1);
  }

  private static Term call(String name, Map<String, Double> values, Term argument) {
    Activation activation = Activations.of(name, values);
    String parameters = activation.text().substring(name.length()).replace(':', ',');
    return new Call(Elementary.of(name, activation), argument, parameters);
  }

  private static double number(String text) {
    return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private double value(String name, String parameter, int at, CallArguments.Argument argument) {
    if (argument.term() == null || !(argument.term().folded() instanceof Constant constant)) {
      throw text.error(name + "'s " + parameter + " must be a number", at);
    }
    return constant.value();
  }

  private Term gelu(String name, Term argument, String shown, int at, CallArguments given) {
    String kind = name;
    for (Map.Entry<String, CallArguments.Argument> named : given.named().entrySet()) {
      String word = named.getValue().word();
      if (!named.getKey().equals("approximate") || !word.matches("tanh|none|True|False|None")) {
        throw text.error(shown + " takes x and approximate='tanh' or 'none'", at);
      }
      kind = word.matches("tanh|True") ? "gelu_tanh" : "gelu";
    }
    if (given.positional().size() > 1) {
      throw wrongCount(shown, at, "1 argument", given);
    }
    return counter.counted(call(kind, Map.of(), argument), 1);
  }

  /** hardtanh(x,-2,2), relu(x,max_value=4): clamps. */
  private Term bounded(String name, String shown, int at, CallArguments given) {
    CallArguments clamp = new CallArguments();
    given.positional().forEach(clamp::add);
    given.named().forEach((key, value) -> clamp.add(key.replaceAll("^(min|max)_.*", "$1"), value));
    if (name.equals("relu") && clamp.size() == 2 && clamp.named().containsKey("max")) {
      clamp.add("min", new CallArguments.Argument(new Constant(0), ""));
    }
    Term term = name.matches("hard_tanh|relu") ? FormulaFunctions.term("clamp", clamp) : null;
    if (term == null) {
      throw wrongCount(shown, at, "1 argument", given);
    }
    return counter.counted(term, 2);
  }
}
