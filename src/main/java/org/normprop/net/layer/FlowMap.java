package org.normprop.net.layer;

import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is foretold of a tensor, place by place of its planes: zero padding makes a convolution's
 * output smaller along the borders than inside.
 *
 * @param places the places, row by row; as many as {@link Shape#plane}
 */
public record FlowMap(List<FlowState> places) {

  /** Copies the list. */
  public FlowMap {
    places = List.copyOf(places);
  }

  /** The same everywhere. */
  public static FlowMap of(FlowState state, Shape shape) {
    return new FlowMap(Collections.nCopies(shape.plane(), state));
  }

  /** Mean and standard deviation over all places. */
  public Statistics statistics() {
    double mean = mean(state -> state.statistics().mean());
    double square = mean(FlowState::square);
    double spread = mean(state -> Math.pow(state.statistics().mean() - mean, 2));
    double variance = mean(state -> Math.pow(state.statistics().std(), 2)) + spread;
    return Double.isNaN(square) ? Statistics.UNKNOWN : new Statistics(mean, Math.sqrt(variance));
  }

  /** The mean over places. */
  double mean(ToDoubleFunction<FlowState> value) {
    return places.stream().mapToDouble(value).sum() / places.size();
  }
}
