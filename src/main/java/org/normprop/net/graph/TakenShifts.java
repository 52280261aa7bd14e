package org.normprop.net.graph;

import java.util.Arrays;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;

/**
 * Biases whose only readers are batch normalisations, directly or behind sums and concatenations.
 * In training these subtract them again with the mean, so that their gradient is 0 exactly, where a
 * float32 sum over the batch would leave its roundings.
 */
public final class TakenShifts {

  private TakenShifts() {}

  /**
   * Looks for them.
   *
   * @param graph the network
   * @return for each node, whether what it adds to a channel last of all is taken out again
   */
  public static boolean[] of(Graph graph) {
    int n = graph.nodes().size();
    boolean[] tensors = new boolean[n + 1];
    Arrays.fill(tensors, 0, n, true);
    boolean[] nodes = new boolean[n];
    for (int i = n - 1; i >= 0; i--) {
      Layer layer = graph.nodes().get(i).layer();
      nodes[i] = tensors[i + 1] && layer.activation().orElse(null) instanceof Nonlinearity.Linear;
      for (int tensor : graph.nodes().get(i).inputs()) {
        tensors[tensor] &= takesOut(layer, tensors[i + 1]);
      }
    }
    return nodes;
  }

  private static boolean takesOut(Layer layer, boolean isDoneBehind) {
    return switch (layer.type()) {
      case CHANNELWISE -> ((Layer.Channelwise) layer).scheme() instanceof Scheme.BatchNorm;
      case SUM, CONCAT, SCALE -> isDoneBehind;
      case DENSE, CONVOLUTION, POOL, DROP -> false;
    };
  }
}
