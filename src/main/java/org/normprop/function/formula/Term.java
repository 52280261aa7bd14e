package org.normprop.function.formula;

import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Taylor;

/**
 * A node of a formula's syntax tree: a function of x.
 *
 * <p>Every term knows its value, its limit and derivative from the left (forward-mode automatic
 * differentiation), its kinks, and its text. {@link #value} and {@link #jets} use the same
 * arithmetic, so they agree to the last bit wherever the limit is the value.
 */
sealed interface Term
    permits Constant, Variable, Negation, Operation, ComparisonTerm, Choice, Call, Shift.Known {

  /** How tightly a term binds in a text: the loosest first. */
  int COMPARISON = 0;

  int SUM = 1;
  int PRODUCT = 2;
  int SIGNED = 3;
  int POWER = 4;
  int ATOM = 5;

  /** The value at x. */
  double value(double x);

  /**
   * The limits from the left of value and derivative at each input of the batch.
   *
   * @param y receives the limits of the value
   * @param dy receives the limits of the derivative
   */
  void jets(Batch batch, double[] y, double[] dy);

  /** What is known of the term from what is known of x. */
  Enclosure enclose(Enclosure x);

  /** Its Taylor coefficients from those of x; nothing where they are not known. */
  default Optional<Taylor> taylor(Taylor x) {
    return Optional.empty();
  }

  /** The terms this one is made of. */
  List<Term> operands();

  /** The points where the value or a derivative jumps, is infinite or ends; ascending. */
  default double[] kinks(Zeros zeros) {
    return Points.keep(cuts(zeros), this::isSeenAt);
  }

  /** The same, and maybe points around which the term is constant or has no value. */
  double[] cuts(Zeros zeros);

  private boolean isSeenAt(double c) {
    double before = c - Points.nearby(c);
    double after = c + Points.nearby(c);
    double left = value(before);
    double right = value(after);
    if (Double.isNaN(left) && Double.isNaN(right)) {
      return false;
    }
    return left != value(c) || right != value(c) || slope(before) != 0 || slope(after) != 0;
  }

  /** The derivative from the left at x; NaN where there is no value to the left. */
  default double slope(double x) {
    double[] y = new double[1];
    double[] dy = new double[1];
    jets(Batch.of(x), y, dy);
    return Double.isNaN(y[0]) ? Double.NaN : dy[0];
  }

  /** This term with what does not depend on x computed. */
  Term folded();

  /** How tightly the text binds. */
  int level();

  /** Appends the text. */
  void print(StringBuilder out);

  /** Appends the text, in parentheses if it binds more loosely than {@code level}. */
  default void print(StringBuilder out, int level) {
    if (level() < level) {
      out.append('(');
      print(out);
      out.append(')');
    } else {
      print(out);
    }
  }

  /** The number of nodes. */
  default int size() {
    int size = 1;
    for (Term operand : operands()) {
      size += operand.size();
    }
    return size;
  }

  /** The innermost term that has no value at x; empty if this one has a value there. */
  default Optional<Term> undefined(double x) {
    if (!Double.isNaN(value(x))) {
      return Optional.empty();
    }
    for (Term operand : operands()) {
      Optional<Term> inner = operand.undefined(x);
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.of(this);
  }

  /** Whether it is proved to have no value wherever x is said to be: ln(-1), 1/0. */
  default boolean lacksValue(Enclosure x) {
    return operands().stream().anyMatch(operand -> operand.lacksValue(x));
  }

  /** A constant of the term's value, if its operands are constants. */
  static Term fold(Term term) {
    for (Term operand : term.operands()) {
      if (!(operand instanceof Constant)) {
        return term;
      }
    }
    double value = term.value(0);
    return Constant.isExact(term)
        ? new Constant(value)
        : new Constant(value, term.enclose(Enclosure.point(0)));
  }
}
