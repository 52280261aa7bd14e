package org.normprop.net.layer;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What is foretold of a tensor, place by place of its planes: zero padding makes a convolution's
 * output smaller along the borders than inside.
 *
 * <p>What all places together are is found once; used by one prediction, so not by several threads.
 */
public final class FlowMap {

  private final List<FlowState> places;
  private final List<FlowLaw> laws;
  private FlowLaw law;
  private Statistics statistics;

  /**
   * Copies the lists.
   *
   * @param places the places, row by row; as many as {@link Shape#plane}
   * @param laws how values are distributed about their place's mean, in multiples of its standard
   *     deviation
   */
  FlowMap(List<FlowState> places, List<FlowLaw> laws) {
    this.places = List.copyOf(places);
    this.laws = List.copyOf(laws);
  }

  /** Of values of one law. */
  FlowMap(List<FlowState> places, FlowLaw law) {
    this(places, Collections.nCopies(places.size(), law));
  }

  /** Of values that are normal, as far as is known. */
  FlowMap(List<FlowState> places) {
    this(places, FlowLaw.NORMAL);
  }

  /** The places, row by row. */
  List<FlowState> places() {
    return places;
  }

  /** The laws of the places, each about its mean and in multiples of its standard deviation. */
  List<FlowLaw> laws() {
    return laws;
  }

  /** The same everywhere. */
  public static FlowMap of(FlowState state, Shape shape) {
    return new FlowMap(Collections.nCopies(shape.plane(), state));
  }

  /**
   * A function at each atom of a place's law.
   *
   * @param place its number
   * @param f the function
   * @return the values, the least atom's first
   */
  public double[] at(int place, DoubleUnaryOperator f) {
    Statistics of = places.get(place).statistics();
    return laws.get(place).at(f, of.mean(), of.std());
  }

  boolean isNormal() {
    return laws.stream().allMatch(FlowLaw::isNormal);
  }

  /** How the values of all places together are distributed. */
  FlowLaw law() {
    if (law == null) {
      law = together();
    }
    return law;
  }

  private FlowLaw together() {
    FlowLaw first = laws.get(0);
    if (laws.stream().allMatch(first::equals)) {
      return first;
    }
    double[] shares = new double[laws.size()];
    Arrays.fill(shares, 1);
    return FlowLaw.mixture(laws, shares, places.stream().map(FlowState::statistics).toList());
  }

  /**
   * Mean and standard deviation over all places.
   *
   * @return both, or unknown
   */
  public Statistics statistics() {
    if (statistics == null) {
      statistics = overPlaces();
    }
    return statistics;
  }

  private Statistics overPlaces() {
    double mean = mean(state -> state.statistics().mean());
    double square = mean(FlowState::square);
    double spread = mean(state -> Math.pow(state.statistics().mean() - mean, 2));
    double variance = mean(state -> Math.pow(state.statistics().std(), 2)) + spread;
    return Double.isNaN(square) ? Statistics.UNKNOWN : new Statistics(mean, Math.sqrt(variance));
  }

  /**
   * The mean of a function of values that are distributed as all places together.
   *
   * @param f the function
   * @param as their mean and standard deviation
   * @return E[f(x)]
   */
  public double mean(DoubleUnaryOperator f, Statistics as) {
    return law().mean(f, as.mean(), as.std());
  }

  /**
   * A function at each atom of the law of all places together.
   *
   * @param f the function
   * @param as mean and standard deviation of what it is given
   * @return the values, the least atom's first
   */
  public double[] at(DoubleUnaryOperator f, Statistics as) {
    return law().at(f, as.mean(), as.std());
  }

  /** The mean over places. */
  double mean(ToDoubleFunction<FlowState> value) {
    return places.stream().mapToDouble(value).sum() / places.size();
  }
}
