package org.normprop.moments.overlap;

import java.util.Arrays;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.math.Special;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.table.Bounded;

/**
 * The correlation of two windows' values that share cells, for N(0,1) of which every two correlate
 * by rho.
 *
 * <p>Averages of n cells that share s correlate by (s + (n^2 - s) c)/(n + (n^2 - n) c), c the
 * correlation of two different cells behind their activation. Of a maximum what all cells have in
 * common can be taken out: Cov = rho + (1 - rho) Cov_0. For maxima of f(x), x independent, f
 * continuous and nondecreasing, Hoeffding's formula Cov = double integral of F(x,y) - F(x) F(y)
 * over df(x) df(y) becomes, with Phi^n before and Phi^(n-s) (1 - Phi^s) behind the larger of x and
 * y,
 *
 * <pre>Cov = 2 int f'(y) Phi(y)^(n-s) (1 - Phi(y)^s) H(y) dy,   H(y) = int_-inf^y f' Phi^n</pre>
 *
 * <p>and s = n gives the variance. Summed by Simpson's rule between the kinks of f; the error is
 * what doubling the steps changes, times 4. Thread-safe, as it keeps nothing.
 */
public final class SharedCells {

  private static final double END = 10;
  private static final int STEPS = 4000;

  /** At a kink f' is taken this part of a piece inside: it moves one of its sums' end terms. */
  private static final double INSIDE = 1e-9;

  /** What that, and rounding in some 10^4 terms, may make. */
  private static final double ROUNDING = 1e-11;

  /** The quotient's rounding, and that of c, which is itself known to 1e-14. */
  private static final double QUOTIENT = 1e-13;

  private SharedCells() {}

  /**
   * The correlation.
   *
   * @param unit activations, then one window
   * @param cells of each window
   * @param shared how many of them are the same
   * @param rho the correlation of every two cells, in [0, 1)
   * @param c the correlation of two different cells behind their activations
   * @return the correlation with its error; empty where no route reaches it
   */
  public static Optional<Bounded> correlation(
      Unit unit, int cells, int shared, double rho, double c) {
    int last = unit.stages().size() - 1;
    if (last < 0 || !(unit.stages().get(last) instanceof Pooling pooling)) {
      return Optional.empty();
    }
    if (!unit.stages().subList(0, last).stream().allMatch(Activation.class::isInstance)) {
      return Optional.empty();
    }
    if (shared == cells) {
      return Optional.of(Bounded.ONE);
    }
    if (shared == 0 && rho == 0) {
      return Optional.of(Bounded.ZERO);
    }
    double n = cells;
    return switch (pooling.kind()) {
      case AVG ->
          Optional.of(
              new Bounded((shared + (n * n - shared) * c) / (n + (n * n - n) * c), QUOTIENT));
      case MAX -> maximum(unit, cells, shared, rho);
      case LP -> Optional.empty();
    };
  }

  private static Optional<Bounded> maximum(Unit unit, int cells, int shared, double rho) {
    boolean isPlain = unit.stages().size() == 1;
    if (unit.stages().size() > 2 || rho > 0 && !isPlain) {
      return Optional.empty();
    }
    Optional<Activation> f =
        isPlain ? Optional.empty() : Optional.of((Activation) unit.stages().get(0));
    if (f.isPresent() && !isMonotone(f.get())) {
      return Optional.empty();
    }
    double fine = ratio(f, cells, shared, rho, STEPS);
    double rough = ratio(f, cells, shared, rho, STEPS / 2);
    return Optional.of(new Bounded(fine, 4 * Math.abs(fine - rough) + ROUNDING));
  }

  private static double ratio(
      Optional<Activation> f, int cells, int shared, double rho, int steps) {
    double covariance = rho + (1 - rho) * covariance(f, cells, shared, steps);
    return covariance / (rho + (1 - rho) * covariance(f, cells, cells, steps));
  }

  /** Of the catalog, so smooth between its kinks; continuous, and nowhere falling. */
  private static boolean isMonotone(Activation f) {
    if (f.name().equals("expr")) {
      return false;
    }
    for (double kink : f.kinks()) {
      double jump = f.value(Math.nextUp(kink)) - f.value(Math.nextDown(kink));
      if (Math.abs(jump) > 1e-12 * (1 + Math.abs(f.value(kink)))) {
        return false;
      }
    }
    double step = END / STEPS;
    for (double x = -END; x < END; x += step) {
      if (f.value(x + step) < f.value(x)) {
        return false;
      }
    }
    return true;
  }

  private static double covariance(Optional<Activation> f, int n, int s, int steps) {
    double[] kinks = f.map(Activation::kinks).orElse(new double[0]);
    double[] cuts =
        Arrays.stream(kinks).filter(kink -> Math.abs(kink) < END).sorted().distinct().toArray();
    double from = -END;
    double inner = 0;
    double covariance = 0;
    for (int piece = 0; piece <= cuts.length; piece++) {
      double to = piece < cuts.length ? cuts[piece] : END;
      int parts = Math.max(4, (int) Math.ceil(steps * (to - from) / (2 * END)));
      double h = (to - from) / parts;
      double atLeft = slope(f, from, to, from) * power(from, n);
      double outerLeft = outer(f, from, to, from, n, s) * inner;
      for (int i = 0; i < parts; i++) {
        double left = from + i * h;
        double middle = left + h / 2;
        double right = i == parts - 1 ? to : left + h;
        double quarter = slope(f, from, to, left + h / 4) * power(left + h / 4, n);
        double atMiddle = slope(f, from, to, middle) * power(middle, n);
        double third = slope(f, from, to, left + 3 * h / 4) * power(left + 3 * h / 4, n);
        double atRight = slope(f, from, to, right) * power(right, n);
        double half = inner + h / 12 * (atLeft + 4 * quarter + atMiddle);
        double whole = half + h / 12 * (atMiddle + 4 * third + atRight);
        double outerRight = outer(f, from, to, right, n, s) * whole;
        covariance +=
            h / 6 * (outerLeft + 4 * outer(f, from, to, middle, n, s) * half + outerRight);
        inner = whole;
        atLeft = atRight;
        outerLeft = outerRight;
      }
      from = to;
    }
    return 2 * covariance;
  }

  /** f' between two kinks, at their ends from inside. */
  private static double slope(Optional<Activation> f, double from, double to, double x) {
    if (f.isEmpty()) {
      return 1;
    }
    double inside = INSIDE * (to - from);
    return f.get().derivative(Math.max(from + inside, Math.min(to - inside, x)));
  }

  private static double power(double x, int n) {
    return Math.pow(Special.normalCdf(x), n);
  }

  private static double outer(
      Optional<Activation> f, double from, double to, double y, int n, int s) {
    double below = Math.pow(Special.normalCdf(y), n - s);
    // 1 - Phi^s without loss near 1.
    double above = -Math.expm1(s * Math.log1p(-Special.normalCdf(-y)));
    return slope(f, from, to, y) * below * above;
  }
}
