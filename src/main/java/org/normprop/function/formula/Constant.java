package org.normprop.function.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Taylor;
import org.normprop.text.Numbers;

/**
 * A number, literal or named.
 *
 * @param value the number
 * @param name how it is written
 * @param doubt how far from the value the number that is meant may be; 0 for one that is written
 */
record Constant(double value, String name, double doubt) implements Term {

  /** Its double is half a unit in the last place off at most, as the other's is. */
  static final Constant PI = new Constant(Math.PI, "pi", 0x1p-52);

  static final Constant E = new Constant(Math.E, "e", 0x1p-52);

  Constant(double value) {
    this(value, Numbers.text(value), 0);
  }

  Constant(double value, String name) {
    this(value, name, 0);
  }

  /** A number that was worked out from others of which bounds are known. */
  Constant(double value, Enclosure known) {
    this(value, Numbers.text(value), known.distance(value));
  }

  /** Whether no operation on the way to a term's double has rounded. */
  static boolean isExact(Term term) {
    if (term instanceof Constant constant) {
      return constant.doubt == 0;
    }
    double r = term.value(0);
    if (!term.operands().stream().allMatch(Constant::isExact)) {
      return false;
    }
    if (term instanceof Operation operation) {
      double a = operation.left().value(0);
      double b = operation.right().value(0);
      return switch (operation.operator()) {
        case ADD -> r - a == b && r - b == a;
        case SUBTRACT -> a - r == b && r + b == a;
        case MULTIPLY -> Math.fma(a, b, -r) == 0;
        case DIVIDE -> Math.fma(r, b, -a) == 0;
        case MAX, MIN -> true;
        case POWER -> false;
      };
    }
    return term instanceof Negation;
  }

  @Override
  public double value(double x) {
    return value;
  }

  @Override
  public void jets(Batch batch, double[] y, double[] dy) {
    Arrays.fill(y, 0, batch.n(), value);
    Arrays.fill(dy, 0, batch.n(), 0);
  }

  @Override
  public Enclosure enclose(Enclosure x) {
    return Enclosure.constant(value, doubt);
  }

  @Override
  public Optional<Taylor> taylor(Taylor x) {
    return Optional.of(Taylor.constant(Enclosure.constant(value, doubt), x.count()));
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
    out.append(name);
  }
}
