package org.normprop.moments.density;

import java.util.stream.DoubleStream;

/** Of a location and a scale, given by what is right of 0. */
abstract class SymmetricDensity implements InputDensity {
  private final double location;
  private final double scale;

  SymmetricDensity(double location, double scale) {
    this.location = location;
    this.scale = scale;
  }

  /** The density at z &gt;= 0 for location 0 and scale 1. */
  abstract double standard(double z);

  /** P(Z &gt; z), z &gt;= 0. */
  abstract double tail(double z);

  /** The largest density whose real part is z or more, and imaginary part y or less. */
  abstract double largest(double z, double y);

  @Override
  public double[] cuts() {
    return DoubleStream.concat(
            DoubleStream.of(location),
            DoubleStream.of(Densities.STEPS)
                .flatMap(z -> DoubleStream.of(location - z * scale, location + z * scale)))
        .sorted()
        .toArray();
  }

  @Override
  public double x(double t) {
    return t;
  }

  @Override
  public double t(double x) {
    return Math.min(
        Math.max(x, location - Densities.FAR * scale), location + Densities.FAR * scale);
  }

  @Override
  public double at(double t) {
    return standard(Math.abs(t - location) / scale) / scale;
  }

  @Override
  public double at(double t, double d) {
    return standard(Math.abs((t - location) + d) / scale) / scale;
  }

  /** The rounding of z. */
  @Override
  public double error(double t, double d) {
    return 4 * 0x1p-53 * (Math.abs(t - location) + Math.abs(d)) / scale;
  }

  @Override
  public double largest(double low, double high, double beyond, double imaginary) {
    double nearest = high <= location ? location - high : low - location;
    return Densities.MARGIN * largest((nearest - beyond) / scale, imaginary / scale) / scale;
  }

  @Override
  public double below(double x) {
    double z = (x - location) / scale;
    return z < 0 ? tail(-z) : 1 - tail(z);
  }

  @Override
  public double above(double x) {
    double z = (x - location) / scale;
    return z > 0 ? tail(z) : 1 - tail(-z);
  }

  @Override
  public double scale() {
    return scale;
  }

  @Override
  public double error() {
    return 2 * Densities.ROUNDING;
  }

  @Override
  public double bulk(boolean upper) {
    return upper ? location + Densities.BULK * scale : location - Densities.BULK * scale;
  }
}
