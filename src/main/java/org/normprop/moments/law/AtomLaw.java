package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.function.stage.Activation;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.table.Empirical;
import org.normprop.table.Marginal;

/**
 * A law of finitely many values: every expectation is a sum.
 *
 * @param atoms the values, ascending
 */
record AtomLaw(List<Atom> atoms) implements Base {

  static AtomLaw of(Empirical numbers) {
    List<Atom> atoms = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      atoms.add(new Atom(numbers.value(i), numbers.probability(i), 1, 1));
    }
    return new AtomLaw(atoms);
  }

  static AtomLaw of(Marginal.Bernoulli coin) {
    return new AtomLaw(
        Atom.merged(List.of(new Atom(0, 1 - coin.p(), 1, 1), new Atom(1, coin.p(), 1, 1))));
  }

  @Override
  public Law image(Activation f) {
    List<Atom> images = new ArrayList<>();
    for (Atom atom : atoms) {
      double value = f.value(atom.value());
      double slope = f.derivative(atom.value());
      if (!Double.isFinite(value)) {
        throw MissingMomentException.undefined(atom.value());
      }
      images.add(
          new Atom(
              value,
              atom.probability(),
              slope * atom.slope(),
              slope * slope * atom.squaredSlope()));
    }
    return new AtomLaw(Atom.merged(images));
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
    return new AtomLaw(Atom.merged(extremes));
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
  public Base base() {
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
