package org.normprop.moments.density;

import java.util.stream.DoubleStream;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Student's t by t = asinh(x/sqrt(nu)), whose density cosh(t)^-nu / B(1/2, nu/2) falls like e^(-nu
 * t): what exists of the powers of x falls like an exponential, and what does not exist grows.
 */
final class StudentDensity implements InputDensity {

  /** e^350 squared is still a double. */
  private static final double LARGEST = 345;

  private final double nu;
  private final double root;
  private final double logScale;
  private final double end;

  StudentDensity(double nu) {
    this.nu = nu;
    this.root = Math.sqrt(nu);
    this.logScale =
        Gamma.logGamma((nu + 1) / 2) - Gamma.logGamma(nu / 2) - StrictMath.log(Math.PI) / 2;
    this.end = Math.min(LARGEST, spread(Densities.FAR));
  }

  /** The t whose density is e^-exponent of the largest, about. */
  private double spread(double exponent) {
    // cosh(t)^-nu = e^(-nu t^2/2) near 0, and (e^t/2)^-nu far out
    double far = exponent / nu + StrictMath.log(2);
    double e = StrictMath.exp(Math.min(exponent / nu, 700));
    return Math.min(far, StrictMath.log(e + Math.sqrt(e * e - 1)));
  }

  @Override
  public double[] cuts() {
    double[] steps = {0.5, 2, 6, 16, 46, 120, 300};
    return DoubleStream.concat(
            DoubleStream.of(-end, 0, end),
            DoubleStream.of(steps)
                .map(this::spread)
                .filter(t -> t < 0.9 * end)
                .flatMap(t -> DoubleStream.of(-t, t)))
        .sorted()
        .distinct()
        .toArray();
  }

  @Override
  public double x(double t) {
    return root * StrictMath.sinh(t);
  }

  @Override
  public boolean isPlain() {
    return false;
  }

  @Override
  public double t(double x) {
    double a = Math.abs(x / root);
    double t = a > 1e8 ? StrictMath.log(a) + StrictMath.log(2) : asinh(a);
    return Math.copySign(Math.min(t, end), x);
  }

  private static double asinh(double a) {
    return StrictMath.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
  }

  @Override
  public double at(double t) {
    return StrictMath.exp(logScale - nu * logCosh(Math.abs(t)));
  }

  /** sinh(t + d) = sinh t + (cosh d - 1) sinh t + sinh d cosh t. */
  @Override
  public double moved(double t, double x, double d) {
    double s = StrictMath.sinh(d / 2);
    return 2 * s * s * x + StrictMath.sinh(d) * Math.hypot(root, x);
  }

  @Override
  public double valueError(double t, double d) {
    return 4 * 0x1p-53 * (1 + Math.abs(t));
  }

  /** |cosh(a + ib)|^2 = sinh(a)^2 + cos(b)^2. */
  @Override
  public double largest(double low, double high, double beyond, double imaginary) {
    double square = square(low - beyond, high + beyond, imaginary);
    double log = square > 1e300 ? 2 * (least(low - beyond, high + beyond) - 1) : Math.log(square);
    return square == 0
        ? Double.POSITIVE_INFINITY
        : (1 + 2 * error()) * StrictMath.exp(logScale - nu / 2 * log);
  }

  private static double square(double low, double high, double imaginary) {
    double s = StrictMath.sinh(Math.min(least(low, high), 340));
    double c = imaginary < Math.PI / 2 ? StrictMath.cos(imaginary) : 0;
    return (s * s + c * c) / Densities.MARGIN;
  }

  private static double least(double low, double high) {
    return low > 0 ? low : high < 0 ? -high : 0;
  }

  @Override
  public double speed(double t) {
    return root * StrictMath.cosh(t);
  }

  @Override
  public double slowest(double low, double high, double imaginary) {
    return root * Math.sqrt(square(low, high, imaginary));
  }

  private static double logCosh(double t) {
    if (t < 0.5) {
      double s = StrictMath.sinh(t / 2);
      return StrictMath.log1p(2 * s * s);
    }
    return t - StrictMath.log(2) + StrictMath.log1p(StrictMath.exp(-2 * t));
  }

  /** P(X &gt; |x|) = I_y(nu/2, 1/2)/2, y = nu/(nu + x^2). */
  private double tail(double x) {
    double y = StrictMath.exp(-2 * logCosh(Math.abs(t(x))));
    return Beta.regularizedBeta(y, nu / 2, 0.5) / 2;
  }

  @Override
  public double below(double x) {
    return x < 0 ? tail(x) : 1 - tail(x);
  }

  @Override
  public double above(double x) {
    return x > 0 ? tail(x) : 1 - tail(x);
  }

  @Override
  public double scale() {
    return 1;
  }

  /** The logarithms of the gamma function are good to some 14 digits. */
  @Override
  public double error() {
    return 1e-13 + nu * 1e-15;
  }

  @Override
  public double bulk(boolean upper) {
    double x = x(Math.min(end, spread(Densities.BULK)));
    return upper ? x : -x;
  }
}
