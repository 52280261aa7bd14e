package org.normprop.moments.law;

import org.normprop.moments.density.InputDensity;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.Integrand;

/** What lies beyond the range of integration: nothing, a divergence, or something unknown. */
final class Tail {

  /** |f| below this part of the whole at the ends of the range may be forgotten. */
  private static final double NEGLIGIBLE = 1e-17;

  /** The normal density is 5e-298 at the ends: what is no larger than this did not grow. */
  private static final double NOTHING = 1e-260;

  /** What is left beyond the ends even where the function is 0 up to them. */
  private static final double UNDERFLOW = 1e-290;

  /** More than this part of the whole beyond the ends is too much to be told from there. */
  private static final double WORST = 1e-6;

  private Tail() {}

  /**
   * Looks at how the integrand falls off towards both ends of (-end, end), and marks functions that
   * do not as divergent, or their error as infinite where it cannot be told.
   */
  static void check(Integrand integrand, double end, Integrals result) {
    int dimension = result.value().length;
    double[] slack = new double[dimension];
    for (int side = -1; side <= 1; side += 2) {
      double[][] at = new double[4][dimension];
      double[] where = {end / 4, end / 2, 3 * end / 4, Math.nextDown(end)};
      for (int i = 0; i < where.length; i++) {
        integrand.at(side * where[i], at[i], slack);
      }
      for (int k = 0; k < dimension; k++) {
        double last = Math.abs(at[3][k]);
        result.error()[k] += k == 0 ? 0 : UNDERFLOW + (last <= Double.MAX_VALUE ? last * end : 0);
        if (result.divergent()[k]
            || last * end <= NEGLIGIBLE * result.magnitude()[k]
            || last <= NOTHING) {
          continue;
        }
        double rest = rest(Math.abs(at[2][k]), last, end / 4);
        if (rest <= WORST * result.magnitude()[k] && at[2][k] * at[3][k] > 0) {
          result.error()[k] += rest;
          continue;
        }
        // |f| ~ z^-p: the integral exists if p > 1; a p that grows with z belongs to a Gaussian.
        double before = power(at[0][k], at[1][k], 2);
        double after = power(at[2][k], at[3][k], 4.0 / 3);
        if (after > 1.05 || after > 0 && after > 1.5 * before) {
          result.error()[k] = Double.POSITIVE_INFINITY;
        } else {
          result.divergent()[k] = true;
        }
      }
    }
  }

  /** What follows where values fall by powers of e, and ever faster, as Gaussians do. */
  private static double rest(double before, double last, double distance) {
    double rate = StrictMath.log(before / last) / distance;
    return rate > 0 ? last / rate : Double.POSITIVE_INFINITY;
  }

  private static double power(double near, double far, double ratio) {
    return StrictMath.log(Math.abs(near) / Math.abs(far)) / StrictMath.log(ratio);
  }

  /** The same beyond the range of a density's parameter. */
  static void check(InputDensity density, Integrand integrand, double[] all, Integrals result) {
    if (density.hasTail(false)) {
      check(integrand, all[0], all[1], result);
    }
    if (density.hasTail(true)) {
      check(integrand, all[all.length - 1], all[all.length - 2], result);
    }
  }

  /**
   * What lies beyond an end, where densities fall like exponentials of the parameter at least: as
   * much as on the last unit, if the integrand falls; a divergence, if it does not.
   */
  private static void check(Integrand integrand, double end, double before, Integrals result) {
    int dimension = result.value().length;
    double[] last = new double[dimension];
    double[] inside = new double[dimension];
    double[] slack = new double[dimension];
    double span = Math.abs(end - before);
    integrand.at(end - Math.signum(end - before) * span * 1e-9, last, slack);
    integrand.at(end / 2 + before / 2, inside, slack);
    for (int k = 0; k < dimension; k++) {
      double at = Math.abs(last[k]);
      double rest = at * span;
      if (result.divergent()[k] || rest <= NEGLIGIBLE * result.magnitude()[k]) {
        result.error()[k] += k == 0 ? 0 : rest;
      } else if (at >= 0.99 * Math.abs(inside[k])) {
        result.divergent()[k] = true;
      } else {
        result.error()[k] = Double.POSITIVE_INFINITY;
      }
    }
  }
}
