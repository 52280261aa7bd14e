package org.normprop.function.formula;

import java.util.LinkedHashMap;
import java.util.Map;
import org.normprop.function.catalogue.Activations;

/** Writes a term in another language. */
final class FormulaWriter {

  private final FormulaLanguage language;

  FormulaWriter(FormulaLanguage language) {
    this.language = language;
  }

  /** The term, in parentheses if it binds less tightly than the given level. */
  String text(Term term, int level) {
    String text = text(term);
    return level(term) < level ? "(" + text + ")" : text;
  }

  /** What is written as a call binds as tightly as can be; a negative number does not. */
  private static int level(Term term) {
    if (term instanceof Constant constant) {
      return constant.value() < 0 ? Term.SIGNED : Term.ATOM;
    }
    return term instanceof ComparisonTerm ? Term.ATOM : term.level();
  }

  String text(Term term) {
    if (term instanceof Constant constant) {
      return language.number(constant.value());
    }
    if (term instanceof Negation negation) {
      return "-" + text(negation.operand(), Term.SIGNED);
    }
    if (term instanceof Operation operation) {
      return operation(operation);
    }
    if (term instanceof Choice choice) {
      return language.choice(condition(choice.condition()), text(choice.yes()), text(choice.no()));
    }
    if (term instanceof ComparisonTerm) {
      return language.choice(condition(term), language.number(1), language.number(0));
    }
    return term instanceof Call call ? call(call) : "x";
  }

  private String operation(Operation operation) {
    Operator operator = operation.operator();
    Term left = operation.left();
    Term right = operation.right();
    if (operator.isExtremum()) {
      boolean isSwapped = left instanceof Constant;
      Term first = isSwapped ? right : left;
      Term second = isSwapped ? left : right;
      return language.extremum(
          operator == Operator.MAX, text(first), text(second), second instanceof Constant);
    }
    String a = text(left, operator.leftLevel);
    if (operator == Operator.POWER) {
      return a + "**" + exponent(right, operator);
    }
    return a + " " + operator.symbol + " " + text(right, operator.rightLevel);
  }

  /** Whole numbers are written as such: not every power of a negative base is real. */
  private String exponent(Term exponent, Operator operator) {
    return exponent instanceof Constant c && c.value() == (int) c.value()
        ? Integer.toString((int) c.value())
        : text(exponent, operator.rightLevel);
  }

  private String condition(Term term) {
    if (term instanceof ComparisonTerm comparison) {
      return text(comparison.left(), Term.SUM)
          + " "
          + comparison.relation().symbol
          + " "
          + text(comparison.right(), Term.SUM);
    }
    return text(term, Term.SUM) + " != " + language.number(0);
  }

  private String call(Call call) {
    String name = call.function().name();
    String argument = text(call.argument());
    if (call.parameters().isEmpty() && Elementary.isElementary(name)) {
      return language.call(name, argument);
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (String parameter : call.parameters().split(",")) {
      if (!parameter.isEmpty()) {
        String[] pair = parameter.split("=");
        values.put(pair[0], number(pair[1]));
      }
    }
    return language.call(Activations.of(name, values), argument);
  }

  private static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
