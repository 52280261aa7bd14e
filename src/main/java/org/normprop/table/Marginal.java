package org.normprop.table;

import java.io.Serializable;
import org.normprop.text.Numbers;

/** A distribution of one number that is not normal. Immutable. */
public sealed interface Marginal extends Serializable
    permits Marginal.Uniform,
        Marginal.Laplace,
        Marginal.Logistic,
        Marginal.Student,
        Marginal.Exponential,
        Marginal.LogNormal,
        Marginal.Bernoulli,
        NormalMixture,
        Empirical {

  /**
   * The text from which {@link Input#parse} makes the same distribution.
   *
   * @return for example {@code uniform:-1,1}
   */
  String text();

  /**
   * The mean.
   *
   * @return E[x]; NaN if there is none
   */
  double mean();

  /**
   * The standard deviation.
   *
   * @return sqrt(Var[x]); infinite or NaN if there is none
   */
  double std();

  /**
   * Uniform on [low, high].
   *
   * @param low the lower end
   * @param high the upper end
   */
  record Uniform(double low, double high) implements Marginal {

    /** Checks the order. */
    public Uniform {
      if (!(low < high && high - low <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "uniform needs A < B, both finite, got " + join(low, high));
      }
    }

    @Override
    public String text() {
      return "uniform:" + join(low, high);
    }

    @Override
    public double mean() {
      return low / 2 + high / 2;
    }

    @Override
    public double std() {
      return (high - low) / Math.sqrt(12);
    }
  }

  /**
   * Density e^(-|x - location|/scale) / (2 scale).
   *
   * @param location the mean
   * @param scale the scale, positive
   */
  record Laplace(double location, double scale) implements Marginal {

    /** Checks the ranges. */
    public Laplace {
      check("laplace", location, scale);
    }

    @Override
    public String text() {
      return "laplace:" + join(location, scale);
    }

    @Override
    public double mean() {
      return location;
    }

    @Override
    public double std() {
      return scale * Math.sqrt(2);
    }
  }

  /**
   * Distribution function 1/(1 + e^(-(x - location)/scale)).
   *
   * @param location the mean
   * @param scale the scale, positive
   */
  record Logistic(double location, double scale) implements Marginal {

    /** Checks the ranges. */
    public Logistic {
      check("logistic", location, scale);
    }

    @Override
    public String text() {
      return "logistic:" + join(location, scale);
    }

    @Override
    public double mean() {
      return location;
    }

    @Override
    public double std() {
      return scale * Math.PI / Math.sqrt(3);
    }
  }

  /**
   * Student's t, density proportional to (1 + x^2/nu)^(-(nu + 1)/2). It has moments of orders below
   * nu alone.
   *
   * @param nu the degrees of freedom, positive
   */
  record Student(double nu) implements Marginal {

    /** Checks the range. */
    public Student {
      if (!(nu > 0 && nu <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "student needs degrees of freedom that are positive and finite, got "
                + Numbers.text(nu));
      }
    }

    @Override
    public String text() {
      return "student:" + Numbers.text(nu);
    }

    @Override
    public double mean() {
      return nu > 1 ? 0 : Double.NaN;
    }

    @Override
    public double std() {
      return nu > 2 ? Math.sqrt(nu / (nu - 2)) : nu > 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
  }

  /**
   * Density rate e^(-rate x) for x &gt; 0.
   *
   * @param rate one over the mean, positive
   */
  record Exponential(double rate) implements Marginal {

    /** Checks the range. */
    public Exponential {
      check("exponential", 0, rate);
    }

    @Override
    public String text() {
      return "exponential:" + Numbers.text(rate);
    }

    @Override
    public double mean() {
      return 1 / rate;
    }

    @Override
    public double std() {
      return 1 / rate;
    }
  }

  /**
   * e^y of a normal y.
   *
   * @param location the mean of the logarithm
   * @param scale the standard deviation of the logarithm, positive
   */
  record LogNormal(double location, double scale) implements Marginal {

    /** Checks the ranges. */
    public LogNormal {
      check("lognormal", location, scale);
    }

    @Override
    public String text() {
      return "lognormal:" + join(location, scale);
    }

    @Override
    public double mean() {
      return StrictMath.exp(location + scale * scale / 2);
    }

    @Override
    public double std() {
      return mean() * Math.sqrt(StrictMath.expm1(scale * scale));
    }
  }

  /**
   * 1 with a probability, else 0.
   *
   * @param p the probability, in [0, 1]
   */
  record Bernoulli(double p) implements Marginal {

    /** Checks the range. */
    public Bernoulli {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            "bernoulli needs a probability in [0, 1], got " + Numbers.text(p));
      }
    }

    @Override
    public String text() {
      return "bernoulli:" + Numbers.text(p);
    }

    @Override
    public double mean() {
      return p;
    }

    @Override
    public double std() {
      return Math.sqrt(p * (1 - p));
    }
  }

  private static void check(String name, double location, double scale) {
    if (!Double.isFinite(location) || !(scale > 0 && scale <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name
              + " needs numbers that are finite, the last of them positive, got "
              + join(location, scale));
    }
  }

  private static String join(double a, double b) {
    return Numbers.text(a) + "," + Numbers.text(b);
  }
}
