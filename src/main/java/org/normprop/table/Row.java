package org.normprop.table;

import java.util.Objects;
import java.util.Optional;
import org.normprop.function.Unit;

/**
 * What is known of one unit: sampled, exact, or both.
 *
 * @param unit the unit
 * @param sampled what sampling found, if it was asked
 * @param exact what a deterministic route found, if one was asked and reaches the unit
 */
public record Row(Unit unit, Optional<Sampled> sampled, Optional<Exact> exact) {

  /** Checks that nothing is null. */
  public Row {
    Objects.requireNonNull(unit);
    Objects.requireNonNull(sampled);
    Objects.requireNonNull(exact);
  }

  /**
   * The best known mean: exact where there is one, else sampled.
   *
   * @return E[y], or NaN if nothing is known
   */
  public double mean() {
    return exact.map(Exact::mean).or(() -> sampled.map(s -> s.mean().value())).orElse(Double.NaN);
  }

  /**
   * The best known standard deviation: exact where there is one, else sampled.
   *
   * @return sqrt(Var[y]), or NaN if nothing is known
   */
  public double std() {
    return exact.map(Exact::std).or(() -> sampled.map(s -> s.std().value())).orElse(Double.NaN);
  }

  /**
   * The best known backward standard deviation: exact where there is one, else sampled.
   *
   * @return sqrt(E|grad y|^2 / n), or NaN if nothing is known
   */
  public double backward() {
    return exact
        .map(Exact::backward)
        .filter(backward -> !backward.isNaN())
        .or(() -> sampled.map(s -> s.backward().value()))
        .orElse(Double.NaN);
  }

  /**
   * The best known mean derivative.
   *
   * @return E[f'], or NaN if nothing is known or the unit is no activation
   */
  public double derivativeMean() {
    return exact
        .map(Exact::derivativeMean)
        .or(() -> sampled.map(s -> s.derivativeMean().value()))
        .orElse(Double.NaN);
  }

  /**
   * E[y^2].
   *
   * @return mean^2 + std^2
   */
  public double secondMoment() {
    return mean() * mean() + std() * std();
  }

  /**
   * What makes the output's variance 1.
   *
   * @return 1/std
   */
  public double gain() {
    return 1 / std();
  }

  /**
   * What makes the output's second moment 1.
   *
   * @return 1/sqrt(E[y^2])
   */
  public double rmsGain() {
    return 1 / Math.sqrt(secondMoment());
  }

  /**
   * The root mean square by which a normalised layer of orthonormal rows stretches: 1.2112 for
   * ReLU.
   *
   * @return sqrt(n) backward / std
   */
  public double jacobianFactor() {
    return Math.sqrt(unit.inputs()) * backward() / std();
  }
}
