package org.normprop.function.formula;

import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.RemovedZero;
import org.normprop.function.enclosure.Taylor;

/**
 * Rewrites a term for the distance d from a point: x becomes p + d, and what is 0 at the point,
 * such as x - p, becomes d itself, which keeps its digits however near the point is. A quotient of
 * two terms that are both 0 there becomes the polynomial that it is. At a pole, so does a part that
 * is 0 at a point which is no double, such as x^2-2: then d is the distance from that point.
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

  /**
   * A term of the distance d from a point at which it crosses 0, such as x^2-2 at the root of 2:
   * near there d times a function that is not 0, which keeps its digits however small d is.
   *
   * @param term the term of the distance, as it is written
   * @param factor the term over d, near 0
   */
  record Vanishing(Term term, RemovedZero factor) implements Term {

    private Optional<Enclosure> known(Enclosure d) {
      return factor.holds(d) ? Optional.of(d.times(factor.at(d))) : Optional.empty();
    }

    @Override
    public double value(double d) {
      return known(Enclosure.point(d))
          .map(at -> at.value().middle())
          .orElseGet(() -> term.value(d));
    }

    @Override
    public void jets(Batch batch, double[] y, double[] dy) {
      term.jets(batch, y, dy);
      for (int i = 0; i < batch.n(); i++) {
        Optional<Enclosure> known = known(Enclosure.point(batch.x()[i]));
        if (known.isPresent()) {
          y[i] = known.get().value().middle();
          dy[i] = known.get().slope().middle();
        }
      }
    }

    @Override
    public Enclosure enclose(Enclosure d) {
      return known(d).orElseGet(() -> term.enclose(d));
    }

    @Override
    public Optional<Taylor> taylor(Taylor d) {
      return term.taylor(d);
    }

    @Override
    public List<Term> operands() {
      return List.of(term);
    }

    @Override
    public double[] cuts(Zeros zeros) {
      return term.cuts(zeros);
    }

    @Override
    public Term folded() {
      return this;
    }

    @Override
    public int level() {
      return term.level();
    }

    @Override
    public void print(StringBuilder out) {
      term.print(out);
    }
  }

  /** How far from a cut, in units of its last place, a zero may be that is proved. */
  private static final int MOST_DOUBT = 64;

  /** A part that is larger near the point is not 0 there. */
  private static final double SMALL = 1e-6;

  private final double point;
  private final boolean isPole;
  private boolean isFound;
  private double doubt;

  private Shift(double point, boolean isPole) {
    this.point = point;
    this.isPole = isPole;
  }

  /**
   * A term by the distance from a point.
   *
   * @param term the term of the distance
   * @param doubt how far the point may be from where it is taken to be
   */
  record Moved(Term term, double doubt) {}

  /** The term by the distance, if that keeps digits that the sum loses. */
  static Optional<Moved> of(Term term, double point) {
    double beside = Math.ulp(point);
    Enclosure near = term.enclose(Enclosure.interval(point - beside, point + beside));
    Shift shift = new Shift(point, !(near.value().magnitude() <= Double.MAX_VALUE));
    Term moved = shift.of(term);
    return shift.isFound ? Optional.of(new Moved(moved, shift.doubt)) : Optional.empty();
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
      Operation moved = new Operation(operator, of(left), of(right));
      boolean isSum = operator == Operator.ADD || operator == Operator.SUBTRACT;
      return isSum ? crossing(moved) : removed(moved);
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
      return crossing(new Call(call.function(), of(call.argument()), call.parameters()));
    }
    return term;
  }

  /** A part by its factor beside the distance, where it is proved to cross 0 at a pole. */
  private Term crossing(Term moved) {
    if (!isPole || !(Math.abs(moved.value(0)) <= SMALL)) {
      return moved;
    }
    double ulp = Math.ulp(point);
    for (double off = 0; off <= MOST_DOUBT * ulp; off = off == 0 ? ulp : 2 * off) {
      Optional<RemovedZero> factor = RemovedZero.crossing(moved::taylor, off);
      if (factor.isPresent()) {
        isFound = true;
        doubt = Math.max(doubt, off);
        return new Vanishing(moved, factor.get());
      }
    }
    return moved;
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
