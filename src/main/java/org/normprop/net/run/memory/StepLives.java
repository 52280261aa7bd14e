package org.normprop.net.run.memory;

import java.util.ArrayList;
import java.util.List;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.StepUse;

/**
 * How long the tensors of a training step are needed. Each node reads at one time and writes at the
 * same, or behind it where values depend on those of the same place alone. An output lives until
 * the last node has read it, on the way forward or, where a backward pass reads it, on the way
 * back: a sum, for one, is read by nobody there. A gradient lives until it was sent on, and may lie
 * where outputs of later nodes did, which are done with by then. The arrays are for one network;
 * not thread-safe.
 */
public final class StepLives {

  private final Graph graph;
  private final int maxBatch;
  private final BufferPlan plan;
  private final List<BufferPlan.Life> outputs = new ArrayList<>();

  /** For each node and input: where its gradient goes, if it needs an array of its own. */
  private final BufferPlan.Life[][] gradients;

  /**
   * Lays out a step.
   *
   * @param graph the network
   * @param maxBatch the most images of a pass
   */
  public StepLives(Graph graph, int maxBatch) {
    this(graph, maxBatch, new BufferPlan(true));
  }

  private StepLives(Graph graph, int maxBatch, BufferPlan plan) {
    this.graph = graph;
    this.maxBatch = maxBatch;
    this.plan = plan;
    this.gradients = new BufferPlan.Life[graph.nodes().size()][];
    forward();
    backward();
    plan.place();
  }

  /**
   * A step in which nothing shares an array, to hold the other against.
   *
   * @param graph the network
   * @param maxBatch the most images of a pass
   */
  public static StepLives apart(Graph graph, int maxBatch) {
    return new StepLives(graph, maxBatch, new BufferPlan(false));
  }

  /**
   * Whether the backward pass makes an input's gradient of the output's where that lies.
   *
   * @param node what goes back
   * @param input the number of the input; of several it can be the last alone
   */
  public static boolean returnsInPlace(Graph.Node node, int input) {
    return node.layer().stepUse().returnsInPlace() && input == node.inputs().size() - 1;
  }

  /** Where a node writes what it puts out. */
  public float[] output(int node) {
    return plan.array(outputs.get(node));
  }

  /** Where a node writes the gradient, unless it {@link #returnsInPlace}. */
  public float[] gradient(int node, int input) {
    return plan.array(gradients[node][input]);
  }

  /** The most images of a pass. */
  public int maxBatch() {
    return maxBatch;
  }

  /** How many values all arrays hold together. */
  public long total() {
    return plan.total();
  }

  /** When a node runs forward. */
  private static int ahead(int node) {
    return 2 * node;
  }

  /** When a node runs back. */
  private int back(int node) {
    return 2 * (2 * graph.nodes().size() - 1 - node);
  }

  private void forward() {
    int n = graph.nodes().size();
    for (int i = 0; i < n; i++) {
      Graph.Node node = graph.nodes().get(i);
      StepUse use = node.layer().stepUse();
      int written = ahead(i) + (use.writesOver() ? 1 : 0);
      BufferPlan.Life life = plan.begin(BufferPlan.size(maxBatch, node.output()), written);
      outputs.add(life);
      if (use.readsOutput()) {
        life.lastsUntil(back(i));
      }
      for (int tensor : node.inputs()) {
        if (tensor > 0) {
          outputs.get(tensor - 1).lastsUntil(lastRead(i, use.input()));
        }
      }
    }
    // The loss of what came out may be asked for behind the step.
    outputs.get(n - 1).lastsUntil(back(0));
  }

  private int lastRead(int node, StepUse.Reading reading) {
    return switch (reading) {
      case AHEAD -> ahead(node);
      case BACK -> back(node);
      case BEHIND -> back(0);
    };
  }

  /** Goes through the pass without numbers, and notes how long each gradient lives. */
  private void backward() {
    int n = graph.nodes().size();
    BufferPlan.Life[] lives = new BufferPlan.Life[n + 1];
    // The output's gradient is the caller's.
    lives[n] = new BufferPlan(true).begin(0, ahead(n));
    for (int i = n - 1; i >= 0; i--) {
      Graph.Node node = graph.nodes().get(i);
      List<Integer> inputs = node.inputs();
      gradients[i] = new BufferPlan.Life[inputs.size()];
      if (lives[i + 1] == null) {
        continue;
      }
      lives[i + 1].lastsUntil(back(i));
      for (int k = 0; k < inputs.size(); k++) {
        int tensor = inputs.get(k);
        boolean isFirst = lives[tensor] == null;
        if (returnsInPlace(node, k)) {
          if (isFirst) {
            lives[tensor] = lives[i + 1];
          }
        } else if (isFirst || inputs.size() == 1) {
          gradients[i][k] = plan.begin(BufferPlan.size(maxBatch, graph.shape(tensor)), back(i));
          if (isFirst) {
            lives[tensor] = gradients[i][k];
          }
        }
      }
    }
    if (lives[0] != null) {
      lives[0].lastsUntil(back(0));
    }
  }
}
