package org.normprop.net.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.graph.Graph;
import org.normprop.net.run.memory.BufferPlan;

/**
 * The way back through a graph: each node's backward pass in reverse order. A tensor that several
 * nodes read gets the sum of what they send back, in the order of the nodes, whatever the number of
 * threads. Arrays of gradients are shared by tensors that do not live at the same time.
 */
final class BackwardPass {

  private final Graph graph;
  private final Bound[] bound;

  /** Whether a parameter lies before the tensor. */
  private final boolean[] isWanted;

  /** For each node and input: where its gradient goes, if it needs an array of its own. */
  private final BufferPlan.Life[][] places;

  private final BufferPlan plan = new BufferPlan();
  private final BoundJoin.Adder adder;
  private final float[][] gradients;

  /** A node at work: a layer of one input, or a join of several. */
  record Bound(BoundLayer layer, BoundJoin join) {}

  BackwardPass(Graph graph, Bound[] bound, int maxBatch, Engine engine) {
    this.graph = graph;
    this.bound = bound;
    this.adder = new BoundJoin.Adder(engine);
    int n = bound.length;
    this.gradients = new float[n + 1][];
    this.isWanted = new boolean[n + 1];
    for (int i = 0; i < n; i++) {
      boolean hasParameters = bound[i].layer != null && !bound[i].layer.parameters().isEmpty();
      isWanted[i + 1] =
          hasParameters || graph.nodes().get(i).inputs().stream().anyMatch(t -> isWanted[t]);
    }
    this.places = new BufferPlan.Life[n][];
    rehearse(maxBatch);
    plan.place();
  }

  /** Goes through the pass without numbers, and notes how long each gradient lives. */
  private void rehearse(int maxBatch) {
    BufferPlan.Life[] lives = new BufferPlan.Life[gradients.length];
    int n = bound.length;
    // The output's gradient is the caller's.
    lives[n] = new BufferPlan().begin(0, 0);
    for (int i = n - 1; i >= 0; i--) {
      int time = n - 1 - i;
      List<Integer> inputs = graph.nodes().get(i).inputs();
      places[i] = new BufferPlan.Life[inputs.size()];
      if (lives[i + 1] == null) {
        continue;
      }
      lives[i + 1].lastsUntil(time);
      for (int k = 0; k < inputs.size(); k++) {
        int tensor = inputs.get(k);
        boolean isFirst = lives[tensor] == null;
        if (takesOver(i, k, inputs.size())) {
          if (isFirst) {
            lives[tensor] = lives[i + 1];
          }
        } else if (isFirst || bound[i].join == null) {
          places[i][k] = plan.begin(BufferPlan.size(maxBatch, graph.shape(tensor)), time);
          if (isFirst) {
            lives[tensor] = places[i][k];
          }
        }
      }
    }
    if (lives[0] != null) {
      lives[0].lastsUntil(n);
    }
  }

  /** Whether the gradient of an input comes to lie where that of the output does. */
  private boolean takesOver(int node, int input, int inputs) {
    return bound[node].join == null
        ? bound[node].layer.worksInPlace()
        : input == inputs - 1 && bound[node].join.mayTakeOver(input);
  }

  /**
   * Computes all gradients.
   *
   * @param gradOutput that of the output; is overwritten
   * @param inputToo whether the input's is wanted
   * @param observer sees the gradient of each tensor, once it is complete
   * @return the input's, or null if not wanted
   */
  float[] run(float[] gradOutput, int batch, boolean inputToo, Network.Observer observer) {
    Arrays.fill(gradients, null);
    gradients[bound.length] = gradOutput;
    for (int i = bound.length - 1; i >= 0; i--) {
      float[] gradient = gradients[i + 1];
      if (gradient != null) {
        observer.see(i + 1, gradient);
        if (inputToo || isWanted[i + 1]) {
          if (bound[i].join == null) {
            layer(i, gradient, batch, inputToo);
          } else {
            join(i, gradient, batch, inputToo);
          }
        }
      }
    }
    if (!inputToo) {
      return null;
    }
    observer.see(0, gradients[0]);
    return gradients[0];
  }

  private void layer(int i, float[] gradient, int batch, boolean inputToo) {
    BoundLayer layer = bound[i].layer;
    int tensor = graph.nodes().get(i).inputs().get(0);
    if (!inputToo && !isWanted[tensor]) {
      layer.backward(gradient, null);
      return;
    }
    float[] into = layer.worksInPlace() ? gradient : plan.array(places[i][0]);
    layer.backward(gradient, into);
    if (gradients[tensor] == null) {
      gradients[tensor] = into;
    } else {
      adder.add(gradients[tensor], into, batch * graph.shape(tensor).size());
    }
  }

  private void join(int i, float[] gradient, int batch, boolean inputToo) {
    List<Integer> inputs = graph.nodes().get(i).inputs();
    for (int k = 0; k < inputs.size(); k++) {
      int tensor = inputs.get(k);
      if (!inputToo && !isWanted[tensor]) {
        continue;
      }
      boolean adds = gradients[tensor] != null;
      if (!adds) {
        gradients[tensor] = takesOver(i, k, inputs.size()) ? gradient : plan.array(places[i][k]);
      }
      bound[i].join.backward(k, gradient, gradients[tensor], adds, batch);
    }
  }

  /** The parameters of all layers, in order. */
  static List<Parameter> parameters(Bound[] bound) {
    List<Parameter> all = new ArrayList<>();
    for (Bound node : bound) {
      if (node.layer != null) {
        all.addAll(node.layer.parameters());
      }
    }
    return List.copyOf(all);
  }
}
