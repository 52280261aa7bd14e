package org.normprop.net.flow.statistics;

import java.util.List;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Statistics;

/**
 * What goes through a layer.
 *
 * @param pre what the activation receives; unknown for a layer without activation
 * @param output what comes out
 * @param sentBack the signal that arrives at what the layer reads (a sum: at its branch), when
 *     independent N(0,1) arrive at the network's output
 */
public record LayerStatistics(Statistics pre, Statistics output, Statistics sentBack) {

  /** The tensor whose gradient counts as what a node sends back: the last that it reads. */
  public static int sentTo(Graph graph, int node) {
    List<Integer> inputs = graph.nodes().get(node).inputs();
    return inputs.get(inputs.size() - 1);
  }
}
