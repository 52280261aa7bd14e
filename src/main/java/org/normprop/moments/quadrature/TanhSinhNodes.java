package org.normprop.moments.quadrature;

/**
 * Nodes of the tanh-sinh rule on (0, 1): x(t) = 1/(1 + e^(-pi sinh t)), for t in multiples of 2^-L.
 *
 * <p>Takahasi and Mori, Double Exponential Formulas for Numerical Integration (1974). Only t &gt;=
 * 0 is kept, as the distance from the nearer end, so that nodes crowd at an end without rounding.
 */
final class TanhSinhNodes {

  /** The first level: t in multiples of 1/2. */
  static final int FIRST = 1;

  /** The last level: t in multiples of 1/32. */
  static final int LAST = 5;

  /**
   * The first level whose change shows how the rule converges. Before it all functions look alike.
   */
  static final int TELLING = FIRST + 3;

  /** Below this a change shows convergence. */
  private static final double CONVERGING = 1e-2;

  /** Below this a change is rounding. */
  private static final double CONVERGED = 1e-12;

  /** How much smaller than the error a change may be by accident. */
  private static final double ACCIDENT = 32;

  /** Safely below 2, the power that a change is raised to by halving the step. */
  private static final double SQUARING = 1.5;

  /** Where the distance from the end is 1e-275. */
  private static final double T_MAX = 6;

  /** By level and index: t, the distance from the end, and -d(distance)/dt. */
  private static final double[][][] NODES = nodes();

  private TanhSinhNodes() {}

  private static double[][][] nodes() {
    double[][][] levels = new double[LAST + 1][][];
    for (int level = FIRST; level <= LAST; level++) {
      double h = step(level);
      int first = 1; // t = 0, the middle, is no pair and is left to the caller
      int stride = level == FIRST ? 1 : 2;
      int count = (int) ((T_MAX / h - first) / stride) + 1;
      levels[level] = new double[count][];
      for (int i = 0; i < count; i++) {
        double t = (first + stride * i) * h;
        double e = StrictMath.exp(-Math.PI * StrictMath.sinh(t));
        double distance = e / (1 + e);
        double weight = Math.PI * StrictMath.cosh(t) * distance / (1 + e);
        levels[level][i] = new double[] {t, distance, weight};
      }
    }
    return levels;
  }

  /**
   * A bound of a rule's error from the last two changes that halving the step made.
   *
   * <p>Where the rule converges exponentially, halving squares the error, up to a factor, and the
   * last change is that of the step before. Where the changes do not show this there is a kink or a
   * jump, and a small change may be an accident.
   *
   * @param before the change before the last; NaN where it says nothing, at the first levels
   * @param last the last change
   * @param scale the integral of the absolute value
   * @param smooth whether a kink can be ruled out, and convergence that is seen can be counted on
   */
  static double error(double before, double last, double scale, boolean smooth) {
    double a = before / scale;
    double b = last / scale;
    if (a <= CONVERGING && b <= StrictMath.pow(a, SQUARING)) {
      return smooth ? scale * StrictMath.pow(b, SQUARING) : last;
    }
    return a <= CONVERGED ? last : ACCIDENT * last;
  }

  static double step(int level) {
    return StrictMath.scalb(1.0, -level);
  }

  /** Nodes that a level adds to the one before. */
  static int count(int level) {
    return NODES[level].length;
  }

  static double t(int level, int i) {
    return NODES[level][i][0];
  }

  static double distance(int level, int i) {
    return NODES[level][i][1];
  }

  static double weight(int level, int i) {
    return NODES[level][i][2];
  }
}
