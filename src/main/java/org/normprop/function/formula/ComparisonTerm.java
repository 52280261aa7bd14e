package org.normprop.function.formula;

import java.util.List;
import java.util.function.IntPredicate;
import org.normprop.function.enclosure.Enclosure;

/** 1 where a relation holds between two terms, 0 where it does not; NaN where one is NaN. */
record ComparisonTerm(Relation relation, Term left, Term right) implements Term {

  /** What is asked of two numbers. */
  enum Relation {
    LESS("<", "", sign -> sign < 0),
    LESS_OR_EQUAL("<=", "\u2264", sign -> sign <= 0),
    GREATER(">", "", sign -> sign > 0),
    GREATER_OR_EQUAL(">=", "\u2265", sign -> sign >= 0),
    EQUAL("==", "", sign -> sign == 0),
    NOT_EQUAL("!=", "\u2260", sign -> sign != 0);

    final String symbol;

    /** The sign of papers, or nothing. */
    final String sign;

    private final IntPredicate test;

    Relation(String symbol, String sign, IntPredicate test) {
      this.symbol = symbol;
      this.sign = sign;
      this.test = test;
    }

    /** 1 if the relation holds for two numbers whose difference has this sign, else 0. */
    double value(int sign) {
      return test.test(sign) ? 1 : 0;
    }
  }

  @Override
  public double value(double x) {
    double a = left.value(x);
    double b = right.value(x);
    return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : relation.value(sign(a, b));
  }

  private static int sign(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  @Override
  public void jets(Batch batch, double[] y, double[] dy) {
    double[] r = batch.borrow();
    double[] dr = batch.borrow();
    left.jets(batch, y, dy);
    right.jets(batch, r, dr);
    for (int i = 0; i < batch.n(); i++) {
      if (Double.isNaN(y[i]) || Double.isNaN(r[i])) {
        y[i] = Double.NaN;
      } else {
        int sign = sign(y[i], r[i]);
        if (sign == 0) {
          // To the left of a tie, the smaller of the two is the one that rises more.
          sign = sign(dr[i], dy[i]);
          if (sign != 0) {
            batch.markJump(i);
          }
        }
        y[i] = relation.value(sign);
      }
      dy[i] = 0;
    }
    batch.giveBack(r);
    batch.giveBack(dr);
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    Enclosure difference = left.enclose(x).minus(right.enclose(x));
    double low = difference.line().low();
    double high = difference.line().high();
    if (low > 0 || high < 0 || low == 0 && high == 0) {
      return Enclosure.constant(relation.value(low > 0 ? 1 : high < 0 ? -1 : 0));
    }
    // An interval that touches a tie with one end alone is on the other side but for that end.
    if (low == 0 || high == 0) {
      return Enclosure.constant(relation.value(low == 0 ? 1 : -1));
    }
    return x.isReal() ? Enclosure.constant(0).or(Enclosure.constant(1)) : Enclosure.UNKNOWN;
  }

  @Override
  public List<Term> operands() {
    return List.of(left, right);
  }

  @Override
  public double[] cuts(Zeros zeros) {
    double[] walls = Points.merge(left.kinks(zeros), right.kinks(zeros));
    return zeros.of(new Operation(Operator.SUBTRACT, left, right), walls);
  }

  @Override
  public Term folded() {
    return Term.fold(new ComparisonTerm(relation, left.folded(), right.folded()));
  }

  @Override
  public int level() {
    return COMPARISON;
  }

  @Override
  public void print(StringBuilder out) {
    left.print(out, SUM);
    out.append(relation.symbol);
    right.print(out, SUM);
  }
}
