package org.normprop.net.layer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a node does. Not changed once made, so safe for threads.
 *
 * @param pre what its activation receives
 * @param map what comes out
 * @param back what it sends back to each input
 * @param onwards by how much more that is worth to the layer before, place by place of the output:
 *     the largest of a window lies where an activation's slope is not what it is elsewhere
 * @param tilts how what it sends back to each input depends on the input's value, by place of the
 *     output
 */
public record FlowStep(
    Statistics pre, FlowMap map, List<Back> back, double[] onwards, List<FlowTilt.Rules> tilts) {

  /** What a layer sends back to one input. */
  @FunctionalInterface
  public interface Back {
    /**
     * Sends back.
     *
     * @param signal what arrives at each place of the output
     * @return what reaches each place of the input
     */
    FlowSignal apply(FlowSignal signal);

    /** The same factor of the signal at every place. */
    static Back by(double factor) {
      return signal -> {
        double[] square = new double[signal.squares().length];
        Arrays.fill(square, factor * factor);
        return signal.times(square, square);
      };
    }

    /** Factors of the squares, one for each place, of what is the same at every place. */
    static Back byPlaces(double[] factors) {
      return byPlaces(factors, () -> factors);
    }

    /** Factors of the squares, one for each place, and of what places have in common. */
    static Back byPlaces(double[] ofSquares, Supplier<double[]> ofShared) {
      return signal -> signal.times(ofSquares, signal.isShared() ? ofShared.get() : ofSquares);
    }

    /** First this, then another that stands before it. */
    default Back then(Back before) {
      return signal -> before.apply(apply(signal));
    }
  }

  static FlowStep of(Statistics pre, FlowMap map, Back back) {
    return of(pre, map, back, FlowTilt.Rule.EVENED);
  }

  static FlowStep of(Statistics pre, FlowMap map, Back back, FlowTilt.Rule tilt) {
    return of(pre, map, List.of(back), List.of(place -> tilt));
  }

  static FlowStep of(Statistics pre, FlowMap map, List<Back> back, List<FlowTilt.Rules> tilts) {
    double[] onwards = new double[map.places().size()];
    Arrays.fill(onwards, 1);
    return new FlowStep(pre, map, back, onwards, tilts);
  }

  /** Whether what is sent back is worth to the layer before what it is. */
  public boolean isEven() {
    return Arrays.stream(onwards).allMatch(k -> k == 1);
  }

  /**
   * What arrives, as the layer before has use for it. Places that were chosen where the slope is k
   * times as steep, in mean square, have slopes in common that are k^2 times so: steps of 0 and 1
   * are their own squares.
   *
   * @param signal what arrives at each place of the output
   * @param input the number of the input that it goes to
   * @return what reaches the input, in units of what its own layer sends on of it
   */
  public FlowSignal worth(FlowSignal signal, int input) {
    double[] once = Arrays.stream(onwards).map(k -> k * k).toArray();
    double[] twice = Arrays.stream(once).map(k -> k * k).toArray();
    Back to = back.get(input);
    FlowSignal squares = to.apply(signal.times(once, once));
    return signal.isShared()
        ? new FlowSignal(squares.squares(), to.apply(signal.times(once, twice).bounded()).shared())
        : squares;
  }
}
