package org.normprop.net.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.graph.Graph;
import org.normprop.net.run.memory.StepLives;

/**
 * The way back through a graph: each node's backward pass in reverse order. A tensor that several
 * nodes read gets the sum of what they send back, in the order of the nodes, whatever the number of
 * threads. Gradients lie where {@link StepLives} says.
 */
final class BackwardPass {

  private final Graph graph;
  private final Bound[] bound;

  /** Whether a parameter lies before the tensor. */
  private final boolean[] isWanted;

  private final StepLives lives;
  private final BoundJoin.Adder adder;
  private final float[][] gradients;

  /** A node at work: a layer of one input, or a join of several. */
  record Bound(BoundLayer layer, BoundJoin join) {}

  BackwardPass(Graph graph, Bound[] bound, StepLives lives, Engine engine) {
    this.graph = graph;
    this.bound = bound;
    this.lives = lives;
    this.adder = new BoundJoin.Adder(engine);
    int n = bound.length;
    this.gradients = new float[n + 1][];
    this.isWanted = new boolean[n + 1];
    for (int i = 0; i < n; i++) {
      boolean hasParameters = bound[i].layer != null && !bound[i].layer.parameters().isEmpty();
      isWanted[i + 1] =
          hasParameters || graph.nodes().get(i).inputs().stream().anyMatch(t -> isWanted[t]);
    }
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
    float[] into = lives.returnsInPlace(i, 0) ? gradient : lives.gradient(i, 0);
    layer.backward(gradient, into);
    if (gradients[tensor] == null) {
      gradients[tensor] = into;
    } else {
      adder.add(gradients[tensor], into, batch * graph.shape(tensor).size());
    }
  }

  private void join(int i, float[] gradient, int batch, boolean inputToo) {
    List<Integer> inputs = graph.nodes().get(i).inputs();
    for (int k : lives.backOrder(i)) {
      int tensor = inputs.get(k);
      if (!inputToo && !isWanted[tensor]) {
        continue;
      }
      boolean adds = gradients[tensor] != null;
      if (!adds) {
        boolean inPlace = lives.returnsInPlace(i, k);
        gradients[tensor] = inPlace ? gradient : lives.gradient(i, k);
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
