package org.normprop.moments;

import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Exact;
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
    // First and second moments of the two halves: E[h] = scale (p + alpha n), E[h^2] = scale^2 (pp
    // + alpha^2 nn).
    Optional<Exact> foundRight = ExactMoments.of(Unit.of(new Halves(f, 1, 0)), input);
    Optional<Exact> foundLeft = ExactMoments.of(Unit.of(new Halves(f, 0, 1)), input);
    if (foundRight.isEmpty() || foundLeft.isEmpty()) {
      return Optional.empty();
    }
    Exact right = foundRight.get();
    Exact left = foundLeft.get();
    double p = right.mean();
    double n = left.mean();
    double pp = p * p + right.std() * right.std();
    double nn = n * n + left.std() * left.std();
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
    Activation h = new Halves(f, scale, scale * best);
    return Optional.of(
        new ScalePair(best, scale, FixedPoint.at(h, mean, variance, mean == 0 ? 0 : 1)));
  }

  /** The roots of a x^2 + 2 b x + c, without cancellation. */
  private static double[] roots(double a, double b, double c) {
    double discriminant = b * b - a * c;
    // Where the wanted mean is 0 the two roots are one, and rounding decides the sign.
    double q = -(b + Math.copySign(Math.sqrt(Math.max(discriminant, 0)), b));
    if (discriminant < -1e-14 * b * b) {
      return new double[0];
    }
    return new double[] {q / a, c / q};
  }

  /** right f(x) for x &gt; 0, left f(x) else. */
  private record Halves(Activation f, double right, double left) implements Activation {

    @Override
    public double value(double x) {
      return (x > 0 ? right : left) * f.value(x);
    }

    @Override
    public double derivative(double x) {
      return (x > 0 ? right : left) * f.derivative(x);
    }

    @Override
    public Enclosure enclose(Enclosure x) {
      Enclosure y = f.enclose(x);
      return x.choose(0, y.times(right), y.times(left));
    }

    @Override
    public double[] kinks() {
      return java.util.stream.DoubleStream.concat(
              java.util.Arrays.stream(f.kinks()), java.util.stream.DoubleStream.of(0))
          .sorted()
          .distinct()
          .toArray();
    }

    @Override
    public String source() {
      return f.source();
    }

    @Override
    public String name() {
      return "weighted";
    }

    @Override
    public java.util.Map<String, Double> parameters() {
      return java.util.Map.of();
    }

    @Override
    public String text() {
      return right + "*" + f.text() + " for x>0, " + left + "*" + f.text();
    }
  }
}
