package org.normprop.function.formula;

import java.util.List;

/** Two terms joined by an operator. */
record Operation(Operator operator, Term left, Term right) implements Term {

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
    return Term.fold(new Operation(operator, left.folded(), right.folded()));
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
