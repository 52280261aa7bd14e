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
   * The best known value: exact where there is one, else sampled.
   *
   * @param quantity what is wanted
   * @return its value, or NaN if nothing is known
   */
  public double value(Quantity quantity) {
    return exact
        .map(e -> e.get(quantity).value())
        .filter(value -> !value.isNaN())
        .or(() -> sampled.map(s -> s.get(quantity).value()))
        .orElse(Double.NaN);
  }

  /**
   * The best known value as text, with the digits that its error supports.
   *
   * @param quantity what is wanted
   * @return its digits: exact ones where they are finite, else sampled ones, else none
   */
  public String text(Quantity quantity) {
    return exact
        .map(e -> e.get(quantity))
        .filter(Bounded::isFinite)
        .map(Bounded::text)
        .or(() -> sampled.map(s -> s.get(quantity)).map(Estimate::valueText))
        .orElse("");
  }

  /**
   * The best known mean.
   *
   * @return E[y], or NaN if nothing is known
   */
  public double mean() {
    return value(Quantity.MEAN);
  }

  /**
   * The best known standard deviation.
   *
   * @return sqrt(Var[y]), or NaN if nothing is known
   */
  public double std() {
    return value(Quantity.STD);
  }

  /**
   * The best known backward standard deviation.
   *
   * @return sqrt(E|grad y|^2 / n), or NaN if nothing is known
   */
  public double backward() {
    return value(Quantity.BACKWARD);
  }
}
