package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.enclosure.Span;
import org.normprop.function.stage.Activation;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.MissingMomentException;
import org.normprop.moments.shape.Interval;
import org.normprop.table.Bounded;
import org.normprop.table.Empirical;
import org.normprop.table.Marginal;

/**
 * A value of positive probability.
 *
 * @param value the value
 * @param probability its probability
 * @param slope the mean derivative there
 * @param squaredSlope the mean squared derivative there; 0 unless the input itself is a constant
 * @param error a bound of the value's rounding error
 */
public record Atom(
    double value, double probability, double slope, double squaredSlope, double error) {

  Atom(double value, double probability, double slope, double squaredSlope) {
    this(value, probability, slope, squaredSlope, 0);
  }

  /** What a function makes of it. */
  Atom image(Activation f) {
    double y = f.value(value);
    double change = f.derivative(value);
    Span known = f.enclose(Enclosure.interval(value - error, value + error)).value();
    boolean isKnown = known.width() <= Double.MAX_VALUE;
    boolean isFormula = Double.isNaN(f.accuracy());
    double off =
        isKnown && isFormula
            ? known.width()
            : isFormula ? Bounded.UNIT_ROUNDOFF * Math.abs(y) : f.accuracy() * Math.abs(y);
    double moved = isKnown && !isFormula && error > 0 ? Math.abs(change) * error : 0;
    return new Atom(y, probability, change * slope, change * change * squaredSlope, off + moved);
  }

  Atom withProbability(double p) {
    return new Atom(value, p, slope, squaredSlope, error);
  }

  /** Sorted by value, equal values made one, impossible ones dropped. */
  static List<Atom> merged(List<Atom> atoms) {
    List<Atom> sorted = new ArrayList<>(atoms);
    sorted.removeIf(atom -> atom.probability <= 0);
    // 0.0 + x turns -0.0 into 0.0
    sorted.replaceAll(
        a -> new Atom(0.0 + a.value, a.probability, a.slope, a.squaredSlope, a.error));
    sorted.sort((a, b) -> Double.compare(a.value, b.value));
    List<Atom> merged = new ArrayList<>();
    for (Atom atom : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).value == atom.value) {
        merged.set(last, merged.get(last).plus(atom));
      } else {
        merged.add(atom);
      }
    }
    return List.copyOf(merged);
  }

  private Atom plus(Atom other) {
    double total = probability + other.probability;
    double a = probability / total;
    double b = other.probability / total;
    return new Atom(
        value,
        total,
        a * slope + b * other.slope,
        a * squaredSlope + b * other.squaredSlope,
        Math.max(error, other.error));
  }

  /**
   * A law of finitely many values: every expectation is a sum.
   *
   * @param atoms the values, ascending
   */
  record FiniteLaw(List<Atom> atoms) implements Law.Base {

    static FiniteLaw of(Empirical numbers) {
      List<Atom> atoms = new ArrayList<>();
      for (int i = 0; i < numbers.size(); i++) {
        atoms.add(new Atom(numbers.value(i), numbers.probability(i), 1, 1));
      }
      return new FiniteLaw(atoms);
    }

    static FiniteLaw of(Marginal.Bernoulli coin) {
      return new FiniteLaw(
          Atom.merged(List.of(new Atom(0, 1 - coin.p(), 1, 1), new Atom(1, coin.p(), 1, 1))));
    }

    @Override
    public Law image(Activation f) {
      List<Atom> images = new ArrayList<>();
      for (Atom atom : atoms) {
        Atom image = atom.image(f);
        if (!Double.isFinite(image.value())) {
          throw MissingMomentException.undefined(atom.value());
        }
        images.add(image);
      }
      return new FiniteLaw(Atom.merged(images));
    }

    /** F(v)^n - F(v-)^n, from whichever side of v is smaller. */
    @Override
    public Law extreme(int n, boolean largest) {
      int size = atoms.size();
      double[] upTo = new double[size]; // ln of F(v)^n, or of (1 - F(v-))^n
      double inner = 0;
      for (int i = 0; i < size; i++) {
        inner += atoms.get(largest ? i : size - 1 - i).probability();
        upTo[i] = n * StrictMath.log(Math.min(inner, 1));
      }
      double outer = 0;
      for (int i = size - 1; i >= 0 && outer < 0.5; i--) {
        upTo[i] = n * StrictMath.log1p(-outer);
        outer += atoms.get(largest ? i : size - 1 - i).probability();
      }
      List<Atom> extremes = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        double before = i == 0 ? Double.NEGATIVE_INFINITY : upTo[i - 1];
        double p = -StrictMath.exp(upTo[i]) * StrictMath.expm1(before - upTo[i]);
        extremes.add(atoms.get(largest ? i : size - 1 - i).withProbability(p));
      }
      return new FiniteLaw(Atom.merged(extremes));
    }

    @Override
    public void split(double y, double[] sides) {
      sides[0] = 0;
      sides[1] = 0;
    }

    @Override
    public double between(double low, double high) {
      return 0;
    }

    @Override
    public double[] breaks() {
      return atoms.stream().mapToDouble(Atom::value).toArray();
    }

    @Override
    public Interval hull() {
      return new Interval(atoms.get(0).value(), atoms.get(atoms.size() - 1).value());
    }

    @Override
    public Interval bulk() {
      return hull();
    }

    @Override
    public Integrals integrate(Observable observable, double[] cuts, Goal goal) {
      int dimension = goal.tolerance().length;
      double[] nowhere = new double[dimension];
      Arrays.fill(nowhere, Double.NaN);
      return new Integrals(
          new double[dimension],
          new double[dimension],
          new double[dimension],
          new boolean[dimension],
          nowhere);
    }

    @Override
    public Law.Base base() {
      return this;
    }

    @Override
    public double squaredSlope() {
      return 1;
    }

    @Override
    public double std() {
      return 1;
    }

    /** Sums of so many terms are rounded so often; values are, too. */
    @Override
    public double weightError() {
      return (32 + 2 * atoms.size()) * 0x1p-53;
    }

    @Override
    public String route() {
      return "sum";
    }
  }
}
