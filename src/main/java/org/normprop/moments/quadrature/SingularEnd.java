package org.normprop.moments.quadrature;

/**
 * Integrals up to an end where functions are infinite like a power of the distance d, in s = -ln d:
 * even where the power is nearly -1 and much of the integral lies nearer to the end than the least
 * double, what is left there is that of the power. An estimate and no proof.
 */
final class SingularEnd {

  /**
   * The nearest distances that are looked at, since parts such as x^2 in (x^2)^-0.2 may be 0 in
   * doubles at the first of them.
   */
  private static final double[] NEAREST = {1e-300, 1e-140, 1e-90, 1e-60};

  /** In s, between the places where it is seen how fast functions fall. */
  private static final double SPAN = 7;

  /** A slower fall in s belongs to a function that may have no integral. */
  private static final double SLOWEST = 1e-5;

  /**
   * Falls at both ends that differ by more belong to no power, or to numbers that cannot tell
   * distances from the end any more.
   */
  private static final double SAME = 1e-2;

  private static final double ROUNDING = 1e-13;

  private SingularEnd() {}

  /**
   * Improves on integrals over a part at an end where that was not possible by distance.
   *
   * @param part a part with one end at 0
   * @param goal the errors to aim at
   * @param found integrals to replace where they were not reached
   */
  static void improve(Part part, Goal goal, Integrals found) {
    int dimension = found.value().length;
    double end = part.from() == 0 ? part.to() : part.from();
    double first = -StrictMath.log(Math.abs(end));
    double side = Math.signum(end);
    Integrand integrand = part.stretch().integrand();
    Integrand byLog =
        (s, values, slack) -> {
          double d = StrictMath.exp(-s);
          integrand.at(side * d, values, slack);
          for (int k = 0; k < dimension; k++) {
            values[k] *= d;
            slack[k] = (slack[k] + ROUNDING * Math.abs(values[k] / d)) * d;
          }
        };
    double[] far = falls(byLog, first + 2 * SPAN, dimension);
    double last = last(byLog, goal, found, far);
    if (Double.isNaN(last)) {
      return;
    }
    double[] near = falls(byLog, last, dimension);
    double[] between = falls(byLog, (first + last) / 2, dimension);
    Integrals sums = Quadrature.integrate(byLog, new double[] {first, first + 40, last}, goal);
    double[] atEnd = new double[dimension];
    byLog.at(last, atEnd, new double[dimension]);
    for (int k = 0; k < dimension; k++) {
      boolean isUsable = !sums.divergent()[k] && Double.isNaN(sums.undefinedAt()[k]);
      if (isWanted(found, goal, k) && isPower(near[k], far[k]) && isUsable) {
        double rest = atEnd[k] / near[k];
        double doubt = Math.abs(rest) * (Math.abs(near[k] - between[k]) / near[k] + ROUNDING);
        found.value()[k] = sums.value()[k] + rest;
        found.magnitude()[k] = sums.magnitude()[k] + Math.abs(rest);
        found.error()[k] = sums.error()[k] + 4 * doubt;
        found.divergent()[k] = false;
        found.undefinedAt()[k] = Double.NaN;
      }
    }
  }

  /** The s of the nearest distance at which the most of what is wanted is a power. */
  private static double last(Integrand byLog, Goal goal, Integrals found, double[] far) {
    double best = Double.NaN;
    int most = 0;
    for (double nearest : NEAREST) {
      double s = -StrictMath.log(nearest);
      double[] near = falls(byLog, s, far.length);
      int count = 0;
      for (int k = 0; k < far.length; k++) {
        count += isWanted(found, goal, k) && isPower(near[k], far[k]) ? 1 : 0;
      }
      if (count > most) {
        most = count;
        best = s;
      }
    }
    return best;
  }

  /** Whether an integral was asked for and is not there. */
  private static boolean isWanted(Integrals found, Goal goal, int k) {
    return !Double.isInfinite(goal.tolerance()[k])
        && (found.divergent()[k]
            || !(found.error()[k]
                <= Math.max(ROUNDING, goal.tolerance()[k]) * found.magnitude()[k]));
  }

  private static boolean isPower(double near, double far) {
    return near > SLOWEST && Math.abs(near - far) <= SAME;
  }

  /** By how much the logarithms of functions fall with s, up to a place. */
  private static double[] falls(Integrand byLog, double place, int dimension) {
    double[] before = new double[dimension];
    double[] after = new double[dimension];
    double[] slack = new double[dimension];
    byLog.at(place - SPAN, before, slack);
    byLog.at(place, after, slack);
    double[] falls = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      falls[k] = StrictMath.log(before[k] / after[k]) / SPAN;
    }
    return falls;
  }
}
