package org.normprop.net.layer;

import java.util.List;

/**
 * What a node does.
 *
 * @param pre what its activation receives
 * @param state what comes out
 * @param back what it sends back to each input for each unit of standard deviation that arrives
 * @param onwards by how much more that is worth to the layer before: the largest of a window lies
 *     where an activation's slope is not what it is elsewhere
 */
public record FlowStep(Statistics pre, FlowState state, List<Double> back, double onwards) {

  public static FlowStep of(Statistics pre, FlowState state, double back) {
    return new FlowStep(pre, state, List.of(back), 1);
  }
}
