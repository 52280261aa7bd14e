package org.normprop.moments.density;

import org.normprop.function.math.Special;

/** By the logarithm's z. */
record LogNormalDensity(double location, double spread) implements InputDensity {
  @Override
  public double[] cuts() {
    return new double[] {
      -Densities.END, -12, -6, -3, -1.5, -0.5, 0.5, 1.5, 3, 6, 12, Densities.END
    };
  }

  @Override
  public double x(double t) {
    return StrictMath.exp(location + spread * t);
  }

  @Override
  public boolean isPlain() {
    return false;
  }

  @Override
  public double t(double x) {
    double z = x <= 0 ? -Densities.END : (StrictMath.log(x) - location) / spread;
    return Math.min(Math.max(z, -Densities.END), Densities.END);
  }

  @Override
  public double at(double t) {
    return Special.normalDensity(t);
  }

  @Override
  public double moved(double t, double x, double d) {
    return x * StrictMath.expm1(spread * d);
  }

  @Override
  public double valueError(double t, double d) {
    return 2 * 0x1p-53 * (2 + Math.abs(location) + spread * (Math.abs(t) + Math.abs(d)));
  }

  @Override
  public double largest(double low, double high, double beyond, double imaginary) {
    return Densities.normal(low - beyond, high + beyond, imaginary);
  }

  @Override
  public double speed(double t) {
    return spread * x(t);
  }

  @Override
  public double slowest(double low, double high, double imaginary) {
    return speed(low) / Densities.MARGIN;
  }

  @Override
  public double error(double t, double d) {
    return 4 * 0x1p-53 * t * t;
  }

  @Override
  public double below(double x) {
    return x <= 0 ? 0 : Special.normalCdf((StrictMath.log(x) - location) / spread);
  }

  @Override
  public double above(double x) {
    return x <= 0 ? 1 : Special.normalCdf((location - StrictMath.log(x)) / spread);
  }

  @Override
  public double scale() {
    return StrictMath.exp(location) * StrictMath.expm1(Math.min(spread, 10));
  }

  /** The exponent's rounding counts 4 times in the fourth power of x. */
  @Override
  public double error() {
    return Densities.ROUNDING * (1 + Math.abs(location) + spread);
  }

  @Override
  public double bulk(boolean upper) {
    return x(upper ? Densities.NORMAL_BULK : -Densities.NORMAL_BULK);
  }
}
