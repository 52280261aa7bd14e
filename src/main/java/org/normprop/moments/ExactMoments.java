package org.normprop.moments;

import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.table.Exact;
import org.normprop.table.Input;

/**
 * Finds the constants of units without sampling: by closed forms, order statistics and quadrature.
 *
 * <p>Reached are all chains of activations, maxima of any number of independent or equally
 * correlated values, and dropout; averages, gates, Gaussian dropout and randomised slopes at any
 * place from which only averages, gates and dropout follow; sums of absolute values (lp with p =
 * 1), and Euclidean norms (p = 2) of zero-mean normals. Thread-safe.
 */
public final class ExactMoments {

  /** Moments that are known no better than this are not reached. */
  private static final double WORST_ERROR = 1e-6;

  private ExactMoments() {}

  /**
   * The constants of a unit.
   *
   * @param unit the unit
   * @param input what goes into it
   * @return its moments with a bound of their error; empty where no deterministic route reaches the
   *     mean and the standard deviation. The backward constant is infinite if E|grad y|^2 is;
   *     skewness and kurtosis are infinite or NaN if they do not exist
   * @throws MomentException if the mean or the standard deviation does not exist
   */
  public static Optional<Exact> of(Unit unit, Input input) {
    try {
      LawMoments moments =
          input.rho() > 0 && unit.inputs() > 1
              ? LawConditioning.moments(unit.stages(), input)
              : LawChain.moments(unit.stages(), new LawNormal(input.mean(), input.std(), 1));
      return Optional.of(exact(unit, moments));
    } catch (OutOfReachException e) {
      e.printStackTrace();
      return Optional.empty();
    }
  }

  private static Exact exact(Unit unit, LawMoments moments) {
    Bounded mean = moments.mean();
    Bounded std = moments.std();
    Bounded backward = moments.squaredGradient().over(unit.inputs()).root();
    Bounded derivative = unit.inputs() == 1 ? moments.derivative() : Bounded.exactly(Double.NaN);
    double error = Math.max(mean.error(), std.error());
    if (backward.isFinite()) error = Math.max(error, backward.error());
    if (derivative.isFinite()) error = Math.max(error, derivative.error());
    return new Exact(
        mean.value(),
        std.value(),
        backward.value(),
        derivative.value(),
        moments.skewness(),
        moments.kurtosis(),
        error,
        moments.route());
  }
}
