package org.normprop.moments.law;

import org.normprop.moments.density.InputDensity;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.Integrand;

/** What lies beyond the range of a density's parameter. */
final class DensityTail {

  /** Parts of the whole that may be forgotten. */
  private static final double NEGLIGIBLE = 1e-17;

  private DensityTail() {}

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
