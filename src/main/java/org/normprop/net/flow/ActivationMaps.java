package org.normprop.net.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.net.layer.Statistics;
import org.normprop.table.Correlations;
import org.normprop.table.Input;

/**
 * How activations map the correlation of two places, each found once. Used by one prediction, so
 * not by several threads.
 */
final class ActivationMaps {

  /** Steps in which correlations are told apart; the map of an activation is smooth. */
  private static final double STEP = 1e-4;

  /** What activations receive is told apart in such steps of mean/std and of std's logarithm. */
  private static final double INTO_STEP = 1.0 / 32;

  /** A unit of a normal, at a correlation in steps. */
  private record Mapped(Unit unit, Input into, long steps) {}

  private final Correlations correlations;
  private final Map<Mapped, Double> known = new HashMap<>();

  ActivationMaps(Correlations correlations) {
    this.correlations = correlations;
  }

  /**
   * The correlation of f(u) and f(v), from -1 to 1; that of u and v where nobody knows it; 0 where
   * f is constant as far as such a normal reaches, as for relu at a mean of -40 standard
   * deviations.
   */
  double at(Unit unit, Statistics received, double r) {
    if (r == 0) {
      return 0;
    }
    return known.computeIfAbsent(
        new Mapped(unit, into(received), Math.round(r / STEP)),
        key -> {
          Correlations.Branch branch = new Correlations.Branch(unit, key.into);
          double rounded = Math.max(-1, Math.min(1, key.steps * STEP));
          return covariance(branch, rounded)
              .map(of -> mapped(of, covariance(branch, 1).orElseThrow()))
              .orElse(rounded);
        });
  }

  private Optional<Double> covariance(Correlations.Branch branch, double r) {
    return correlations.of(branch, branch, r).map(of -> of.covariance().value());
  }

  private static double mapped(double covariance, double variance) {
    double correlation = covariance / variance;
    return variance > 0 && Double.isFinite(correlation)
        ? Math.max(-1, Math.min(1, correlation))
        : 0;
  }

  private static Input into(Statistics of) {
    if (!(of.std() > 0) || !Double.isFinite(of.mean() / of.std())) {
      return Input.STANDARD;
    }
    double std = Math.exp(Math.round(Math.log(of.std()) / INTO_STEP) * INTO_STEP);
    double mean = Math.round(of.mean() / of.std() / INTO_STEP) * INTO_STEP * std;
    return mean == 0 && std == 1 ? Input.STANDARD : Input.normal(mean, std);
  }
}
