package org.normprop.moments.sample;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.normprop.function.math.NormalQuantile;
import org.normprop.function.math.Special;
import org.normprop.table.Empirical;
import org.normprop.table.Marginal;
import org.normprop.table.NormalMixture;

/**
 * Functions that make numbers of any distribution of normals: quantiles of the normal's
 * probability, taken from whichever tail is nearer, so that no digits are lost in either.
 */
public final class Quantiles {

  /** The quantile of a distribution. */
  @FunctionalInterface
  private interface Quantile {

    /** The number above which, or below which, lies the probability p, at most 1/2. */
    double at(double p, boolean above);
  }

  private Quantiles() {}

  /**
   * A function of a normal that has a distribution.
   *
   * @param marginal the distribution
   * @return f; f(z) has the distribution where z ~ N(0, 1)
   */
  public static DoubleUnaryOperator ofNormal(Marginal marginal) {
    if (marginal instanceof Marginal.LogNormal m) {
      return z -> StrictMath.exp(m.location() + m.scale() * z);
    }
    if (marginal instanceof Marginal.Student student) {
      return new StudentQuantile(student.nu());
    }
    Quantile quantile = of(marginal);
    return z -> quantile.at(Special.normalCdf(-Math.abs(z)), z > 0);
  }

  private static Quantile of(Marginal marginal) {
    if (marginal instanceof Marginal.Uniform m) {
      double width = m.high() - m.low();
      return (p, above) -> above ? m.high() - p * width : m.low() + p * width;
    }
    if (marginal instanceof Marginal.Laplace m) {
      return (p, above) -> m.location() - signed(StrictMath.log(2 * p), above) * m.scale();
    }
    if (marginal instanceof Marginal.Logistic m) {
      return (p, above) ->
          m.location() - signed(StrictMath.log(p) - StrictMath.log1p(-p), above) * m.scale();
    }
    if (marginal instanceof Marginal.Exponential m) {
      return (p, above) -> -(above ? StrictMath.log(p) : StrictMath.log1p(-p)) / m.rate();
    }
    if (marginal instanceof Marginal.Bernoulli m) {
      return (p, above) -> (above ? p : 1 - p) <= m.p() && m.p() > 0 ? 1 : 0;
    }
    if (marginal instanceof NormalMixture m) {
      return mixture(m.parts());
    }
    Empirical numbers = (Empirical) marginal;
    long last = numbers.count() - 1;
    return (p, above) -> {
      long k = Math.min((long) (p * numbers.count()), last);
      return numbers.ordered(above ? last - k : k);
    };
  }

  private static double signed(double value, boolean positive) {
    return positive ? value : -value;
  }

  /** Part after part, from the nearer end: what is left of p is a probability of that part. */
  private static Quantile mixture(List<NormalMixture.Part> parts) {
    return (p, above) -> {
      double left = p;
      int k = above ? parts.size() - 1 : 0;
      while (left > parts.get(k).weight() && (above ? k > 0 : k < parts.size() - 1)) {
        left -= parts.get(k).weight();
        k += above ? -1 : 1;
      }
      NormalMixture.Part part = parts.get(k);
      double own = Math.max(Double.MIN_NORMAL, Math.min(left / part.weight(), 1 - 0x1p-53));
      double z = NormalQuantile.of(own);
      return part.mean() + part.std() * (above ? -z : z);
    };
  }
}
