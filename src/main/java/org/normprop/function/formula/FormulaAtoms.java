package org.normprop.function.formula;

import java.util.Optional;

/** The lower half of the parser: what a formula is made of, calls and groups; and its limits. */
abstract class FormulaAtoms {

  private static final String BAR = "|";

  final FormulaText text;
  final FormulaCalls calls;
  final FormulaMistakes mistakes;
  String variable = "x";
  int depth;
  private int open;
  private int operations;

  FormulaAtoms(String text) {
    this.text = new FormulaText(text);
    this.mistakes = new FormulaMistakes(this.text);
    this.calls = new FormulaCalls(this.text, this::operations);
  }

  /** A whole formula, as it stands in parentheses. */
  abstract Term choice();

  // atom = number | "x" | "pi" | "e" | name "(" arguments ")" | "(" formula ")" | "|" formula "|"
  Term atom() {
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
      Term inside = choice();
      if (!text.take(BAR)) {
        throw text.error("expected '|', found " + text.found(), text.position());
      }
      return call("abs", at, inside);
    }
    if (!text.take("(")) {
      throw mistakes.unexpected(open);
    }
    open++;
    Term term = choice();
    close("')'");
    return term;
  }

  Term root(int at) {
    boolean isGrouped = text.peek() == '(';
    descend();
    Term root = call("sqrt", at, atom());
    depth--;
    if (!isGrouped && text.raised().isPresent()) {
      throw text.error("a root of a power or a power of a root?", at, "; write sqrt(x^2)");
    }
    return root;
  }

  final Term call(String name, int at, Term... operands) {
    CallArguments arguments = new CallArguments();
    for (int i = operands.length - 1; i >= 0; i--) {
      arguments.first(operands[i]);
    }
    return calls.term(name, at, arguments);
  }

  Term named() {
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
          throw text.error("unexpected '='", text.position(), mistakes.hint(open, '='));
        }
        if (ours.isEmpty()) {
          throw text.unknown(
              "there is no '" + FormulaText.shortened(name) + "' (the input is " + variable + ")",
              name,
              at,
              FormulaNames.all());
        }
        throw text.error(
            "expected '(' after " + FormulaText.shortened(name) + ", found " + text.found(),
            text.position(),
            text.peek() == ':'
                ? mistakes.hint(open, ':')
                : ": write " + FormulaText.shortened(name) + "(x)");
    }
  }

  Term module(String name, int at, CallArguments parameters) {
    text.take("(");
    CallArguments input = arguments();
    if (input.positional().size() != 1 || input.size() != 1) {
      throw text.error(
          FormulaText.shortened(name) + "(...) takes 1 argument", at, ", got " + input.size());
    }
    parameters.first(input.positional().get(0).term());
    return calls.term(name, at, parameters);
  }

  CallArguments arguments() {
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

  CallArguments.Argument argument() {
    Optional<String> word = text.word();
    return word.isPresent()
        ? new CallArguments.Argument(null, word.get())
        : new CallArguments.Argument(choice(), "");
  }

  void close(String expected) {
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
        mistakes.hint(open, text.peek()));
  }

  Term operation(Term term) {
    return operations(term, 1);
  }

  /** Counts operations, of which a function made of others has several. */
  Term operations(Term term, int more) {
    operations += more;
    if (operations > FormulaParser.MAX_OPERATIONS) {
      throw text.error(
          "a formula may have at most " + FormulaParser.MAX_OPERATIONS + " operations; one more",
          text.position());
    }
    return term;
  }

  void descend() {
    depth++;
    if (depth > FormulaParser.MAX_DEPTH) {
      throw text.error(
          "a formula may be nested at most " + FormulaParser.MAX_DEPTH + " levels deep; one more",
          text.position());
    }
  }
}
