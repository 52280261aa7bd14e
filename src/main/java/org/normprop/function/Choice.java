package org.normprop.function;

import java.util.List;
import java.util.Optional;

/** One term where a condition is not zero, another where it is; NaN where the condition is. */
record Choice(Term condition, Term yes, Term no) implements Term {

  static final String NAME = "if";

  @Override
  public double value(double x) {
    double c = condition.value(x);
    return Double.isNaN(c) ? c : c != 0 ? yes.value(x) : no.value(x);
  }

  @Override
  public void jets(Block block, double[] y, double[] dy) {
    double[] c = new double[block.n()];
    double[] dc = new double[block.n()];
    double[] no = new double[block.n()];
    double[] dno = new double[block.n()];
    condition.jets(block, c, dc);
    yes.jets(block, y, dy);
    this.no.jets(block, no, dno);
    for (int i = 0; i < block.n(); i++) {
      if (Double.isNaN(c[i])) {
        y[i] = Double.NaN;
      } else if (c[i] == 0 && dc[i] == 0) {
        y[i] = no[i];
        dy[i] = dno[i];
      } else {
        block.jumps()[i] |= c[i] == 0; // zero here, but not to the left
      }
    }
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
