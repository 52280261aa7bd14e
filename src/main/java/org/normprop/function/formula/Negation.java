package org.normprop.function.formula;

import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Taylor;

/** The operand with its sign changed. */
record Negation(Term operand) implements Term {

  @Override
  public double value(double x) {
    return -operand.value(x);
  }

  @Override
  public void jets(Batch batch, double[] y, double[] dy) {
    operand.jets(batch, y, dy);
    for (int i = 0; i < batch.n(); i++) {
      y[i] = -y[i];
      dy[i] = -dy[i];
    }
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    return operand.enclose(x).negated();
  }

  @Override
  public Optional<Taylor> taylor(Taylor x) {
    return operand.taylor(x).map(Taylor::negated);
  }

  @Override
  public List<Term> operands() {
    return List.of(operand);
  }

  @Override
  public double[] cuts(Zeros zeros) {
    return operand.kinks(zeros);
  }

  @Override
  public Term folded() {
    return Term.fold(new Negation(operand.folded()));
  }

  @Override
  public int level() {
    return SIGNED;
  }

  @Override
  public void print(StringBuilder out) {
    out.append('-');
    operand.print(out, SIGNED);
  }
}
