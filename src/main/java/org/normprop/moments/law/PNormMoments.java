package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.List;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.moments.quadrature.Goal;
import org.normprop.moments.quadrature.Integrals;
import org.normprop.moments.quadrature.OutOfReachException;
import org.normprop.moments.quadrature.Quadrature;
import org.normprop.table.Bounded;

/** Moments of (sum |x_i|^p)^(1/p) over n independent copies, where they need one integral. */
final class PNormMoments {

  private static final Activation ABS = Activations.of("abs");

  /** Beyond this distance from its mode, chi's density is below 1e-290 of the largest. */
  private static final double RANGE = 37;

  private static final Goal GOAL =
      new Goal(new double[] {1e-16, 1e-16, 1e-16, 1e-16, 1e-16}, 100_000);

  /** Binomial coefficients up to this one, times a small number, are exact. */
  private static final int MOST_RECTIFIED = 48;

  private PNormMoments() {}

  static LawMoments moments(Law law, int n, double p) {
    if (p == 1) {
      return Expectation.of(law.image(ABS)).average(n).affine(n, 0);
    }
    if (p == 2 && law instanceof NormalLaw normal && normal.mean() == 0 && normal.std() > 0) {
      return chi(n)
          .affine(normal.std(), 0)
          // |grad| of the Euclidean norm is 1
          .withSquaredGradient(Bounded.exactly(normal.squaredSlope()));
    }
    if (p == 2 && law instanceof ImageLaw image && n <= MOST_RECTIFIED) {
      return rectified(image.rectified(), n);
    }
    throw new OutOfReachException("a norm with p = " + p + " is no one-dimensional integral");
  }

  /** Of rectified normals with mean 0, k are positive with probability binomial(n, k)/2^n. */
  private static LawMoments rectified(NormalLaw normal, int n) {
    double[] weights = new double[n + 1];
    List<LawMoments> parts = new ArrayList<>();
    weights[0] = Math.scalb(1.0, -n);
    parts.add(LawMoments.constant(0));
    for (int k = 1; k <= n; k++) {
      weights[k] = weights[k - 1] * (n - k + 1) / k; // exact
      parts.add(k == 1 ? Expectation.of(normal.image(ABS)) : moments(normal, k, 2));
    }
    return LawMoments.mixture(weights, parts);
  }

  /** The length of n independent N(0, 1), density proportional to r^(n-1) e^(-r^2/2). */
  private static LawMoments chi(int n) {
    double mode = Math.sqrt(n - 1.0);
    double center = Math.sqrt(n - 0.5);
    double low = Math.max(0, mode - RANGE);
    Integrals sums =
        Quadrature.integrate(
            (r, values, slack) -> {
              double d = (r - mode) / mode;
              // ln of the density over its maximum: (n-1) ln(r/mode) - (r^2 - mode^2)/2
              double log = (n - 1) * (StrictMath.log1p(d) - d - d * d / 2);
              double relative = Bounded.UNIT_ROUNDOFF * (16 + 4 * (n - 1) * Math.abs(d));
              double term = StrictMath.exp(log);
              for (int k = 0; k <= LawMoments.ORDER; k++) {
                values[k] = term;
                slack[k] = relative * Math.abs(term);
                term *= r - center;
              }
            },
            new double[] {low, Math.max(mode - 3, mode / 2), mode, mode + 3, mode + RANGE},
            GOAL);
    List<Bounded> powers = new ArrayList<>();
    for (int k = 0; k <= LawMoments.ORDER; k++) {
      powers.add(sums.bounded(k).over(sums.bounded(0)));
    }
    return new LawMoments(center, powers, Bounded.ONE, Bounded.ZERO, "chi");
  }
}
