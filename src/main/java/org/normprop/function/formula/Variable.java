package org.normprop.function.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Taylor;

/** The input x. */
record Variable() implements Term {

  @Override
  public double value(double x) {
    return x;
  }

  @Override
  public void jets(Batch batch, double[] y, double[] dy) {
    System.arraycopy(batch.x(), 0, y, 0, batch.n());
    Arrays.fill(dy, 0, batch.n(), 1);
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    return x;
  }

  @Override
  public Optional<Taylor> taylor(Taylor x) {
    return Optional.of(x);
  }

  @Override
  public List<Term> operands() {
    return List.of();
  }

  @Override
  public double[] cuts(Zeros zeros) {
    return Points.NONE;
  }

  @Override
  public Term folded() {
    return this;
  }

  @Override
  public int level() {
    return ATOM;
  }

  @Override
  public void print(StringBuilder out) {
    out.append('x');
  }
}
