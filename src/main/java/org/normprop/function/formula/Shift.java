package org.normprop.function.formula;

import java.util.Optional;

/**
 * Rewrites a term for the distance d from a point: x becomes p + d, and what is 0 at the point,
 * such as x - p, becomes d itself, which keeps its digits however near the point is.
 */
final class Shift {

  private final double point;
  private boolean isFound;

  private Shift(double point) {
    this.point = point;
  }

  /** The term by the distance, if something in it is 0 at the point to the last bit. */
  static Optional<Term> of(Term term, double point) {
    Shift shift = new Shift(point);
    Term moved = shift.of(term);
    return shift.isFound ? Optional.of(moved) : Optional.empty();
  }

  private Term of(Term term) {
    if (term instanceof Variable) {
      return new Operation(Operator.ADD, term, new Constant(point));
    }
    if (term instanceof Operation operation) {
      Term left = operation.left();
      Term right = operation.right();
      Operator operator = operation.operator();
      if (isZero(operator, left, right)) {
        isFound = true;
        return left instanceof Constant
            ? operator == Operator.ADD ? right : new Negation(right)
            : left;
      }
      return new Operation(operator, of(left), of(right));
    }
    if (term instanceof Negation negation) {
      return new Negation(of(negation.operand()));
    }
    if (term instanceof ComparisonTerm comparison) {
      return new ComparisonTerm(
          comparison.relation(), of(comparison.left()), of(comparison.right()));
    }
    if (term instanceof Choice choice) {
      return new Choice(of(choice.condition()), of(choice.yes()), of(choice.no()));
    }
    if (term instanceof Call call) {
      return new Call(call.function(), of(call.argument()), call.parameters());
    }
    return term;
  }

  /** Whether this is a x + c or c - a x, and 0 at the point. */
  private boolean isZero(Operator operator, Term left, Term right) {
    if (operator != Operator.ADD && operator != Operator.SUBTRACT) {
      return false;
    }
    boolean constantFirst = left instanceof Constant;
    double factor = factor(constantFirst ? right : left);
    if (Double.isNaN(factor) || !((constantFirst ? left : right) instanceof Constant constant)) {
      return false;
    }
    double c = operator == Operator.ADD ? constant.value() : -constant.value();
    return Math.fma(factor, point, c) == 0;
  }

  /** The a of a x, or NaN. */
  private static double factor(Term term) {
    if (term instanceof Variable) {
      return 1;
    }
    return term instanceof Operation product
            && product.operator() == Operator.MULTIPLY
            && product.left() instanceof Constant a
            && product.right() instanceof Variable
        ? a.value()
        : Double.NaN;
  }
}
