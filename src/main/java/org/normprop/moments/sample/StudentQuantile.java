package org.normprop.moments.sample;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Beta;
import org.normprop.function.math.Special;

/**
 * The function of z ~ N(0, 1) that has Student's distribution: sqrt(nu) sinh(s(z)), s interpolated
 * by cubics of right values and slopes at equidistant z. Immutable.
 */
final class StudentQuantile implements DoubleUnaryOperator {

  /** The probability beyond is 6e-39. */
  private static final double END = 13;

  private static final int STEPS = 4096;
  private static final double STEP = END / STEPS;

  private final double root; // sqrt(nu)
  private final double[] s = new double[STEPS + 1];
  private final double[] slope = new double[STEPS + 1]; // ds/dz

  StudentQuantile(double nu) {
    root = Math.sqrt(nu);
    // The density of t = sqrt(nu) sinh(s) in s is cosh(s)^-nu / B(1/2, nu/2).
    double logScale = -Beta.logBeta(0.5, nu / 2);
    slope[0] = Special.normalDensity(0) / StrictMath.exp(logScale);
    for (int i = 1; i <= STEPS; i++) {
      double z = i * STEP;
      double p = Special.normalCdf(-z);
      s[i] = solve(nu, p, s[i - 1] + STEP * slope[i - 1], logScale);
      slope[i] = StrictMath.exp(logDensity(z) - logScale + nu * logCosh(s[i]));
    }
  }

  /** The s above which lies the probability p, by Newton's method on its logarithm. */
  private static double solve(double nu, double p, double guess, double logScale) {
    double s = guess;
    for (int i = 0; i < 50; i++) {
      double above = above(nu, s);
      double step =
          StrictMath.log(above / p)
              * StrictMath.exp(StrictMath.log(above) - logScale + nu * logCosh(s));
      s = Math.max(s / 2, s + step);
      if (Math.abs(step) <= 1e-13 * s) {
        break;
      }
    }
    return s;
  }

  /** P(t > sqrt(nu) sinh(s)) = I_x(nu/2, 1/2)/2, x = 1/cosh(s)^2. */
  private static double above(double nu, double s) {
    double x = StrictMath.exp(-2 * logCosh(s));
    return Beta.regularizedBeta(x, nu / 2, 0.5) / 2;
  }

  private static double logCosh(double s) {
    return s - StrictMath.log(2) + StrictMath.log1p(StrictMath.exp(-2 * s));
  }

  private static double logDensity(double z) {
    return -z * z / 2 - StrictMath.log(2 * Math.PI) / 2;
  }

  @Override
  public double applyAsDouble(double z) {
    double at = Math.min(Math.abs(z), END) / STEP;
    int i = Math.min((int) at, STEPS - 1);
    double t = at - i;
    double u = 1 - t;
    // Hermite's cubic
    double value =
        u * u * ((1 + 2 * t) * s[i] + t * STEP * slope[i])
            + t * t * ((1 + 2 * u) * s[i + 1] - u * STEP * slope[i + 1]);
    return Math.copySign(root * StrictMath.sinh(value), z);
  }
}
