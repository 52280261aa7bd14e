package org.normprop.function.formula;

import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.RemovedZero;

/**
 * Rewrites a term for the distance d from a point: x becomes p + d, and what is 0 at the point,
 * such as x - p, becomes d itself, which keeps its digits however near the point is. A quotient of
 * two terms that are both 0 there becomes the polynomial that it is.
 */
final class Shift {

  /**
   * A quotient of two terms that are both 0 at 0.
   *
   * @param quotient the quotient
   * @param near what it is near 0
   */
  record Removed(Operation quotient, RemovedZero near) implements Term {

    private Optional<Enclosure> known(double x) {
      Enclosure at = Enclosure.point(x);
      return near.holds(at) ? Optional.of(near.at(at)) : Optional.empty();
    }

    @Override
    public double value(double x) {
      return known(x).map(at -> at.value().middle()).orElseGet(() -> quotient.value(x));
    }

    @Override
    public void jets(Batch batch, double[] y, double[] dy) {
      quotient.jets(batch, y, dy);
      for (int i = 0; i < batch.n(); i++) {
        Optional<Enclosure> known = known(batch.x()[i]);
        if (known.isPresent()) {
          y[i] = known.get().value().middle();
          dy[i] = known.get().slope().middle();
        }
      }
    }

    @Override
    public Enclosure enclose(Enclosure x) {
      return near.holds(x) ? near.at(x) : quotient.enclose(x);
    }

    @Override
    public List<Term> operands() {
      return List.of(quotient);
    }

    @Override
    public double[] cuts(Zeros zeros) {
      return quotient.cuts(zeros);
    }

    @Override
    public Term folded() {
      return this;
    }

    @Override
    public int level() {
      return quotient.level();
    }

    @Override
    public void print(StringBuilder out) {
      quotient.print(out);
    }
  }

  private final double point;
  private boolean isFound;

  private Shift(double point) {
    this.point = point;
  }

  /** The term by the distance, if that keeps digits that the sum loses. */
  static Optional<Term> of(Term term, double point) {
    Shift shift = new Shift(point);
    Term moved = shift.of(term);
    return shift.isFound ? Optional.of(moved) : Optional.empty();
  }

  private Term of(Term term) {
    if (term instanceof Variable) {
      return point == 0 ? term : new Operation(Operator.ADD, term, new Constant(point));
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
      return removed(new Operation(operator, of(left), of(right)));
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

  private Term removed(Operation operation) {
    if (operation.operator() != Operator.DIVIDE) {
      return operation;
    }
    Optional<RemovedZero> near =
        RemovedZero.of(operation.left()::taylor, operation.right()::taylor);
    isFound |= near.isPresent();
    return near.isPresent() ? new Removed(operation, near.get()) : operation;
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
