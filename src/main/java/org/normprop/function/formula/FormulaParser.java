package org.normprop.function.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.normprop.function.stage.UnitException;

/**
 * Reads a formula by recursive descent; the grammar is in {@link Formula}.
 *
 * <p>Depth and size are limited, so that neither this nor a walk over the tree can overflow the
 * stack.
 */
final class FormulaParser {

  static final int MAX_DEPTH = 200;
  static final int MAX_OPERATIONS = 300;

  private static final int LONGEST_NAME = 30;
  private static final String POW = "pow";

  private final FormulaText text;
  private int depth;
  private int open;
  private int operations;

  private FormulaParser(String text) {
    this.text = new FormulaText(text);
  }

  static Term parse(String formula) {
    FormulaParser parser = new FormulaParser(formula);
    if (parser.text.atEnd()) {
      throw new UnitException("expr: needs a formula, such as expr:max(0,x)");
    }
    Term term = parser.comparison();
    if (!parser.text.atEnd()) {
      throw parser.unexpected();
    }
    return term;
  }

  // comparison = sum [relation sum]
  private Term comparison() {
    Term left = sum();
    Optional<Relation> relation = relation();
    if (relation.isEmpty()) {
      return left;
    }
    Term comparison = operation(new ComparisonTerm(relation.get(), left, sum()));
    int at = text.position();
    if (relation().isPresent()) {
      throw text.error("a second comparison in a row", at, "; join two by a product: (0<x)*(x<1)");
    }
    return comparison;
  }

  private Optional<Relation> relation() {
    // The longer symbols first: < is the beginning of <=.
    for (int length = 2; length > 0; length--) {
      for (Relation relation : Relation.values()) {
        if (relation.symbol.length() == length && text.take(relation.symbol)) {
          return Optional.of(relation);
        }
      }
    }
    return Optional.empty();
  }

  // sum = product {("+" | "-") product}
  private Term sum() {
    Term term = product();
    while (true) {
      if (text.take("+")) {
        term = operation(new Operation(Operator.ADD, term, product()));
      } else if (text.take("-")) {
        term = operation(new Operation(Operator.SUBTRACT, term, product()));
      } else {
        return term;
      }
    }
  }

  // product = factor {("*" | "/") factor}
  private Term product() {
    Term term = factor();
    while (true) {
      if (text.take("*")) {
        term = operation(new Operation(Operator.MULTIPLY, term, factor()));
      } else if (text.take("/")) {
        term = operation(new Operation(Operator.DIVIDE, term, factor()));
      } else {
        return term;
      }
    }
  }

  // factor = ("-" | "+") factor | power
  private Term factor() {
    descend();
    Term term;
    if (text.take("-")) {
      term = operation(new Negation(factor()));
    } else if (text.take("+")) {
      term = factor();
    } else {
      term = power();
    }
    depth--;
    return term;
  }

  // power = atom ["^" factor]
  private Term power() {
    Term base = atom();
    return text.take("^") ? operation(new Operation(Operator.POWER, base, factor())) : base;
  }

  // atom = number | "x" | "pi" | "e" | name "(" comparison {"," comparison} ")"
  //      | "(" comparison ")"
  private Term atom() {
    if (text.atNumber()) {
      return new Constant(text.number());
    }
    if (text.atName()) {
      return named();
    }
    if (!text.take("(")) {
      throw unexpected();
    }
    open++;
    Term term = comparison();
    close("')'");
    return term;
  }

  private Term named() {
    int at = text.position();
    String name = text.name();
    switch (name) {
      case "x":
        return new Variable();
      case "pi":
        return Constant.PI;
      case "e":
        return Constant.E;
      default:
        if (text.take("(")) {
          return call(name, at, arguments(name));
        }
        if (functionNames().contains(name)) {
          throw text.error(
              "expected '(' after " + name + ", found " + text.found(),
              text.position(),
              text.peek() == ':' ? hint(':') : ": write " + name + "(x)");
        }
        throw text.unknown(
            "there is no '" + shortened(name) + "' (the input is x)", name, at, leafNames());
    }
  }

  private List<Term> arguments(String name) {
    List<Term> arguments = new ArrayList<>();
    open++;
    // pow(a,b) is printed a^(b), one level deeper.
    int deeper = name.equals(POW) ? 1 : 0;
    depth += deeper;
    do {
      arguments.add(comparison());
    } while (text.take(","));
    depth -= deeper;
    close("',' or ')'");
    return arguments;
  }

  private void close(String expected) {
    if (text.take(")")) {
      open--;
      return;
    }
    if (text.atEnd()) {
      throw text.error("missing ')'", text.position());
    }
    throw text.error(
        "expected an operator, " + expected + ", found " + text.found(),
        text.position(),
        hint(text.peek()));
  }

  private Term call(String name, int at, List<Term> arguments) {
    switch (name) {
      case Choice.NAME:
        checkCount(
            name, at, arguments, arguments.size() == 3, "3 arguments (condition, then, else)");
        return operation(new Choice(arguments.get(0), arguments.get(1), arguments.get(2)));
      case POW:
        checkCount(name, at, arguments, arguments.size() == 2, "2 arguments");
        return operation(new Operation(Operator.POWER, arguments.get(0), arguments.get(1)));
      case "max":
        return extremum(Operator.MAX, at, arguments);
      case "min":
        return extremum(Operator.MIN, at, arguments);
      default:
        Elementary function =
            Elementary.of(name)
                .orElseThrow(
                    () ->
                        text.unknown(
                            "there is no function '" + shortened(name) + "'",
                            name,
                            at,
                            functionNames()));
        checkCount(name, at, arguments, arguments.size() == 1, "1 argument");
        return operation(new Call(function, arguments.get(0)));
    }
  }

  private Term extremum(Operator operator, int at, List<Term> arguments) {
    checkCount(operator.symbol, at, arguments, arguments.size() >= 2, "2 or more arguments");
    Term term = arguments.get(0);
    for (Term argument : arguments.subList(1, arguments.size())) {
      term = operation(new Operation(operator, term, argument));
    }
    return term;
  }

  private void checkCount(String name, int at, List<Term> given, boolean isRight, String wanted) {
    if (!isRight) {
      throw text.error(name + " takes " + wanted, at, ", got " + given.size());
    }
  }

  private static Set<String> functionNames() {
    Set<String> names = new LinkedHashSet<>(Elementary.names());
    names.addAll(List.of(Choice.NAME, "max", "min", POW));
    return names;
  }

  private static Set<String> leafNames() {
    Set<String> names = functionNames();
    names.addAll(List.of("x", "pi", "e"));
    return names;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
  }

  private Term operation(Term term) {
    operations++;
    if (operations > MAX_OPERATIONS) {
      throw text.error(
          "a formula may have at most " + MAX_OPERATIONS + " operations; one more",
          text.position());
    }
    return term;
  }

  private void descend() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw text.error(
          "a formula may be nested at most " + MAX_DEPTH + " levels deep; one more",
          text.position());
    }
  }

  private UnitException unexpected() {
    String mistake =
        text.atEnd()
            ? "the formula ends too early"
            : text.peek() == ')' ? "unexpected ')'" : "unexpected " + text.found();
    return text.error(mistake, text.position(), hint(text.peek()));
  }

  /** What other languages write, and formulas write otherwise. */
  private String hint(char c) {
    return switch (c) {
      case '?' -> "; a choice is written if(x>0,x,0.1*x)";
      case ':' -> open > 0 ? "; is a ')' missing before it?" : "; a formula takes no parameters";
      case '*' -> "; a power is written x^2";
      case '=' -> "; equality is written ==";
      case '&', '|' -> "; join conditions by a product: (0<x)*(x<1)";
      case '[', ']', '{', '}' -> "; only ( and ) group";
      case '!' -> "; unequal is written !=";
      default -> text.atName() || text.atNumber() || c == '(' ? "; a product is written 2*x" : "";
    };
  }
}
