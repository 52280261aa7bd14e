package org.normprop.moments.density;

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

  static final double[] STEPS = {0.5, 1.5, 3, 6, 12, 24, 48, 96, 250, FAR};

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
      return new SymmetricDensity(m.location(), m.scale()) {
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
      return new SymmetricDensity(m.location(), m.scale()) {
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
}
