package org.normprop.net.layer;

import java.util.Arrays;
import java.util.List;

/**
 * What a node does. Not changed once made, so safe for threads.
 *
 * @param pre what its activation receives
 * @param map what comes out
 * @param back what it sends back to each input
 * @param onwards by how much more that is worth to the layer before, place by place of the output:
 *     the largest of a window lies where an activation's slope is not what it is elsewhere
 * @param tilts how what it sends back to each input depends on the input's value
 */
public record FlowStep(
    Statistics pre, FlowMap map, List<Back> back, double[] onwards, List<FlowTilt.Rule> tilts) {

  /** What a layer sends back to one input: a linear map of mean squares, place by place. */
  @FunctionalInterface
  public interface Back {
    /**
     * Sends back.
     *
     * @param squares the mean squares of the signal that arrives at each place of the output
     * @return those of what reaches each place of the input
     */
    double[] apply(double[] squares);

    /** The same factor of the signal at every place. */
    static Back by(double factor) {
      return squares -> {
        double[] all = squares.clone();
        for (int i = 0; i < all.length; i++) {
          all[i] *= factor * factor;
        }
        return all;
      };
    }

    /** Factors of the squares, one for each place. */
    static Back byPlaces(double[] factors) {
      return squares -> {
        double[] all = squares.clone();
        for (int i = 0; i < all.length; i++) {
          all[i] *= factors[i];
        }
        return all;
      };
    }

    /** First this, then another that stands before it. */
    default Back then(Back before) {
      return squares -> before.apply(apply(squares));
    }
  }

  static FlowStep of(Statistics pre, FlowMap map, Back back) {
    return of(pre, map, back, FlowTilt.Rule.EVENED);
  }

  static FlowStep of(Statistics pre, FlowMap map, Back back, FlowTilt.Rule tilt) {
    return of(pre, map, List.of(back), List.of(tilt));
  }

  static FlowStep of(Statistics pre, FlowMap map, List<Back> back, List<FlowTilt.Rule> tilts) {
    double[] onwards = new double[map.places().size()];
    Arrays.fill(onwards, 1);
    return new FlowStep(pre, map, back, onwards, tilts);
  }
}
