package org.normprop.function.formula;

import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Span;

/** One term where a condition is not zero, another where it is; NaN where the condition is. */
record Choice(Term condition, Term yes, Term no) implements Term {

  static final String NAME = "if";

  @Override
  public double value(double x) {
    double c = condition.value(x);
    return Double.isNaN(c) ? c : c != 0 ? yes.value(x) : no.value(x);
  }

  @Override
  public void jets(Batch batch, double[] y, double[] dy) {
    double[] c = batch.borrow();
    double[] dc = batch.borrow();
    double[] no = batch.borrow();
    double[] dno = batch.borrow();
    condition.jets(batch, c, dc);
    yes.jets(batch, y, dy);
    this.no.jets(batch, no, dno);
    for (int i = 0; i < batch.n(); i++) {
      if (Double.isNaN(c[i])) {
        y[i] = Double.NaN;
      } else if (c[i] == 0 && dc[i] == 0) {
        y[i] = no[i];
        dy[i] = dno[i];
      } else if (c[i] == 0) {
        batch.markJump(i); // zero here, but not to the left
      }
    }
    batch.giveBack(c);
    batch.giveBack(dc);
    batch.giveBack(no);
    batch.giveBack(dno);
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    Enclosure c = condition.enclose(x);
    if (c.line().low() > 0 || c.line().high() < 0) {
      return yes.enclose(x);
    }
    if (c.line().magnitude() == 0) {
      return no.enclose(x);
    }
    return x.isReal() ? yes.enclose(x).or(no.enclose(x)) : Enclosure.UNKNOWN;
  }

  @Override
  public List<Term> operands() {
    return List.of(condition, yes, no);
  }

  @Override
  public Optional<Term> undefined(double x) {
    double c = condition.value(x);
    return (Double.isNaN(c) ? condition : c != 0 ? yes : no).undefined(x);
  }

  @Override
  public boolean lacksValue(Enclosure x) {
    Span c = condition.enclose(x).line();
    boolean isYes = c.low() > 0 || c.high() < 0;
    boolean isNo = c.magnitude() == 0;
    return condition.lacksValue(x) || isYes && yes.lacksValue(x) || isNo && no.lacksValue(x);
  }

  @Override
  public double[] cuts(Zeros zeros) {
    double[] switches = zeros.of(condition, condition.kinks(zeros));
    double[] ofYes = Points.keep(yes.kinks(zeros), at -> Points.anyNear(at, this::choosesYes));
    double[] ofNo = Points.keep(no.kinks(zeros), at -> Points.anyNear(at, x -> !choosesYes(x)));
    return Points.merge(switches, Points.merge(ofYes, ofNo));
  }

  private boolean choosesYes(double x) {
    return condition.value(x) != 0;
  }

  @Override
  public Term folded() {
    if (condition.folded() instanceof Constant c && !Double.isNaN(c.value())) {
      return (c.value() != 0 ? yes : no).folded();
    }
    return new Choice(condition.folded(), yes.folded(), no.folded());
  }

  @Override
  public int level() {
    return ATOM;
  }

  @Override
  public void print(StringBuilder out) {
    out.append(NAME).append('(');
    condition.print(out);
    out.append(',');
    yes.print(out);
    out.append(',');
    no.print(out);
    out.append(')');
  }
}
