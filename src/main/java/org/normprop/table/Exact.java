package org.normprop.table;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a deterministic route found of a unit.
 *
 * @param values numbers, each with a bound of its own error; a quantity that the route does not
 *     reach, or that is not defined, is missing; one that is infinite has the value infinity
 * @param method the route, for example {@code closed-form}, {@code quadrature} or {@code
 *     order-statistics}
 */
public record Exact(Map<Quantity, Bounded> values, String method) {

  /** Copies the numbers. */
  public Exact {
    Map<Quantity, Bounded> copy = new EnumMap<>(Quantity.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * All that follows from what a route found.
   *
   * @param found numbers with their bounds; those that are NaN count as missing
   * @param inputs how many inputs the unit has
   * @param method the route
   * @return the numbers found and those that follow from them
   */
  public static Exact of(Map<Quantity, Bounded> found, int inputs, String method) {
    return new Exact(Quantity.completed(found, inputs), method);
  }

  /**
   * All that follows from the three numbers that tables hold.
   *
   * @param mean E[y]
   * @param std sqrt(Var[y])
   * @param backward sqrt(E|grad y|^2 / n); {@link Bounded#UNKNOWN} if it is not known
   * @param inputs n
   * @param method the route
   * @return the numbers and those that follow from them
   */
  public static Exact of(Bounded mean, Bounded std, Bounded backward, int inputs, String method) {
    return of(
        Map.of(Quantity.MEAN, mean, Quantity.STD, std, Quantity.BACKWARD, backward),
        inputs,
        method);
  }

  /**
   * A number and its bound.
   *
   * @param quantity what is wanted
   * @return the number; {@link Bounded#UNKNOWN} if the route does not reach it
   */
  public Bounded get(Quantity quantity) {
    return values.getOrDefault(quantity, Bounded.UNKNOWN);
  }

  /**
   * The mean.
   *
   * @return E[y]
   */
  public double mean() {
    return get(Quantity.MEAN).value();
  }

  /**
   * The standard deviation.
   *
   * @return sqrt(Var[y])
   */
  public double std() {
    return get(Quantity.STD).value();
  }

  /**
   * The backward standard deviation.
   *
   * @return sqrt(E|grad y|^2 / n), n the number of inputs; NaN if it is not reached
   */
  public double backward() {
    return get(Quantity.BACKWARD).value();
  }

  /**
   * A bound of the errors of what tables hold.
   *
   * @return the largest of the bounds of {@link Quantity#TABLED}
   */
  public double error() {
    return Quantity.TABLED.stream()
        .filter(values::containsKey)
        .mapToDouble(quantity -> values.get(quantity).error())
        .reduce(Math::max)
        .orElse(Double.NaN);
  }
}
