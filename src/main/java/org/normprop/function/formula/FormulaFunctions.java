package org.normprop.function.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Functions that are made of others: {@code clamp(u,a,b)} is {@code min(max(u,a),b)}, and is
 * written so in the canonical text.
 */
final class FormulaFunctions {

  private static final Term ONE = new Constant(1);
  private static final Term ZERO = new Constant(0);

  /**
   * A function and its arguments.
   *
   * @param wanted the arguments in words, for messages
   * @param least how many there must be
   * @param names what each argument is called elsewhere, by blanks
   * @param body makes the term; an argument that is not given is null
   */
  private record Form(String wanted, int least, List<String> names, Function<Term[], Term> body) {}

  private static final Map<String, Form> FORMS = forms();

  private FormulaFunctions() {}

  private static Map<String, Form> forms() {
    Map<String, Form> forms = new LinkedHashMap<>();
    forms.put(
        Choice.NAME,
        new Form(
            "3 arguments (condition, then, else)",
            3,
            List.of("condition cond", "x input a then", "y other b else"),
            a -> new Choice(a[0], a[1], a[2])));
    forms.put("pow", two(Operator.POWER, "exponent"));
    forms.put("add", two(Operator.ADD, "other y"));
    forms.put("subtract", two(Operator.SUBTRACT, "other y"));
    forms.put("multiply", two(Operator.MULTIPLY, "other y"));
    forms.put("divide", two(Operator.DIVIDE, "other y"));
    forms.put(
        "clamp",
        new Form(
            "a value, the least and the most: clamp(x,0,6)",
            2,
            List.of(
                "x input a",
                "min a_min x_min min_value clip_value_min",
                "max a_max x_max max_value clip_value_max"),
            FormulaFunctions::clamp));
    forms.put(
        "heaviside",
        new Form(
            "1 argument, or the value at 0 behind it",
            1,
            List.of("x input x1", "values x2"),
            a ->
                a[1] == null
                    ? new ComparisonTerm(ComparisonTerm.Relation.GREATER_OR_EQUAL, a[0], ZERO)
                    : new Choice(
                        new ComparisonTerm(ComparisonTerm.Relation.EQUAL, a[0], ZERO),
                        a[1],
                        new ComparisonTerm(ComparisonTerm.Relation.GREATER, a[0], ZERO))));
    forms.put("logaddexp", pair(FormulaFunctions::logAddExp));
    forms.put("hypot", pair((a, b) -> call("sqrt", Operation.plus(squared(a), squared(b)))));
    forms.put(
        "mod",
        pair(
            (a, b) -> Operation.minus(a, Operation.times(b, call("floor", Operation.over(a, b))))));
    forms.put(
        "fmod",
        pair(
            (a, b) -> Operation.minus(a, Operation.times(b, call("trunc", Operation.over(a, b))))));
    forms.put("sech", one(u -> Operation.over(ONE, call("cosh", u))));
    forms.put("csch", one(u -> Operation.over(ONE, call("sinh", u))));
    forms.put("coth", one(u -> Operation.over(ONE, call("tanh", u))));
    forms.put("sec", one(u -> Operation.over(ONE, call("cos", u))));
    forms.put("csc", one(u -> Operation.over(ONE, call("sin", u))));
    forms.put("cot", one(u -> Operation.over(call("cos", u), call("sin", u))));
    forms.put("logit", one(u -> call("ln", Operation.over(u, Operation.minus(ONE, u)))));
    forms.put("reciprocal", one(u -> Operation.over(ONE, u)));
    forms.put("rsqrt", one(u -> Operation.over(ONE, call("sqrt", u))));
    forms.put("exp2", one(u -> new Operation(Operator.POWER, new Constant(2), u)));
    forms.put("neg", one(Negation::new));
    forms.put("float", one(u -> u));
    return forms;
  }

  private static Form one(UnaryOperator<Term> body) {
    return new Form("1 argument", 1, List.of("x input"), a -> body.apply(a[0]));
  }

  private static Form two(Operator operator, String second) {
    return new Form(
        "2 arguments",
        2,
        List.of("x input base self", second),
        a -> new Operation(operator, a[0], a[1]));
  }

  private static Form pair(BiFunction<Term, Term, Term> body) {
    return new Form(
        "2 arguments", 2, List.of("x input x1", "y other x2"), a -> body.apply(a[0], a[1]));
  }

  private static Term clamp(Term[] a) {
    Term bounded = isNoBound(a[1]) ? a[0] : new Operation(Operator.MAX, a[0], a[1]);
    return isNoBound(a[2]) ? bounded : new Operation(Operator.MIN, bounded, a[2]);
  }

  private static boolean isNoBound(Term bound) {
    return bound == null || bound.folded() instanceof Constant c && Double.isInfinite(c.value());
  }

  /** max(a,b) + ln(1 + e^-|a-b|), which never overflows. */
  private static Term logAddExp(Term a, Term b) {
    Term distance = call("abs", Operation.minus(a, b));
    return Operation.plus(
        new Operation(Operator.MAX, a, b), call("log1p", call("exp", new Negation(distance))));
  }

  private static Term call(String name, Term argument) {
    return new Call(Elementary.of(name).orElseThrow(), argument);
  }

  private static Term squared(Term term) {
    return Operation.raised(term, new Constant(2));
  }

  static Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(FORMS.keySet());
    names.addAll(List.of(Operator.MAX.symbol, Operator.MIN.symbol));
    return names;
  }

  static boolean has(String name) {
    return FORMS.containsKey(name);
  }

  /** What a call of one of the functions must have, in words. */
  static String wanted(String name) {
    return FORMS.get(name).wanted;
  }

  /**
   * The term of a call.
   *
   * @return null if the number of arguments or the name of one is wrong
   */
  static Term term(String name, CallArguments given) {
    Form form = FORMS.get(name);
    Term[] arguments = new Term[form.names.size()];
    if (given.positional().size() > arguments.length) {
      return null;
    }
    int n = 0;
    for (CallArguments.Argument argument : given.positional()) {
      if (argument.term() == null && !argument.isNone()) {
        return null;
      }
      arguments[n++] = argument.term();
    }
    for (Map.Entry<String, CallArguments.Argument> named : given.named().entrySet()) {
      int place = place(form, named.getKey());
      if (place < 0 || arguments[place] != null || !isTerm(named.getValue())) {
        return null;
      }
      arguments[place] = named.getValue().term();
      n++;
    }
    boolean isComplete = n >= form.least && arguments[0] != null;
    for (int i = 1; i < form.least && isComplete; i++) {
      isComplete = arguments[i] != null || name.equals("clamp");
    }
    return isComplete ? form.body.apply(arguments) : null;
  }

  private static boolean isTerm(CallArguments.Argument argument) {
    return argument.term() != null || argument.isNone();
  }

  private static int place(Form form, String name) {
    List<String> names = new ArrayList<>(form.names);
    for (int i = 0; i < names.size(); i++) {
      if (Arrays.asList(names.get(i).split(" ")).contains(name)) {
        return i;
      }
    }
    return -1;
  }
}
