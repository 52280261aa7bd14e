package org.normprop.function.formula;

import java.util.List;
import org.normprop.function.enclosure.Enclosure;

/** A named function of a term. */
record Call(Elementary function, Term argument) implements Term {

  /** More than a continuous function changes within an ulp. */
  private static final double LEAST_JUMP = 1e-12;

  @Override
  public double value(double x) {
    return function.value().applyAsDouble(argument.value(x));
  }

  @Override
  public void jets(Batch batch, double[] y, double[] dy) {
    argument.jets(batch, y, dy);
    for (int i = 0; i < batch.n(); i++) {
      double u = y[i];
      y[i] = function.value().applyAsDouble(u);
      if (dy[i] != 0 && function.isKink(u)) {
        // What lies to the left in x lies on this side in u.
        u = dy[i] > 0 ? Math.nextDown(u) : Math.nextUp(u);
        double limit = function.value().applyAsDouble(u);
        if (!(Math.abs(limit - y[i]) <= LEAST_JUMP)) {
          y[i] = limit;
          batch.markJump(i);
        }
      }
      dy[i] = Operator.times(function.slope().applyAsDouble(u, y[i]), dy[i]);
    }
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    return function.enclosure().apply(argument.enclose(x));
  }

  @Override
  public List<Term> operands() {
    return List.of(argument);
  }

  @Override
  public double[] cuts(Zeros zeros) {
    double[] walls = argument.kinks(zeros);
    double[] cuts = walls;
    for (double kink : function.cuts()) {
      Term distance =
          kink == 0 ? argument : new Operation(Operator.SUBTRACT, argument, new Constant(kink));
      cuts = Points.merge(cuts, zeros.of(distance, walls));
    }
    if (function.poles() != null) {
      cuts = Points.merge(cuts, zeros.of(new Call(function.poles(), argument), walls));
    }
    return cuts;
  }

  @Override
  public Term folded() {
    return Term.fold(new Call(function, argument.folded()));
  }

  @Override
  public int level() {
    return ATOM;
  }

  @Override
  public void print(StringBuilder out) {
    out.append(function.name()).append('(');
    argument.print(out);
    out.append(')');
  }
}
