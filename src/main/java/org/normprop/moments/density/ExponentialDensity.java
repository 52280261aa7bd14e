package org.normprop.moments.density;

import java.util.stream.DoubleStream;

/** e^(-rate x) from 0 on. */
record ExponentialDensity(double rate) implements InputDensity {
  @Override
  public double[] cuts() {
    return DoubleStream.concat(
            DoubleStream.of(0), DoubleStream.of(Densities.STEPS).map(z -> z / rate))
        .toArray();
  }

  @Override
  public double x(double t) {
    return t;
  }

  @Override
  public double t(double x) {
    return Math.min(Math.max(x, 0), Densities.FAR / rate);
  }

  @Override
  public double at(double t) {
    return rate * StrictMath.exp(-rate * t);
  }

  @Override
  public double error(double t, double d) {
    return 4 * 0x1p-53 * rate * (t + Math.abs(d));
  }

  @Override
  public double largest(double low, double high, double beyond, double imaginary) {
    return Densities.MARGIN * rate * StrictMath.exp(-rate * (low - beyond));
  }

  @Override
  public double below(double x) {
    return x <= 0 ? 0 : -StrictMath.expm1(-rate * x);
  }

  @Override
  public double above(double x) {
    return x <= 0 ? 1 : StrictMath.exp(-rate * x);
  }

  @Override
  public double scale() {
    return 1 / rate;
  }

  @Override
  public double error() {
    return 2 * Densities.ROUNDING;
  }

  @Override
  public boolean hasTail(boolean upper) {
    return upper;
  }

  @Override
  public double bulk(boolean upper) {
    return upper ? Densities.BULK / rate : 0;
  }
}
