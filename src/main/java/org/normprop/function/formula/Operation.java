package org.normprop.function.formula;

import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.SmoothFunctions;
import org.normprop.function.enclosure.Span;
import org.normprop.function.enclosure.Taylor;

/** Two terms joined by an operator. */
record Operation(Operator operator, Term left, Term right) implements Term {

  static Operation plus(Term a, Term b) {
    return new Operation(Operator.ADD, a, b);
  }

  static Operation minus(Term a, Term b) {
    return new Operation(Operator.SUBTRACT, a, b);
  }

  static Operation times(Term a, Term b) {
    return new Operation(Operator.MULTIPLY, a, b);
  }

  static Operation over(Term a, Term b) {
    return new Operation(Operator.DIVIDE, a, b);
  }

  static Operation raised(Term a, Term exponent) {
    return new Operation(Operator.POWER, a, exponent);
  }

  /** Zeros that are written in a formula are multiples of its inverse, or rounding hides them. */
  private static final double ROUND = 1e9;

  @Override
  public double value(double x) {
    return operator.value(left.value(x), right.value(x));
  }

  @Override
  public void jets(Batch batch, double[] y, double[] dy) {
    double[] r = batch.borrow();
    double[] dr = batch.borrow();
    left.jets(batch, y, dy);
    right.jets(batch, r, dr);
    operator.jets(y, dy, r, dr, batch.n());
    batch.giveBack(r);
    batch.giveBack(dr);
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    Enclosure a = left.enclose(x);
    if (left.equals(right) && ofOne(a) != null) {
      return ofOne(a);
    }
    Enclosure b = right.enclose(x);
    return switch (operator) {
      case ADD -> a.plus(b);
      case SUBTRACT -> a.minus(b);
      case MULTIPLY -> left.equals(right) ? a.squared() : a.times(b);
      case DIVIDE -> quotient(x, a, b);
      case POWER -> power(a, b);
      case MAX -> a.max(b);
      case MIN -> a.min(b);
    };
  }

  /** Whether this is u*u or u^2. */
  boolean isSquare() {
    return operator == Operator.MULTIPLY && left.equals(right)
        || operator == Operator.POWER && right instanceof Constant two && two.value() == 2;
  }

  /** The operation on a term and itself; null where that is nothing special. */
  private Enclosure ofOne(Enclosure a) {
    boolean isFinite = a.value().magnitude() <= Double.MAX_VALUE;
    return switch (operator) {
      case MAX, MIN -> a;
      case SUBTRACT -> isFinite ? Enclosure.constant(0) : null;
      case DIVIDE -> isFinite && !a.isReal() ? Enclosure.constant(1) : null;
      default -> null;
    };
  }

  private Enclosure quotient(Enclosure x, Enclosure a, Enclosure b) {
    if (b.mayVanish() && x.slope().width() == 0) {
      double zero = zeroOf(right, x.line());
      Enclosure there = Enclosure.point(zero);
      if (x.reaches(zero) && left.enclose(there).vanishesWith(right.enclose(there))) {
        return a.overAtCommonZero(b);
      }
    }
    return a.over(b);
  }

  /** Where Newton's method ends up, from the middle of an interval, or a round number there. */
  private static double zeroOf(Term term, Span from) {
    double x = newton(term, from);
    double round = Math.rint(x * ROUND) / ROUND;
    return term.value(round) == 0 ? round : x;
  }

  private static double newton(Term term, Span from) {
    double x = from.low() / 2 + from.high() / 2;
    for (int step = 0; step < 60; step++) {
      double moved = x - term.value(x) / term.slope(x);
      if (moved == x || !(Math.abs(moved) <= Double.MAX_VALUE)) {
        return x;
      }
      x = moved;
    }
    return x;
  }

  private Enclosure power(Enclosure a, Enclosure b) {
    if (right.folded() instanceof Constant exponent) {
      return SmoothFunctions.power(a, exponent.value());
    }
    return SmoothFunctions.exp(b.times(SmoothFunctions.ln(a)));
  }

  @Override
  public Optional<Taylor> taylor(Taylor x) {
    Optional<Taylor> a = left.taylor(x);
    Optional<Taylor> b = a.isEmpty() ? a : right.taylor(x);
    if (b.isEmpty()) {
      return b;
    }
    Taylor u = a.get();
    Taylor v = b.get();
    return switch (operator) {
      case ADD -> Optional.of(u.plus(v));
      case SUBTRACT -> Optional.of(u.minus(v));
      case MULTIPLY -> Optional.of(u.times(v));
      case DIVIDE -> Optional.of(u.over(v));
      case POWER ->
          right.folded() instanceof Constant exponent
              ? Optional.of(u.power(exponent.value()))
              : Optional.empty();
      case MAX, MIN -> Optional.empty();
    };
  }

  @Override
  public boolean lacksValue(Enclosure x) {
    if (left.lacksValue(x) || right.lacksValue(x)) {
      return true;
    }
    Span b = right.enclose(x).line();
    boolean isRoot = operator == Operator.POWER && Math.floor(b.low()) == Math.ceil(b.high()) - 1;
    return isRoot && left.enclose(x).line().high() < 0
        || operator == Operator.DIVIDE && b.magnitude() == 0;
  }

  @Override
  public List<Term> operands() {
    return List.of(left, right);
  }

  @Override
  public double[] cuts(Zeros zeros) {
    double[] ofLeft = left.kinks(zeros);
    double[] ofRight = right.kinks(zeros);
    double[] both = Points.merge(ofLeft, ofRight);
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY -> both;
      case DIVIDE -> Points.merge(ofLeft, zeros.of(right, ofRight));
      case POWER -> isSmoothPower() ? both : Points.merge(zeros.of(left, ofLeft), ofRight);
      case MAX, MIN -> {
        double[] crossings = zeros.of(new Operation(Operator.SUBTRACT, left, right), both);
        yield Points.keep(crossings, c -> isVisible(c, ofLeft, ofRight));
      }
    };
  }

  /** Whether the exponent is a whole number, not negative, so that the base may be anything. */
  private boolean isSmoothPower() {
    if (right.folded() instanceof Constant exponent) {
      return exponent.value() >= 0 && exponent.value() == Math.rint(exponent.value());
    }
    // e^x: a positive constant to any power
    return left.folded() instanceof Constant base && base.value() > 0;
  }

  /** Whether a point is where the operands cross, or a kink of one that the result shows. */
  private boolean isVisible(double c, double[] ofLeft, double[] ofRight) {
    boolean isLeft = Points.contains(ofLeft, c);
    boolean isRight = Points.contains(ofRight, c);
    return !(isLeft || isRight)
        || (isLeft && Points.anyNear(c, x -> value(x) != right.value(x)))
        || (isRight && Points.anyNear(c, x -> value(x) != left.value(x)));
  }

  @Override
  public Term folded() {
    Operation folded = new Operation(operator, left.folded(), right.folded());
    boolean isDifference = operator == Operator.ADD || operator == Operator.SUBTRACT;
    Optional<Constant> number = isDifference ? Polynomial.constant(folded) : Optional.empty();
    return number.isPresent() ? number.get() : Term.fold(folded);
  }

  @Override
  public int level() {
    return operator.level;
  }

  @Override
  public void print(StringBuilder out) {
    if (operator.isExtremum()) {
      out.append(operator.symbol).append('(');
      printArguments(out);
      out.append(')');
    } else {
      left.print(out, operator.leftLevel);
      out.append(operator.symbol);
      right.print(out, operator.rightLevel);
    }
  }

  /** max(max(a,b),c) is written max(a,b,c). */
  private void printArguments(StringBuilder out) {
    if (left instanceof Operation inner && inner.operator == operator) {
      inner.printArguments(out);
    } else {
      left.print(out);
    }
    out.append(',');
    right.print(out);
  }
}
