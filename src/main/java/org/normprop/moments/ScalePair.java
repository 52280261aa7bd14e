package org.normprop.moments;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.normprop.function.Unit;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.moments.law.Expectations;
import org.normprop.moments.law.Law;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Bounded;
import org.normprop.table.Input;

/**
 * The two numbers that make a wanted mean and variance a fixed point of
 *
 * <pre>h(x) = scale f(x) for x &gt; 0,   scale alpha f(x) for x &lt;= 0.</pre>
 *
 * <p>for inputs N(mean, variance), that is, for weights of sum 1 if the mean is not 0. With f = elu
 * this is SELU: alpha = 1.6732632423543772, scale = 1.0507009873554805 for (0, 1). Klambauer et
 * al., Self-Normalizing Neural Networks (2017), equation 14, there for elu alone.
 *
 * @param alpha the factor of the left half
 * @param scale the factor of both
 * @param point the fixed point, with the Jacobian of h's map there
 */
public record ScalePair(double alpha, double scale, FixedPoint point) {

  private static final double ROUNDING = 1e-14;

  /**
   * Finds the pair.
   *
   * @param f an activation
   * @param mean the wanted mean
   * @param variance the wanted variance, positive
   * @return the pair with a positive scale and the smaller positive alpha; empty if there is none
   * @throws MomentException if a moment does not exist
   */
  public static Optional<ScalePair> of(Activation f, double mean, double variance) {
    Input input = Input.normal(mean, Math.sqrt(variance));
    if (ExactMoments.of(Unit.of(f), input).isEmpty()) {
      return Optional.empty();
    }
    // First and second moments of the two halves: E[h] = scale (p + alpha n), E[h^2] = scale^2 (pp
    // + alpha^2 nn).
    List<Bounded> halves =
        Expectations.of(
            Law.Base.of(input),
            List.of(
                new Halves(f, 1, 0, 1),
                new Halves(f, 0, 1, 1),
                new Halves(f, 1, 0, 2),
                new Halves(f, 0, 1, 2)));
    double p = halves.get(0).value();
    double n = halves.get(1).value();
    double pp = halves.get(2).value();
    double nn = halves.get(3).value();
    // E[h]^2 (variance + mean^2) = E[h^2] mean^2: a quadratic in alpha
    double second = variance + mean * mean;
    double share = mean * mean / second;
    double a = n * n - share * nn;
    double b = p * n;
    double c = p * p - share * pp;
    double best = Double.NaN;
    for (double alpha : roots(a, b, c)) {
      double first = p + alpha * n;
      boolean sign = mean == 0 || first * mean > 0;
      if (alpha > 0 && sign && !(alpha >= best)) {
        best = alpha;
      }
    }
    if (Double.isNaN(best)) {
      return Optional.empty();
    }
    double scale = Math.sqrt(second / (pp + best * best * nn));
    Expectations.Function h = new Halves(f, scale, scale * best, 1);
    MomentMap.Jacobian slopes = MomentMap.jacobian(h, mean, variance);
    return Optional.of(
        new ScalePair(best, scale, FixedPoint.of(mean, variance, mean == 0 ? 0 : 1, slopes)));
  }

  /** The roots of a x^2 + 2 b x + c, without cancellation. */
  private static double[] roots(double a, double b, double c) {
    double discriminant = b * b - a * c;
    if (discriminant < -ROUNDING * b * b) {
      return new double[0];
    }
    // Where the wanted mean is 0 the two roots are one, and what is left is rounding.
    double root = discriminant > ROUNDING * b * b ? Math.sqrt(discriminant) : 0;
    double q = -(b + Math.copySign(root, b));
    return new double[] {q / a, c / q};
  }

  /** right f(x)^power for x &gt; 0, left f(x)^power else. */
  private record Halves(Activation f, double right, double left, int power)
      implements Expectations.Function {

    @Override
    public double value(double x) {
      double y = f.value(x);
      return (x > 0 ? right : left) * (power == 1 ? y : y * y);
    }

    @Override
    public Enclosure enclose(Enclosure x) {
      Enclosure y = power == 1 ? f.enclose(x) : f.enclose(x).squared();
      return x.choose(0, y.times(right), y.times(left));
    }

    @Override
    public double[] kinks() {
      return DoubleStream.concat(DoubleStream.of(f.kinks()), DoubleStream.of(0)).toArray();
    }
  }
}
