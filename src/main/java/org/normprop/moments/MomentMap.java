package org.normprop.moments;

import java.util.List;
import org.normprop.function.Unit;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
import org.normprop.moments.law.Expectations;
import org.normprop.moments.law.Law;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;

/**
 * The map (mean, variance) -> (E[f(x)], Var[f(x)]), x ~ N(mean, variance): what a layer of unit
 * rows makes of the statistics of its pre-activations when its outputs are the next layer's.
 *
 * <p>With z = (x - mean)/std, integration by parts gives the derivatives from expectations alone
 * (Stein's and Price's identities), so that f may have kinks:
 *
 * <pre>d E[g]/d mean = E[z g]/std,   d E[g]/d variance = E[(z^2 - 1) g]/(2 variance)</pre>
 *
 * <p>Immutable.
 */
public final class MomentMap {

  private final Activation f;

  /**
   * The map of an activation.
   *
   * @param f the activation
   */
  public MomentMap(Activation f) {
    this.f = f;
  }

  /**
   * The map at a point.
   *
   * @param mean E[f]
   * @param variance Var[f]
   */
  record Image(double mean, double variance) {}

  /**
   * The map's derivatives at a point; NaN where they are not reached.
   *
   * @param meanByMean d E[f] / d mean
   * @param meanByVariance d E[f] / d variance
   * @param varianceByMean d Var[f] / d mean
   * @param varianceByVariance d Var[f] / d variance
   */
  public record Jacobian(
      Bounded meanByMean,
      Bounded meanByVariance,
      Bounded varianceByMean,
      Bounded varianceByVariance) {}

  /** The map at a point; NaN where no route reaches it. */
  Image at(double mean, double variance) {
    Exact moments = moments(mean, variance);
    return new Image(moments.mean(), moments.std() * moments.std());
  }

  /** E[f^2] for x ~ N(0, second): the second moment's map, without centring. */
  double second(double second) {
    Exact moments = moments(0, second);
    return moments.mean() * moments.mean() + moments.std() * moments.std();
  }

  private Exact moments(double mean, double variance) {
    return ExactMoments.of(Unit.of(f), Input.normal(mean, Math.sqrt(variance)))
        .orElseGet(() -> Exact.of(Bounded.UNKNOWN, Bounded.UNKNOWN, Bounded.UNKNOWN, 1, "none"));
  }

  /** d E[f^2]/d second. */
  double secondSlope(double second) {
    Expectations.Function g = new Weighted(Expectations.Function.of(f), 0, Math.sqrt(second), 2, 2);
    return expectations(0, second, List.of(g)).get(0).over(2 * second).value();
  }

  /**
   * The derivatives at a point.
   *
   * @param mean the mean
   * @param variance the variance, positive
   * @return the derivatives, each with its bound
   */
  public Jacobian jacobian(double mean, double variance) {
    return jacobian(Expectations.Function.of(f), mean, variance);
  }

  /** The derivatives of the map of any function. */
  static Jacobian jacobian(Expectations.Function f, double mean, double variance) {
    double std = Math.sqrt(variance);
    List<Bounded> e =
        expectations(
            mean,
            variance,
            List.of(
                f,
                new Weighted(f, mean, std, 1, 1),
                new Weighted(f, mean, std, 2, 1),
                new Weighted(f, mean, std, 1, 2),
                new Weighted(f, mean, std, 2, 2)));
    Bounded twice = e.get(0).times(2);
    Bounded meanByMean = e.get(1).over(std);
    Bounded meanByVariance = e.get(2).over(2 * variance);
    return new Jacobian(
        meanByMean,
        meanByVariance,
        e.get(3).over(std).minus(twice.times(meanByMean)), // Var = E[f^2] - E[f]^2
        e.get(4).over(2 * variance).minus(twice.times(meanByVariance)));
  }

  private static List<Bounded> expectations(
      double mean, double variance, List<Expectations.Function> functions) {
    Input input = Input.normal(mean, Math.sqrt(variance));
    return Expectations.of(Law.Base.of(input), functions);
  }

  /** He_k((x - mean)/std) f(x)^power, He_1 = z and He_2 = z^2 - 1. */
  private record Weighted(Expectations.Function f, double mean, double std, int hermite, int power)
      implements Expectations.Function {

    @Override
    public double value(double x) {
      double z = (x - mean) / std;
      double y = f.value(x);
      return (hermite == 1 ? z : (z - 1) * (z + 1)) * (power == 1 ? y : y * y);
    }

    @Override
    public Enclosure enclose(Enclosure x) {
      Enclosure z = x.plus(-mean).times(1 / std);
      Enclosure y = f.enclose(x);
      return (hermite == 1 ? z : z.squared().plus(-1)).times(power == 1 ? y : y.squared());
    }

    @Override
    public double[] kinks() {
      return f.kinks();
    }
  }
}
