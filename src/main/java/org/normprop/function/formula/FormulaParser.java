package org.normprop.function.formula;

import java.util.Optional;
import org.normprop.function.stage.UnitException;

/**
 * Reads a formula by recursive descent; the grammar is in {@link Formula}.
 *
 * <p>Depth and size are limited, so that neither this nor a walk over the tree can overflow the
 * stack.
 */
final class FormulaParser extends FormulaAtoms {

  static final int MAX_DEPTH = 200;
  static final int MAX_OPERATIONS = 300;

  private static final String ELSE = "; a choice is written if(x>0,x,0.1*x) or x if x>0 else 0.1*x";

  private FormulaParser(String text) {
    super(text);
  }

  static Term parse(String formula) {
    FormulaParser parser = new FormulaParser(formula);
    if (parser.text.atEnd()) {
      throw new UnitException("expr: needs a formula, such as expr:max(0,x)");
    }
    parser.lambda();
    Term term = parser.choice();
    if (!parser.text.atEnd()) {
      throw parser.mistakes.unexpected(0);
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
  @Override
  Term choice() {
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
    Optional<ComparisonTerm.Relation> relation = relation();
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

  private Optional<ComparisonTerm.Relation> relation() {
    // The longer symbols first: < is the beginning of <=.
    for (int length = 2; length > 0; length--) {
      for (ComparisonTerm.Relation relation : ComparisonTerm.Relation.values()) {
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
}
