package org.normprop.moments.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.RandomizedRelu;
import org.normprop.table.Bounded;

/** Moments of values that meet random factors. */
final class NoiseMoments {

  /**
   * Gauss's rule of three nodes on (0, 1), 1/2 and 1/2 +- sqrt(15)/10: exact for polynomials of the
   * slope up to degree 5; moments need 4.
   */
  private static final double[] NODES = {0.1127016653792583, 0.5, 0.8872983346207417};

  private static final double[] WEIGHTS = {5.0 / 18, 8.0 / 18, 5.0 / 18};

  private NoiseMoments() {}

  /** The moments of y g with g ~ N(1, std^2): Gaussian dropout. */
  static LawMoments multiplied(LawMoments y, double std) {
    Bounded variance = Bounded.rounded(std * std).times(1);
    Bounded second = Bounded.ONE.plus(variance); // E[g^2]
    LawMoments g =
        new LawMoments(
            1,
            List.of(Bounded.ONE, Bounded.ZERO, variance, Bounded.ZERO, variance.squared().times(3)),
            Bounded.ZERO,
            Bounded.ZERO,
            "independence");
    return y.times(g).withSquaredGradient(y.squaredGradient().times(second));
  }

  /**
   * The moments of x for x &gt; 0 and a x else, with a uniform: polynomials of a, which Gauss's
   * rule with three nodes averages exactly.
   */
  static LawMoments randomSlope(Law law, RandomizedRelu relu) {
    List<LawMoments> parts = new ArrayList<>();
    for (double node : NODES) {
      double slope = relu.lower() + (relu.upper() - relu.lower()) * node;
      parts.add(Expectation.of(law.image(Activations.of("leaky_relu", Map.of("slope", slope)))));
    }
    return LawMoments.mixture(WEIGHTS, parts);
  }
}
