package org.normprop.moments;

import java.util.ArrayList;
import java.util.List;
import org.normprop.function.Special;
import org.normprop.function.Stage;
import org.normprop.table.Input;

/**
 * Inputs that all correlate by rho: x_i = mean + std (sqrt(rho) u + sqrt(1 - rho) v_i). Given u
 * they are independent, so the moments are those of independent inputs, averaged over u.
 */
final class LawConditioning {

  private static final double[] TOLERANCE = {1e-15, 1e-15, 1e-15, 1e-12, 1e-12, 1e-15};
  private static final int SQUARED_GRADIENT = LawMoments.ORDER + 1;
  private static final QuadratureGoal SMOOTH = new QuadratureGoal(TOLERANCE, 1000);
  private static final QuadratureGoal KINKED = new QuadratureGoal(TOLERANCE, 20_000);

  /** The range and the cuts for a rho at which the conditional moments have kinks. */
  private static final double[] CUTS = {-37, -12, -6, -3, -1, 0, 1, 3, 6, 12, 37};

  private LawConditioning() {}

  static LawMoments moments(List<Stage> stages, Input input) {
    LawMoments middle = given(stages, input, 0, Double.NaN);
    double center = middle.mean().value();
    QuadratureIntegrand integrand =
        (u, values, slack) -> {
          double density = Special.normalDensity(u);
          LawMoments given = given(stages, input, u, center).about(center);
          for (int k = 0; k <= SQUARED_GRADIENT; k++) {
            Bounded moment =
                k == SQUARED_GRADIENT ? given.squaredGradient() : given.powers().get(k);
            values[k] = density * moment.value();
            slack[k] = density * moment.error() + 4 * Bounded.UNIT_ROUNDOFF * Math.abs(values[k]);
          }
        };
    QuadratureResult result = input.rho() < 1 ? QuadratureLine.integrate(integrand, SMOOTH) : null;
    if (result == null || result.error()[0] == Double.POSITIVE_INFINITY) {
      result = Quadrature.integrate(integrand, CUTS, KINKED);
    }
    List<Bounded> powers = new ArrayList<>();
    for (int k = 0; k <= LawMoments.ORDER; k++) {
      powers.add(result.bounded(k));
    }
    return new LawMoments(
        center, powers, result.bounded(SQUARED_GRADIENT), Bounded.ZERO, "conditioning");
  }

  private static LawMoments given(List<Stage> stages, Input input, double u, double center) {
    double mean = input.mean() + input.std() * Math.sqrt(input.rho()) * u;
    double std = input.std() * Math.sqrt(1 - input.rho());
    return LawChain.moments(stages, new LawNormal(mean, std, 1), center);
  }
}
