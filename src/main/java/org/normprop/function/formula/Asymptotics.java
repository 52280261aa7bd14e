package org.normprop.function.formula;

import java.util.ArrayList;
import java.util.List;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.enclosure.Span;

/**
 * How a formula behaves far out, or on one side of a place, from how its parts do. What does not
 * follow by rule is unknown.
 *
 * <p>Where parts are 0, they must be 0 at one and the same place: to the last bit at the point
 * itself, or one part alone that is proved to cross 0 once within some units of the last place.
 * Then everything else is judged for all that the place may be. Mutable, for one thread.
 */
final class Asymptotics {

  /** How far from a place a part is looked at. */
  private static final double NEAR = 1e-7;

  /** A short step aside from 0, by which a limit is told from a value. */
  private static final double ASIDE = 0x1p-200;

  /** How far from a point, in units of its last place, a part may cross 0. */
  private static final int MOST_DOUBT = 64;

  /** Values of parts that may be 0 where a zero was found numerically. */
  private static final double ZERO = 1e-13;

  /** How many parts that may be 0 are tried. */
  private static final int MOST_PARTS = 4;

  private final double point;
  private final int side;
  private final double doubt;

  /** The part that crosses 0 at the place; null where that is the point itself. */
  private final Term crossing;

  /** Parts that may cross 0 near the point. */
  private final List<Term> candidates = new ArrayList<>();

  private Asymptotics(double point, int side, double doubt, Term crossing) {
    this.point = point;
    this.side = side;
    this.doubt = doubt;
    this.crossing = crossing;
  }

  /**
   * The growth of a term.
   *
   * @param term the term
   * @param point the point, or an infinity
   * @param side 1 for the right of it, -1 for the left; towards the middle for an infinity
   */
  static Growth of(Term term, double point, int side) {
    Asymptotics atPoint = new Asymptotics(point, side, 0, null);
    Growth growth = atPoint.of(term);
    for (Term part : atPoint.candidates) {
      double off = growth.isKnown() ? Double.NaN : doubt(part, point);
      if (!Double.isNaN(off)) {
        growth = new Asymptotics(point, side, off, part).of(term).within(off);
      }
    }
    return growth;
  }

  /** How far from a point a part crosses 0, once and nowhere else near there; NaN if unproved. */
  private static double doubt(Term part, double point) {
    for (int ulps = 1; ulps <= MOST_DOUBT; ulps *= 2) {
      double off = ulps * Math.ulp(point);
      double below = sign(part.enclose(Enclosure.point(point - off)).value());
      double above = sign(part.enclose(Enclosure.point(point + off)).value());
      if (below * above < 0) {
        double reach = off + near(point);
        Enclosure around = part.enclose(Enclosure.interval(point - reach, point + reach));
        return isSmooth(around) && sign(around.slope()) != 0 ? off : Double.NaN;
      }
    }
    return Double.NaN;
  }

  private static double near(double point) {
    return NEAR * Math.max(1, Math.abs(point));
  }

  private static int sign(Span values) {
    return values.low() > 0 ? 1 : values.high() < 0 ? -1 : 0;
  }

  private static boolean isSmooth(Enclosure known) {
    return known.value().magnitude() <= Double.MAX_VALUE && !known.mayJump();
  }

  private Growth of(Term term) {
    if (term instanceof Constant constant) {
      return constant.doubt() == 0
          ? Growth.exactly(constant.value(), 0)
          : Growth.of(constant.enclose(Enclosure.point(0)).value(), 0);
    }
    if (term instanceof Variable) {
      return variable();
    }
    Growth regular = Double.isInfinite(point) ? Growth.UNKNOWN : regular(term);
    return regular.isKnown() ? regular : compound(term);
  }

  private Growth variable() {
    if (Double.isInfinite(point)) {
      return Growth.exactly(Math.signum(point), 1);
    }
    return point == 0 && doubt == 0 ? Growth.exactly(side, -1) : Growth.of(beside(0).value(), 0);
  }

  /** All that the place may be, and so far to its side. */
  private Enclosure beside(double distance) {
    double low = point - doubt - (side < 0 ? distance : 0);
    double high = point + doubt + (side > 0 ? distance : 0);
    return Enclosure.interval(low, high);
  }

  /** Of a term that is smooth beside the place: its limit there, or its slope if that is 0. */
  private Growth regular(Term term) {
    Enclosure known = term.enclose(beside(near(point)));
    if (!isSmooth(known)) {
      return Growth.UNKNOWN;
    }
    double aside = Math.max(4 * Math.ulp(point), ASIDE);
    Span limit = term.enclose(beside(aside)).value();
    if (sign(limit) != 0) {
      return Growth.of(limit, 0);
    }
    if (known.value().magnitude() == 0) {
      return Growth.exactly(0, 0);
    }
    int direction = sign(known.slope());
    if (direction == 0 || !(known.slope().magnitude() <= Double.MAX_VALUE)) {
      return Growth.UNKNOWN;
    }
    if (vanishes(term, aside)) {
      Growth slope = Growth.of(known.slope(), -1);
      return side > 0 ? slope : slope.negated();
    }
    boolean isNew = crossing == null && !candidates.contains(term);
    if (isNew
        && candidates.size() < MOST_PARTS
        && Math.abs(term.value(point)) <= ZERO * Math.max(1, Math.abs(point))) {
      candidates.add(term);
    }
    return Growth.UNKNOWN;
  }

  /** Whether a term is proved to be 0 at the place, and to come to it without a jump. */
  private boolean vanishes(Term term, double aside) {
    if (crossing != null) {
      return term.equals(crossing);
    }
    return term.enclose(Enclosure.point(point)).value().magnitude() == 0
        && isSmooth(term.enclose(Enclosure.interval(point - aside, point + aside)));
  }

  private Growth compound(Term term) {
    if (term instanceof Negation negation) {
      return of(negation.operand()).negated();
    }
    if (term instanceof Operation operation) {
      return operation(operation);
    }
    if (term instanceof ComparisonTerm comparison) {
      Growth difference = of(comparison.left()).plus(of(comparison.right()).negated());
      return difference.isKnown()
          ? Growth.exactly(comparison.relation().value(difference.sign()), 0)
          : Growth.UNKNOWN;
    }
    if (term instanceof Choice choice) {
      Growth condition = of(choice.condition());
      return !condition.isKnown()
          ? Growth.UNKNOWN
          : of(condition.isZero() ? choice.no() : choice.yes());
    }
    return term instanceof Call call ? call(call) : Growth.UNKNOWN;
  }

  private Growth operation(Operation operation) {
    Growth a = of(operation.left());
    Growth b = of(operation.right());
    return switch (operation.operator()) {
      case ADD -> sum(operation, a, b);
      case SUBTRACT -> sum(operation, a, b.negated());
      case MULTIPLY -> a.times(b);
      case DIVIDE -> a.times(b.reciprocal());
      case POWER -> power(operation, a, b);
      case MAX, MIN -> {
        Growth difference = a.plus(b.negated());
        boolean isLeft = difference.sign() > 0 == (operation.operator() == Operator.MAX);
        yield !difference.isKnown() ? Growth.UNKNOWN : isLeft ? a : b;
      }
    };
  }

  /** Of two parts one of which may be known to be bounded alone, where the other is not. */
  private Growth sum(Operation operation, Growth a, Growth b) {
    if (a.isLarge() && !b.isKnown()) {
      return isBounded(operation.right()) ? a.impure() : b;
    }
    if (b.isLarge() && !a.isKnown()) {
      return isBounded(operation.left()) ? b.impure() : a;
    }
    return a.plus(b);
  }

  private boolean isBounded(Term term) {
    return Double.isFinite(point)
        && term.enclose(beside(near(point))).value().magnitude() <= Double.MAX_VALUE;
  }

  private static Growth power(Operation operation, Growth a, Growth b) {
    if (operation.right().folded() instanceof Constant exponent) {
      return a.power(exponent.value(), exponent.doubt());
    }
    return operation.left().folded() instanceof Constant base && base.value() > 0
        ? b.times(Growth.about(StrictMath.log(base.value()), 0)).exp()
        : Growth.UNKNOWN;
  }

  private Growth call(Call call) {
    Growth u = of(call.argument());
    return switch (call.function().name()) {
      case "abs" -> u.abs();
      case "sign" -> u.isKnown() ? Growth.exactly(u.sign(), 0) : u;
      case "sqrt" -> u.power(0.5);
      case "square", "relu_squared" -> positive(call, u).power(2);
      case "cube" -> u.power(3);
      case "cbrt" -> u.sign() < 0 ? u.abs().power(1 / 3.0).negated() : u.power(1 / 3.0);
      case "exp", "exponential" -> u.exp();
      case "expm1" -> u.exp().plus(Growth.exactly(-1, 0));
      case "sinh", "cosh" -> hyperbolic(call, u);
      case "tan" -> {
        Term sine = new Call(Elementary.elementary("sin").orElseThrow(), call.argument());
        yield of(sine).times(of(new Call(call.function().poles(), call.argument())).reciprocal());
      }
      default -> call.function().tails().on(u.sign()).of(u);
    };
  }

  private static Growth positive(Call call, Growth u) {
    boolean isCut = call.function().name().startsWith("relu") && u.sign() < 0;
    return isCut ? Growth.UNKNOWN : u;
  }

  private static Growth hyperbolic(Call call, Growth u) {
    if (!u.isLarge()) {
      return Growth.UNKNOWN;
    }
    Growth size = u.abs().exp();
    return call.function().name().equals("sinh") && u.sign() < 0 ? size.negated() : size;
  }
}
