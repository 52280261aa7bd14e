package org.normprop.table;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What sampling found of a unit.
 *
 * @param samples how many outputs were drawn
 * @param seed the seed they were drawn with
 * @param method {@code mc}, or {@code rqmc} for randomised quasi-Monte Carlo
 * @param values estimates, each with its standard error (NaN where that is not known); a quantity
 *     that is not defined is missing
 */
public record Sampled(long samples, long seed, String method, Map<Quantity, Estimate> values) {

  /** Copies the estimates. */
  public Sampled {
    Map<Quantity, Estimate> copy = new EnumMap<>(Quantity.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * All that follows from what was sampled. Where a number follows from several that were sampled
   * together, its standard error is an upper bound: how they correlate is not known.
   *
   * @param found estimates; those that are NaN count as missing
   * @param inputs how many inputs the unit has
   * @param samples how many outputs were drawn
   * @param seed the seed they were drawn with
   * @param method {@code mc} or {@code rqmc}
   * @return the estimates found and those that follow from them
   */
  public static Sampled of(
      Map<Quantity, Estimate> found, int inputs, long samples, long seed, String method) {
    Map<Quantity, Bounded> numbers = new EnumMap<>(Quantity.class);
    found.forEach((q, estimate) -> numbers.put(q, estimate.asBounded()));
    Map<Quantity, Estimate> all = new EnumMap<>(Quantity.class);
    Quantity.completed(numbers, inputs)
        .forEach((q, number) -> all.put(q, found.getOrDefault(q, Estimate.of(number))));
    return new Sampled(samples, seed, method, all);
  }

  /**
   * An estimate.
   *
   * @param quantity what is wanted
   * @return the estimate; {@link Estimate#NONE} if the quantity is not defined
   */
  public Estimate get(Quantity quantity) {
    return values.getOrDefault(quantity, Estimate.NONE);
  }

  /**
   * The mean.
   *
   * @return E[y]
   */
  public Estimate mean() {
    return get(Quantity.MEAN);
  }

  /**
   * The standard deviation.
   *
   * @return sqrt(Var[y])
   */
  public Estimate std() {
    return get(Quantity.STD);
  }

  /**
   * The backward standard deviation.
   *
   * @return sqrt(E|grad y|^2 / n), n the number of inputs
   */
  public Estimate backward() {
    return get(Quantity.BACKWARD);
  }
}
