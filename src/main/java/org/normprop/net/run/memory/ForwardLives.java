package org.normprop.net.run.memory;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Layer;

/**
 * How long the tensors of a forward pass are needed: until the last node has read them, or beyond
 * the pass where a backward pass reads them. Sums, for one, are read by nobody on the way back.
 */
public final class ForwardLives {

  private ForwardLives() {}

  /** Lays out the outputs of all nodes. */
  public static List<BufferPlan.Life> of(Graph graph, int maxBatch, BufferPlan plan) {
    List<BufferPlan.Life> lives = new ArrayList<>();
    int n = graph.nodes().size();
    for (int i = 0; i < n; i++) {
      Graph.Node node = graph.nodes().get(i);
      Layer layer = node.layer();
      BufferPlan.Life life = plan.begin(BufferPlan.size(maxBatch, node.output()), i);
      lives.add(life);
      if (layer.readsOutput()) {
        life.lastsUntil(n);
      }
      for (int tensor : node.inputs()) {
        if (tensor > 0) {
          lives.get(tensor - 1).lastsUntil(layer.readsInput() ? n : i);
        }
      }
    }
    lives.get(n - 1).lastsUntil(n);
    plan.place();
    return lives;
  }
}
