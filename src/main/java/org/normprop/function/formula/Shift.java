package org.normprop.function.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** A term of the distance d that is known better near 0 than its text makes it. */
  sealed interface Known extends Term {

    /** As it is written. */
    Term written();

    /** What is known of it on a region near 0; nothing elsewhere. */
    Optional<Enclosure> known(Enclosure d);

    @Override
    default double value(double d) {
      return known(Enclosure.point(d))
          .map(at -> at.value().middle())
          .orElseGet(() -> written().value(d));
    }

    @Override
    default void jets(Batch batch, double[] y, double[] dy) {
      written().jets(batch, y, dy);
      for (int i = 0; i < batch.n(); i++) {
        Optional<Enclosure> known = known(Enclosure.point(batch.x()[i]));
        if (known.isPresent()) {
          y[i] = known.get().value().middle();
          dy[i] = known.get().slope().middle();
        }
      }
    }

    @Override
    default Enclosure enclose(Enclosure d) {
      return known(d).orElseGet(() -> written().enclose(d));
    }

    @Override
    default List<Term> operands() {
      return List.of(written());
    }

    @Override
    default double[] cuts(Zeros zeros) {
      return written().cuts(zeros);
    }

    @Override
    default Term folded() {
      return this;
    }

    @Override
    default int level() {
      return written().level();
    }

    @Override
    default void print(StringBuilder out) {
      written().print(out);
    }
  }

  /** A quotient of two terms that are both 0 at 0: the polynomial that it is near there. */
  record Removed(Operation written, RemovedZero near) implements Known {
    @Override
    public Optional<Enclosure> known(Enclosure d) {
      return near.holds(d) ? Optional.of(near.at(d)) : Optional.empty();
    }
  }

  /**
   * A term that crosses 0 at 0, such as x^2-2 by the distance from the root of 2: near there d
   * times a function that is not 0, which keeps its digits however small d is.
   */
  record Vanishing(Term written, RemovedZero factor) implements Known {
    @Override
    public Optional<Enclosure> known(Enclosure d) {
      return factor.holds(d) ? Optional.of(d.times(factor.at(d))) : Optional.empty();
    }

    @Override
    public Optional<Taylor> taylor(Taylor d) {
      return written.taylor(d);
    }
  }

  /** How far from a cut, in units of its last place, a zero may be that is proved. */
  private static final int MOST_DOUBT = 64;

  /** A part that is larger near the point is not 0 there. */
  private static final double SMALL = 1e-6;

  private final double point;
  private final boolean isPole;
  private final List<Term> parts = new ArrayList<>(); // outermost ones
  private final Map<Term, RemovedZero> factors = new HashMap<>(); // of terms as they are written
  private boolean isFound;
  private double doubt;

  /** All zeros are found: what else there is takes the point for known within the doubt. */
  private boolean isSettled;

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
    if (shift.doubt > 0) {
      shift.isSettled = true;
      moved = shift.of(term);
    }
    return shift.isFound && shift.hasOneZero()
        ? Optional.of(new Moved(moved, shift.doubt))
        : Optional.empty();
  }

  /**
   * Whether all parts are 0 at the same place: the same part, or exactly at the point. Of two parts
   * whose zeros are known to rounding only, such as x-1.4142135623730951 and x^2-2, the distance
   * from one is not that from the other, and together they would make one pole out of two.
   */
  private boolean hasOneZero() {
    return doubt == 0 || parts.stream().distinct().count() <= 1;
  }

  private void found(Term term, double off, int partsBefore) {
    if (isSettled) {
      return;
    }
    isFound = true;
    doubt = Math.max(doubt, off);
    parts.subList(partsBefore, parts.size()).clear(); // they are parts of this one
    parts.add(term);
  }

  private Constant place() {
    Constant place = new Constant(point);
    return isSettled ? new Constant(point, place.name(), doubt) : place;
  }

  private Term of(Term term) {
    int partsBefore = parts.size();
    if (term instanceof Variable) {
      return point == 0 ? term : new Operation(Operator.ADD, term, place());
    }
    if (term instanceof Operation operation) {
      Term left = operation.left();
      Term right = operation.right();
      Operator operator = operation.operator();
      if (isZero(operator, left, right)) {
        found(term, doubt(operation), partsBefore);
        return left instanceof Constant
            ? operator == Operator.ADD ? right : new Negation(right)
            : left;
      }
      Operation moved = new Operation(operator, of(left), of(right));
      boolean isSum = operator == Operator.ADD || operator == Operator.SUBTRACT;
      return isSum ? crossing(term, moved, partsBefore) : removed(term, moved);
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
      Call moved = new Call(call.function(), of(call.argument()), call.parameters());
      return crossing(term, moved, partsBefore);
    }
    return term;
  }

  /** A part by its factor beside the distance, where it is proved to cross 0 at a pole. */
  private Term crossing(Term term, Term moved, int partsBefore) {
    if (isSettled) {
      RemovedZero factor = factors.get(term);
      return factor == null ? moved : new Vanishing(moved, factor);
    }
    if (!isPole || !(Math.abs(moved.value(0)) <= SMALL)) {
      return moved;
    }
    double ulp = Math.ulp(point);
    for (double off = 0; off <= MOST_DOUBT * ulp; off = off == 0 ? ulp : 2 * off) {
      Optional<RemovedZero> factor = RemovedZero.crossing(moved::taylor, off);
      if (factor.isPresent()) {
        found(term, off, partsBefore);
        factors.put(term, factor.get());
        return new Vanishing(moved, factor.get());
      }
    }
    return moved;
  }

  private Term removed(Term term, Operation moved) {
    if (moved.operator() != Operator.DIVIDE) {
      return moved;
    }
    if (!isSettled) {
      RemovedZero.of(moved.left()::taylor, moved.right()::taylor)
          .ifPresent(near -> factors.put(term, near));
    }
    RemovedZero near = factors.get(term);
    isFound |= near != null;
    return near == null ? moved : new Removed(moved, near);
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

  /** How far from the point the place may be where a x + c is 0, c being known to rounding. */
  private double doubt(Operation sum) {
    Constant c = (Constant) (sum.left() instanceof Constant ? sum.left() : sum.right());
    double a = Math.abs(factor(sum.left() instanceof Constant ? sum.right() : sum.left()));
    return c.doubt() == 0 ? 0 : Math.nextUp(c.doubt() / a);
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
