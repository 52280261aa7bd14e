package org.normprop.moments.density;

import java.util.stream.DoubleStream;
import org.normprop.table.Marginal;
import org.normprop.table.NormalMixture;

/** The densities of the distributions that have one. */
public final class Densities {

  /** e^-690 is 1e-300. */
  static final double FAR = 690;

  /** The normal density is 5e-298 there. */
  static final double END = 37;

  /** e^-46 is 1e-20. */
  static final double BULK = 46;

  static final double NORMAL_BULK = 9.5;

  static final double ROUNDING = 32 * 0x1p-53;

  /** What rounding may take from a bound. */
  static final double MARGIN = 1 + 1e-11;

  private static final double[] STEPS = {0.5, 1.5, 3, 6, 12, 24, 48, 96, 250, FAR};

  private Densities() {}

  /**
   * The density of a distribution.
   *
   * @param marginal the distribution
   * @return its density
   * @throws IllegalArgumentException if it has none
   */
  public static InputDensity of(Marginal marginal) {
    if (marginal instanceof Marginal.Uniform m) {
      return new UniformDensity(m.low(), m.high());
    }
    if (marginal instanceof Marginal.Laplace m) {
      return new Symmetric(m.location(), m.scale()) {
        @Override
        double standard(double z) {
          return StrictMath.exp(-z) / 2;
        }

        @Override
        double tail(double z) {
          return StrictMath.exp(-z) / 2;
        }

        @Override
        double largest(double z, double y) {
          return standard(z);
        }
      };
    }
    if (marginal instanceof Marginal.Logistic m) {
      return new Symmetric(m.location(), m.scale()) {
        @Override
        double standard(double z) {
          double e = StrictMath.exp(-z);
          return e / ((1 + e) * (1 + e));
        }

        @Override
        double tail(double z) {
          double e = StrictMath.exp(-z);
          return e / (1 + e);
        }

        /** 1/|2 cosh((x + iy)/2)|^2 = 1/(2 (cosh x + cos y)). */
        @Override
        double largest(double z, double y) {
          double x = Math.max(z, 0);
          double s = StrictMath.sinh(x / 2);
          double c = StrictMath.cos(Math.min(y, Math.PI) / 2);
          return 1 / (4 * (s * s + c * c));
        }
      };
    }
    if (marginal instanceof Marginal.Exponential m) {
      return new ExponentialDensity(m.rate());
    }
    if (marginal instanceof Marginal.Student m) {
      return new StudentDensity(m.nu());
    }
    if (marginal instanceof Marginal.LogNormal m) {
      return new LogNormalDensity(m.location(), m.scale());
    }
    if (marginal instanceof NormalMixture m) {
      return new MixtureDensity(m.parts());
    }
    throw new IllegalArgumentException(marginal.text() + " has no density");
  }

  /** |e^(-z^2/2)|/sqrt(2 pi) at most, for a real part within an interval: e^((y^2 - x^2)/2). */
  static double normal(double low, double high, double y) {
    double least = low > 0 ? low : high < 0 ? -high : 0;
    return 0.4 * MARGIN * StrictMath.exp((y - least) * (y + least) / 2);
  }

  private record UniformDensity(double low, double high) implements InputDensity {
    @Override
    public double[] cuts() {
      return new double[] {low, high};
    }

    @Override
    public double x(double t) {
      return t;
    }

    @Override
    public double t(double x) {
      return Math.min(Math.max(x, low), high);
    }

    @Override
    public double at(double t) {
      return 1 / (high - low);
    }

    @Override
    public double largest(double from, double to, double beyond, double imaginary) {
      return at(from);
    }

    @Override
    public double below(double x) {
      return (t(x) - low) / (high - low);
    }

    @Override
    public double above(double x) {
      return (high - t(x)) / (high - low);
    }

    @Override
    public double scale() {
      return (high - low) / 4;
    }

    @Override
    public double error() {
      return 4 * 0x1p-53;
    }

    @Override
    public boolean hasTail(boolean upper) {
      return false;
    }

    @Override
    public double bulk(boolean upper) {
      return upper ? high : low;
    }
  }

  /** Of a location and a scale, given by what is right of 0. */
  private abstract static class Symmetric implements InputDensity {
    private final double location;
    private final double scale;

    Symmetric(double location, double scale) {
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
              DoubleStream.of(STEPS)
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
      return Math.min(Math.max(x, location - FAR * scale), location + FAR * scale);
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
      return MARGIN * largest((nearest - beyond) / scale, imaginary / scale) / scale;
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
      return 2 * ROUNDING;
    }

    @Override
    public double bulk(boolean upper) {
      return upper ? location + BULK * scale : location - BULK * scale;
    }
  }

  private record ExponentialDensity(double rate) implements InputDensity {
    @Override
    public double[] cuts() {
      return DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(STEPS).map(z -> z / rate))
          .toArray();
    }

    @Override
    public double x(double t) {
      return t;
    }

    @Override
    public double t(double x) {
      return Math.min(Math.max(x, 0), FAR / rate);
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
      return MARGIN * rate * StrictMath.exp(-rate * (low - beyond));
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
      return 2 * ROUNDING;
    }

    @Override
    public boolean hasTail(boolean upper) {
      return upper;
    }

    @Override
    public double bulk(boolean upper) {
      return upper ? BULK / rate : 0;
    }
  }
}
