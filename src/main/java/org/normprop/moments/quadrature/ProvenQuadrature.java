package org.normprop.moments.quadrature;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.normprop.table.Bounded;

/**
 * Gauss-Legendre quadrature of several functions at once, with a proof of the error: a function
 * that is holomorphic and at most M in an ellipse around a panel is integrated with an error of M
 * times a known factor. M comes from interval arithmetic, so that no feature, however narrow, goes
 * unseen. A panel for which the product is too large is halved.
 *
 * <p>Petras, Self-validating integration and approximation of piecewise analytic functions (2002);
 * Johansson, Numerical integration in arbitrary-precision ball arithmetic (2018).
 *
 * <p>At a singular end the panels shrink until what is left is too small to matter, or until
 * tanh-sinh takes it over, whose error is estimated by how it converges. Mutable, for one thread;
 * one object is one integration.
 */
public final class ProvenQuadrature {

  /** Sums of the half-axes of the ellipses, in the order in which they are tried. */
  private static final double[] ELLIPSES = {4, 8, 2.4};

  /** The part of the tolerance that one panel may use up. */
  private static final double SHARE = 0.02;

  /** Below this nothing is asked of an integral: it is close to the least double. */
  private static final double FLOOR = 1e-300;

  /** Halvings of a stretch, after which a singular end is left to tanh-sinh. */
  private static final int SINGULAR_DEPTH = 20;

  /** What tanh-sinh at a singular end usually costs. */
  private static final int SINGULAR_COST = 5000;

  /** Halvings of a stretch. */
  private static final int MAX_DEPTH = 100;

  /**
   * Parts narrower than this part of the whole, where rounding may leave a sign undecided, wait for
   * all others: beside what these add, they may be nothing.
   */
  private static final double NARROW = 0x1p-44;

  /** How much smaller than its bound a function may be and still be tried. */
  private static final double OVERESTIMATE = 1e-7;

  /** What a bound costs, in evaluations. */
  private static final int BOUND_COST = 2;

  private final int dimension;
  private final double[] tolerance;
  private final int budget;
  private final CompensatedSums value;
  private final double[] error;
  private final double[] slack;
  private final double[] magnitude;
  private final boolean[] divergent;
  private final double[] undefinedAt;
  private int spent;

  private ProvenQuadrature(Goal goal) {
    dimension = goal.tolerance().length;
    tolerance = goal.tolerance();
    budget = goal.budget();
    value = new CompensatedSums(dimension);
    error = new double[dimension];
    slack = new double[dimension];
    magnitude = new double[dimension];
    divergent = new boolean[dimension];
    undefinedAt = new double[dimension];
    Arrays.fill(undefinedAt, Double.NaN);
  }

  /**
   * Integrates.
   *
   * @param stretches what to integrate over, the most important parts first
   * @param goal the errors to aim at
   * @return the integrals, with a large or infinite error where the budget did not suffice
   */
  public static Integrals integrate(List<Stretch> stretches, Goal goal) {
    return new ProvenQuadrature(goal).run(stretches);
  }

  private Integrals run(List<Stretch> stretches) {
    Deque<Part> open = new ArrayDeque<>();
    List<Part> narrow = new ArrayList<>();
    double whole = stretches.stream().mapToDouble(s -> s.to() - s.from()).sum();
    for (Stretch stretch : stretches) {
      boolean isNarrow = stretch.to() - stretch.from() <= NARROW * whole;
      (isNarrow ? narrow : open).add(new Part(stretch, stretch.from(), stretch.to(), 0));
    }
    open.addAll(narrow);
    while (!open.isEmpty() && existsSomewhere()) {
      Part part = open.poll();
      if (spent > budget) {
        giveUp(part);
      } else if (!settle(part)) {
        // towards the end of the stretch that is nearer to 0 first
        Part left = new Part(part.stretch(), part.from(), part.middle(), part.depth() + 1);
        Part right = new Part(part.stretch(), part.middle(), part.to(), part.depth() + 1);
        boolean leftFirst = Math.abs(part.from()) < Math.abs(part.to());
        if (part.width() > NARROW * whole) {
          open.addFirst(leftFirst ? right : left);
          open.addFirst(leftFirst ? left : right);
        } else {
          open.addLast(left);
          open.addLast(right);
        }
      }
    }
    for (int k = 0; k < dimension; k++) {
      error[k] += slack[k] + 2 * Bounded.UNIT_ROUNDOFF * magnitude[k];
    }
    return new Integrals(value.totals(), error, magnitude, divergent, undefinedAt);
  }

  private boolean existsSomewhere() {
    for (int k = 0; k < dimension; k++) {
      if (!divergent[k] && Double.isNaN(undefinedAt[k])) {
        return true;
      }
    }
    return false;
  }

  private boolean counts(int k) {
    return !divergent[k] && !Double.isInfinite(tolerance[k]);
  }

  /** Whether a part was dealt with; else it is to be halved. */
  private boolean settle(Part part) {
    double[] least = new double[dimension]; // the best bound of an error by the largest rule
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    double[] largest = new double[dimension];
    double radius = part.width() / 2;
    for (double rho : ELLIPSES) {
      bound(part, radius * ((rho + 1 / rho) / 2 - 1), radius * (rho - 1 / rho) / 2, largest);
      for (GaussRule rule : GaussRule.values()) {
        double factor = radius * rule.error(rho);
        if (isSmall(largest, factor)) {
          accept(sums(part, rule), largest, factor);
          return true;
        }
      }
      double factor = radius * GaussRule.TWENTY_FOUR.error(rho);
      for (int k = 0; k < dimension; k++) {
        least[k] = Math.min(least[k], largest[k] * factor);
      }
      if (isSmall(least, 1)) {
        accept(sums(part, GaussRule.TWENTY_FOUR), least, 1);
        return true;
      }
    }
    bound(part, 0, 0, largest);
    if (isSmall(largest, part.width())) {
      Part.Sums sums = sums(part, GaussRule.TEN);
      for (int k = 0; k < dimension; k++) {
        sums.value()[k] = 0;
      }
      accept(sums, largest, part.width());
      return true;
    }
    return promises(least, largest, part) && tried(part, least)
        || !isFinite(largest) && part.isMasked(dimension)
        || isUndefined(part, largest)
        || isLast(part, largest);
  }

  private void bound(Part part, double beyond, double imaginary, double[] largest) {
    spent += BOUND_COST;
    part.stretch().integrand().bound(part.from(), part.to(), beyond, imaginary, largest);
  }

  /** Whether errors are small beside what is known of the integrals. */
  private boolean isSmall(double[] bounds, double factor) {
    for (int k = 0; k < dimension; k++) {
      if (counts(k)
          && !(bounds[k] * factor <= Math.max(SHARE * tolerance[k] * magnitude[k], FLOOR))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the errors may be small beside what the panel itself will add. */
  private boolean promises(double[] errors, double[] largest, Part part) {
    for (int k = 0; k < dimension; k++) {
      double size = Math.max(magnitude[k], OVERESTIMATE * largest[k] * part.width());
      if (counts(k) && !(errors[k] <= Math.max(SHARE * tolerance[k] * size, FLOOR))) {
        return false;
      }
    }
    return true;
  }

  /** Accepts a panel whose errors are small beside its own integrals. */
  private boolean tried(Part part, double[] errors) {
    Part.Sums sums = sums(part, GaussRule.TWENTY_FOUR);
    for (int k = 0; k < dimension; k++) {
      double size = Math.max(magnitude[k], sums.magnitude()[k]);
      double rounding = Math.max(SHARE * sums.slack()[k], FLOOR);
      if (counts(k) && !(errors[k] <= Math.max(SHARE * tolerance[k] * size, rounding))) {
        return false;
      }
    }
    accept(sums, errors, 1);
    return true;
  }

  /** Notes a part on which a function has no values. */
  private boolean isUndefined(Part part, double[] largest) {
    for (int k = 0; k < dimension; k++) {
      if (largest[k] > Double.MAX_VALUE
          && Double.isNaN(undefinedAt[k])
          && part.isNan(k, dimension)) {
        undefinedAt[k] = part.stretch().anchor() + part.middle();
        return true;
      }
    }
    return false;
  }

  /** Deals with a part that is not to be halved again. */
  private boolean isLast(Part part, double[] largest) {
    double size = Math.max(Math.abs(part.from()), Math.abs(part.to()));
    if (part.isAtEnd() && part.depth() >= SINGULAR_DEPTH && !isFinite(largest)) {
      Goal goal = new Goal(tolerance, Math.max(SINGULAR_COST, (budget - spent) / 4));
      double[] ends = {part.from(), part.to()};
      Integrals found = Quadrature.integrate(part.stretch().integrand(), ends, goal);
      SingularEnd.improve(part, goal, found);
      add(found, part.stretch().anchor());
      spent += SINGULAR_COST;
      return true;
    }
    if (part.depth() >= MAX_DEPTH || part.width() < 8 * Math.ulp(size)) {
      leave(part, largest);
      return true;
    }
    return false;
  }

  private boolean isFinite(double[] largest) {
    for (int k = 0; k < dimension; k++) {
      if (counts(k) && !(largest[k] <= Double.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  private void giveUp(Part part) {
    double[] largest = new double[dimension];
    bound(part, 0, 0, largest);
    leave(part, largest);
  }

  private void leave(Part part, double[] largest) {
    for (int k = 0; k < dimension; k++) {
      error[k] += largest[k] * part.width();
    }
  }

  private void add(Integrals part, double anchor) {
    for (int k = 0; k < dimension; k++) {
      value.add(k, part.value()[k]);
      magnitude[k] += part.magnitude()[k];
      error[k] += part.error()[k];
      // a NaN is what is left of numbers too large at the end itself
      divergent[k] |= part.divergent()[k] || Double.isNaN(part.error()[k]);
      if (Double.isNaN(undefinedAt[k])) {
        undefinedAt[k] = anchor + part.undefinedAt()[k];
      }
    }
  }

  private void accept(Part.Sums sums, double[] errors, double factor) {
    for (int k = 0; k < dimension; k++) {
      value.add(k, sums.value()[k]);
      magnitude[k] += sums.magnitude()[k];
      slack[k] += sums.slack()[k];
      error[k] += errors[k] == 0 ? 0 : errors[k] * factor;
    }
  }

  private Part.Sums sums(Part part, GaussRule rule) {
    spent += rule.count();
    return part.sums(rule, dimension);
  }
}
