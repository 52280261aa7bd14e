package org.normprop.function.formula;

import java.util.Optional;
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
  private static final String BAR = "|";
  private static final String ELSE = "; a choice is written if(x>0,x,0.1*x) or x if x>0 else 0.1*x";

  private final FormulaText text;
  private final FormulaCalls calls;
  private String variable = "x";
  private int bars;
  private int depth;
  private int open;
  private int operations;

  private FormulaParser(String text) {
    this.text = new FormulaText(text);
    this.calls = new FormulaCalls(this.text, this::operations);
  }

  static Term parse(String formula) {
    FormulaParser parser = new FormulaParser(formula);
    if (parser.text.atEnd()) {
      throw new UnitException("expr: needs a formula, such as expr:max(0,x)");
    }
    parser.lambda();
    Term term = parser.choice();
    if (!parser.text.atEnd()) {
      throw parser.unexpected();
    }
    if (parser.calls.hasDeeperText()) {
      StringBuilder canonical = new StringBuilder();
      term.print(canonical);
      parse(canonical.toString()); // is within the limits too
    }
    return term;
  }

  /** Python's function of a variable, which may have any name. */
  private void lambda() {
    if (text.takeWord("lambda")) {
      variable = text.name();
      if (!text.take(":")) {
        throw text.error("expected ':' after lambda " + variable, text.position());
      }
    }
  }

  // formula = comparison ["if" comparison "else" formula]
  private Term choice() {
    Term yes = comparison();
    if (!text.takeWord(Choice.NAME)) {
      return yes;
    }
    Term condition = comparison();
    if (!text.takeWord("else")) {
      throw text.error("expected else, found " + text.found(), text.position(), ELSE);
    }
    descend();
    Term no = choice();
    depth--;
    return operation(new Choice(condition, yes, no));
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
        if (relation.symbol.length() == length && text.take(relation.symbol)
            || !relation.sign.isEmpty() && text.take(relation.sign)) {
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
      if (text.take("//")) {
        term = call("floor", 0, new Operation(Operator.DIVIDE, term, factor()));
      } else if (text.take("*")) {
        term = operation(new Operation(Operator.MULTIPLY, term, factor()));
      } else if (text.take("%")) {
        term = call("mod", 0, term, factor());
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

  // power = method [raised digits] [("^" | "**") factor]
  private Term power() {
    Term base = method();
    Optional<Double> raised = text.raised();
    if (raised.isPresent()) {
      base = operation(new Operation(Operator.POWER, base, number(raised.get())));
    }
    return text.take("^") || text.take("**")
        ? operation(new Operation(Operator.POWER, base, factor()))
        : base;
  }

  private static Term number(double value) {
    return value < 0 ? new Negation(new Constant(-value)) : new Constant(value);
  }

  // method = atom {"." name "(" arguments ")"}
  private Term method() {
    Term term = atom();
    while (text.takeMethodPoint()) {
      int at = text.position();
      String name = text.name();
      if (!text.take("(")) {
        throw text.error("expected '(' after ." + name, text.position());
      }
      CallArguments arguments = arguments();
      arguments.first(term);
      term = calls.term(name, at, arguments);
    }
    return term;
  }

  // atom = number | "x" | "pi" | "e" | name "(" arguments ")" | "(" formula ")" | "|" formula "|"
  private Term atom() {
    if (text.atNumber()) {
      return new Constant(text.number());
    }
    if (text.atName()) {
      return named();
    }
    int at = text.position();
    if (text.take("\u221a")) {
      return root(at);
    }
    if (text.take(BAR)) {
      bars++;
      Term inside = choice();
      bars--;
      if (!text.take(BAR)) {
        throw text.error("expected '|', found " + text.found(), text.position());
      }
      return call("abs", at, inside);
    }
    if (!text.take("(")) {
      throw unexpected();
    }
    open++;
    Term term = choice();
    close("')'");
    return term;
  }

  private Term root(int at) {
    boolean isGrouped = text.peek() == '(';
    descend();
    Term root = call("sqrt", at, atom());
    depth--;
    if (!isGrouped && text.raised().isPresent()) {
      throw text.error("a root of a power or a power of a root?", at, "; write sqrt(x^2)");
    }
    return root;
  }

  private Term call(String name, int at, Term... operands) {
    CallArguments arguments = new CallArguments();
    for (int i = operands.length - 1; i >= 0; i--) {
      arguments.first(operands[i]);
    }
    return calls.term(name, at, arguments);
  }

  private Term named() {
    int at = text.position();
    String name = text.dottedName(variable);
    if (name.equals(variable)) {
      return new Variable();
    }
    if (text.take("(")) {
      CallArguments arguments = arguments();
      // nn.LeakyReLU(0.2)(x): a module's parameters, then its input
      return text.peek() == '(' && calls.isModule(name, arguments)
          ? module(name, at, arguments)
          : calls.term(name, at, arguments);
    }
    String ours = FormulaNames.ours(name).orElse("");
    switch (ours) {
      case "pi":
        return Constant.PI;
      case "e":
        return Constant.E;
      case "inf":
        return new Constant(Double.POSITIVE_INFINITY);
      default:
        if (text.peek() == '=') {
          throw text.error("unexpected '='", text.position(), hint('='));
        }
        if (ours.isEmpty()) {
          throw text.unknown(
              "there is no '" + shortened(name) + "' (the input is " + variable + ")",
              name,
              at,
              FormulaNames.all());
        }
        throw text.error(
            "expected '(' after " + shortened(name) + ", found " + text.found(),
            text.position(),
            text.peek() == ':' ? hint(':') : ": write " + shortened(name) + "(x)");
    }
  }

  private Term module(String name, int at, CallArguments parameters) {
    text.take("(");
    CallArguments input = arguments();
    if (input.positional().size() != 1 || input.size() != 1) {
      throw text.error(shortened(name) + "(...) takes 1 argument", at, ", got " + input.size());
    }
    parameters.first(input.positional().get(0).term());
    return calls.term(name, at, parameters);
  }

  private CallArguments arguments() {
    CallArguments arguments = new CallArguments();
    open++;
    if (text.peek() != ')') {
      do {
        Optional<String> name = text.argumentName();
        CallArguments.Argument argument = argument();
        if (name.isPresent()) {
          arguments.add(name.get(), argument);
        } else {
          arguments.add(argument);
        }
      } while (text.take(","));
    }
    close("',' or ')'");
    return arguments;
  }

  private CallArguments.Argument argument() {
    Optional<String> word = text.word();
    return word.isPresent()
        ? new CallArguments.Argument(null, word.get())
        : new CallArguments.Argument(choice(), "");
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

  static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
  }

  private Term operation(Term term) {
    return operations(term, 1);
  }

  /** Counts operations, of which a function made of others has several. */
  private Term operations(Term term, int more) {
    operations += more;
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
    if (text.takeWord("and") || text.takeWord("or")) {
      return hint('&');
    }
    return switch (c) {
      case '?' -> "; a choice is written if(x>0,x,0.1*x)";
      case ':' -> open > 0 ? "; is a ')' missing before it?" : "; a formula takes no parameters";
      case ',' -> open == 0 ? "; decimals follow a point" : "";
      case '=' -> "; equality is written ==, and a formula has no left side";
      case '&', '|' -> "; join conditions by a product: (0<x)*(x<1)";
      case '[', ']', '{', '}' -> "; only ( and ) group";
      case '!' -> "; unequal is written !=";
      default -> text.atName() || text.atNumber() || c == '(' ? "; a product is written 2*x" : "";
    };
  }
}
