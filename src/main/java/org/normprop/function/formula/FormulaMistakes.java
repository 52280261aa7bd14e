package org.normprop.function.formula;

import org.normprop.function.stage.UnitException;

/** What is said of a place where a formula does not go on as it should. */
final class FormulaMistakes {

  private final FormulaText text;

  FormulaMistakes(FormulaText text) {
    this.text = text;
  }

  /** What is said of something that may not stand here. */
  UnitException unexpected(int open) {
    String mistake =
        text.atEnd()
            ? "the formula ends too early"
            : text.peek() == ')' ? "unexpected ')'" : "unexpected " + text.found();
    return text.error(mistake, text.position(), hint(open, text.peek()));
  }

  /**
   * What other languages write, and formulas write otherwise.
   *
   * @param open how many parentheses are open
   * @param c what stands here
   */
  String hint(int open, char c) {
    if (text.takeWord("and") || text.takeWord("or")) {
      return hint(open, '&');
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
