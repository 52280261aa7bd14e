package org.normprop.moments;

import org.normprop.function.Unit;
import org.normprop.function.enclosure.Enclosure;
import org.normprop.function.stage.Activation;
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
 */
final class MomentMap {

  private final Activation f;

  MomentMap(Activation f) {
    this.f = f;
  }

  /**
   * The map at a point.
   *
   * @param mean E[f]
   * @param variance Var[f]
   */
  record Image(double mean, double variance) {}

  /** The map at a point; NaN where no route reaches it. */
  Image at(double mean, double variance) {
    Exact moments = moments(f, mean, variance);
    return new Image(moments.mean(), moments.std() * moments.std());
  }

  /** E[f^2] for x ~ N(0, second): the second moment's map, without centring. */
  double second(double second) {
    Exact moments = moments(f, 0, second);
    return moments.mean() * moments.mean() + moments.std() * moments.std();
  }

  /** d E[f^2]/d second. */
  double secondSlope(double second) {
    return expectation(0, Math.sqrt(second), 2, 2) / (2 * second);
  }

  /** {d mean'/d mean, d mean'/d variance, d variance'/d mean, d variance'/d variance}. */
  double[] jacobian(double mean, double variance) {
    double std = Math.sqrt(variance);
    double m = moments(f, mean, variance).mean();
    double meanByMean = expectation(mean, std, 1, 1) / std;
    double meanByVariance = expectation(mean, std, 2, 1) / (2 * variance);
    double secondByMean = expectation(mean, std, 1, 2) / std;
    double secondByVariance = expectation(mean, std, 2, 2) / (2 * variance);
    return new double[] {
      meanByMean,
      meanByVariance,
      secondByMean - 2 * m * meanByMean, // Var = E[f^2] - E[f]^2
      secondByVariance - 2 * m * meanByVariance
    };
  }

  /** E[He_k(z) f(x)^power], He_1 = z and He_2 = z^2 - 1. */
  private double expectation(double mean, double std, int hermite, int power) {
    return moments(new Weighted(f, mean, std, hermite, power), mean, std * std).mean();
  }

  private static Exact moments(Activation g, double mean, double variance) {
    return ExactMoments.of(Unit.of(g), Input.normal(mean, Math.sqrt(variance)))
        .orElseGet(() -> Exact.of(Bounded.UNKNOWN, Bounded.UNKNOWN, Bounded.UNKNOWN, 1, "none"));
  }

  /** He_k((x - mean)/std) f(x)^power. */
  private record Weighted(Activation f, double mean, double std, int hermite, int power)
      implements Activation {

    @Override
    public double value(double x) {
      double z = (x - mean) / std;
      double weight = hermite == 1 ? z : z * z - 1;
      double y = f.value(x);
      return weight * (power == 1 ? y : y * y);
    }

    @Override
    public double derivative(double x) {
      double z = (x - mean) / std;
      double weight = hermite == 1 ? z : z * z - 1;
      double slope = (hermite == 1 ? 1 : 2 * z) / std;
      double y = f.value(x);
      double dy = f.derivative(x);
      return power == 1 ? slope * y + weight * dy : slope * y * y + 2 * weight * y * dy;
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
      return "He" + hermite + "(z)*(" + f.text() + ")^" + power;
    }
  }
}
