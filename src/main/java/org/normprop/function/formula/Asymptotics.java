package org.normprop.function.formula;

import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.enclosure.Span;

/**
 * How a formula behaves far out, or on one side of a point, from how its parts do. What does not
 * follow by rule is unknown.
 *
 * @param point the point, or an infinity
 * @param side 1 for the right of it, -1 for the left; towards the middle for an infinity
 */
record Asymptotics(double point, int side) {

  /** How far from a point a part is looked at. */
  private static final double NEAR = 1e-7;

  /** Values of parts that count as zero where a zero was found numerically. */
  private static final double ZERO = 1e-13;

  private static final double FAR = 1e100;

  /** The growth of a term. */
  Growth of(Term term) {
    if (term instanceof Constant constant) {
      return Growth.exactly(constant.value(), 0);
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
    return point == 0 ? Growth.exactly(side, -1) : Growth.of(point, 0);
  }

  /** Of a term that is smooth around the point: its value there, or its slope if that is 0. */
  private Growth regular(Term term) {
    double other = point + side * NEAR * Math.max(1, Math.abs(point));
    Enclosure known =
        term.enclose(Enclosure.interval(Math.min(point, other), Math.max(point, other)));
    Span value = known.value();
    Span slope = known.slope();
    if (!(value.magnitude() <= Double.MAX_VALUE) || known.mayJump()) {
      return Growth.UNKNOWN;
    }
    if (value.low() > 0 || value.high() < 0) {
      return Growth.of(value.low() / 2 + value.high() / 2, 0);
    }
    boolean vanishes = Math.abs(term.value(point)) <= ZERO * Math.max(1, Math.abs(point));
    boolean isSteep = slope.low() > 0 || slope.high() < 0;
    return vanishes && isSteep && slope.magnitude() <= Double.MAX_VALUE
        ? Growth.of(side * (slope.low() / 2 + slope.high() / 2), -1)
        : value.magnitude() == 0 ? Growth.exactly(0, 0) : Growth.UNKNOWN;
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
          ? Growth.exactly(
              comparison.relation().value((int) Math.signum(difference.coefficient())), 0)
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
      case ADD -> a.plus(b);
      case SUBTRACT -> a.plus(b.negated());
      case MULTIPLY -> a.times(b);
      case DIVIDE -> a.times(b.reciprocal());
      case POWER -> power(operation, a, b);
      case MAX, MIN -> {
        Growth difference = a.plus(b.negated());
        boolean isLeft = difference.coefficient() > 0 == (operation.operator() == Operator.MAX);
        yield !difference.isKnown() ? Growth.UNKNOWN : isLeft ? a : b;
      }
    };
  }

  private static Growth power(Operation operation, Growth a, Growth b) {
    if (operation.right().folded() instanceof Constant exponent) {
      return a.power(exponent.value());
    }
    return operation.left().folded() instanceof Constant base && base.value() > 0
        ? b.times(Growth.exactly(StrictMath.log(base.value()), 0)).exp()
        : Growth.UNKNOWN;
  }

  private Growth call(Call call) {
    Growth u = of(call.argument());
    return switch (call.function().name()) {
      case "abs" -> u.abs();
      case "sign" -> u.isKnown() ? Growth.exactly(Math.signum(u.coefficient()), 0) : u;
      case "sqrt" -> u.power(0.5);
      case "square", "relu_squared" -> positive(call, u).power(2);
      case "cube" -> u.power(3);
      case "cbrt" -> u.coefficient() < 0 ? u.abs().power(1 / 3.0).negated() : u.power(1 / 3.0);
      case "exp", "exponential" -> u.exp();
      case "expm1" -> u.exp().plus(Growth.exactly(-1, 0));
      case "sinh", "cosh" -> hyperbolic(call, u);
      case "tan" ->
          Growth.of(1, 0)
              .times(of(new Call(call.function().poles(), call.argument())).reciprocal());
      default -> limit(call, u);
    };
  }

  private static Growth positive(Call call, Growth u) {
    boolean isCut = call.function().name().startsWith("relu") && u.coefficient() < 0;
    return isCut ? Growth.UNKNOWN : u;
  }

  private static Growth hyperbolic(Call call, Growth u) {
    if (!u.isKnown() || !u.isExponential() && u.degree() <= 0) {
      return Growth.UNKNOWN;
    }
    Growth size = u.abs().exp();
    return call.function().name().equals("sinh") && u.coefficient() < 0 ? size.negated() : size;
  }

  /** Of a function that goes to a number other than 0, or like its argument, far out. */
  private static Growth limit(Call call, Growth u) {
    boolean isLarge = u.isKnown() && (u.isExponential() ? u.rate() > 0 : u.degree() > 0);
    if (!isLarge) {
      return Growth.UNKNOWN;
    }
    double far = Math.copySign(FAR, u.coefficient());
    double value = call.function().value().applyAsDouble(far);
    double twice = call.function().value().applyAsDouble(2 * far);
    if (value == twice && value != 0) {
      return Growth.of(value, 0);
    }
    boolean isLinear = Math.abs(value) > 1e90 && Math.abs(twice / value - 2) < 1e-12;
    return isLinear ? u.times(Growth.exactly(value / far, 0)) : Growth.UNKNOWN;
  }
}
