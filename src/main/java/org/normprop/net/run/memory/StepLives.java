package org.normprop.net.run.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

  private final int[][] backOrders;

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
    this.backOrders =
        IntStream.range(0, graph.nodes().size())
            .mapToObj(node -> backOrder(graph, node))
            .toArray(int[][]::new);
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
   * @param node the number of what goes back
   * @param input the number of the input
   */
  public boolean returnsInPlace(int node, int input) {
    int[] order = backOrders[node];
    Graph.Node at = graph.nodes().get(node);
    return input == order[order.length - 1]
        && at.layer()
            .stepUse()
            .returnsInPlace(graph.shape(at.inputs().get(input)), at.output(), plan.shares());
  }

  /**
   * The numbers of a node's inputs in the order in which gradients are sent to them. The largest is
   * the last, of equals the last of them, as its gradient may take the place of the output's.
   *
   * @param node the number of what goes back
   */
  public int[] backOrder(int node) {
    return backOrders[node];
  }

  private static int[] backOrder(Graph graph, int node) {
    List<Integer> inputs = graph.nodes().get(node).inputs();
    int largest = 0;
    for (int k = 1; k < inputs.size(); k++) {
      if (graph.shape(inputs.get(k)).size() >= graph.shape(inputs.get(largest)).size()) {
        largest = k;
      }
    }
    int last = largest;
    return IntStream.concat(
            IntStream.range(0, inputs.size()).filter(k -> k != last), IntStream.of(last))
        .toArray();
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
      for (int k : backOrder(i)) {
        int tensor = inputs.get(k);
        boolean isFirst = lives[tensor] == null;
        if (returnsInPlace(i, k)) {
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
