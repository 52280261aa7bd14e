package org.normprop.moments.quadrature;

import java.util.Arrays;
import org.normprop.table.Bounded;

/**
 * The trapezoidal rule on the whole line, for analytic functions that fall off like a Gaussian: the
 * error falls exponentially with 1/step, so few evaluations do.
 *
 * <p>Trefethen and Weideman, The Exponentially Convergent Trapezoidal Rule (2014), section 5.
 * Mutable, for one thread; one object is one integration.
 */
public final class Line {

  private static final double FIRST_STEP = 1;

  /** Beyond this there is nothing left of a Gaussian, whatever it is multiplied by. */
  private static final double END = 37;

  /** Nearer than this, small terms do not end the sum. */
  private static final double LEAST_END = 4;

  private static final double NEGLIGIBLE = 1e-18;

  private final Integrand integrand;
  private final double[] tolerance;
  private final int dimension;
  private final double[] sum;
  private final double[] magnitude;
  private final double[] slack;
  private final double[] values;
  private final double[] slacks;
  private double step = FIRST_STEP;

  private Line(Integrand integrand, double[] tolerance) {
    this.integrand = integrand;
    this.tolerance = tolerance;
    dimension = tolerance.length;
    sum = new double[dimension];
    magnitude = new double[dimension];
    slack = new double[dimension];
    values = new double[dimension];
    slacks = new double[dimension];
  }

  /**
   * Integrates over the whole line.
   *
   * @param integrand the functions, none of which may be NaN
   * @param goal the errors to aim at, and how many evaluations to spend
   * @return the integrals, with an infinite error where the rule did not converge
   */
  public static Integrals integrate(Integrand integrand, Goal goal) {
    return new Line(integrand, goal.tolerance()).run(goal.budget());
  }

  private Integrals run(int budget) {
    add(0);
    double low = outwards(-1);
    double high = outwards(1);
    double[] error = new double[dimension];
    double[] change = new double[dimension];
    Arrays.fill(change, Double.NaN);
    boolean ends = Math.max(-low, high) < END;
    boolean converged = false;
    while (ends && !converged && (high - low) / step < budget) {
      double[] previous = sum.clone();
      step /= 2;
      for (double x = low + step; x < high; x += 2 * step) {
        add(x);
      }
      converged = true;
      for (int k = 0; k < dimension; k++) {
        double last = Math.abs(sum[k] - 2 * previous[k]) * step;
        error[k] = TanhSinhNodes.error(change[k], last, magnitude[k] * step, true);
        change[k] = last;
        double rounding = (slack[k] + 2 * Bounded.UNIT_ROUNDOFF * magnitude[k]) * step;
        converged &= error[k] <= Math.max(tolerance[k] * magnitude[k] * step, rounding);
        error[k] += rounding;
      }
    }
    if (!converged) {
      Arrays.fill(error, Double.POSITIVE_INFINITY);
    }
    double[] undefinedAt = new double[dimension];
    Arrays.fill(undefinedAt, Double.NaN);
    return new Integrals(
        scaled(sum), error, scaled(magnitude), new boolean[dimension], undefinedAt);
  }

  private double[] scaled(double[] sums) {
    return Arrays.stream(sums).map(s -> s * step).toArray();
  }

  /** The first step's points on one side, until the terms vanish; gives the last. */
  private double outwards(int side) {
    int small = 0;
    double x = 0;
    while (small < 2 && Math.abs(x) < END) {
      x += side * step;
      add(x);
      small = isNegligible() && Math.abs(x) > LEAST_END ? small + 1 : 0;
    }
    return x;
  }

  private boolean isNegligible() {
    for (int k = 0; k < dimension; k++) {
      if (Math.abs(values[k]) > NEGLIGIBLE * magnitude[k]) {
        return false;
      }
    }
    return true;
  }

  private void add(double x) {
    integrand.at(x, values, slacks);
    for (int k = 0; k < dimension; k++) {
      sum[k] += values[k];
      magnitude[k] += Math.abs(values[k]);
      slack[k] += slacks[k];
    }
  }
}
