package org.normprop.moments.sample;

import org.normprop.function.stage.Noisy;

/** Dropout and its relatives. */
final class NoisyNode extends Node {

  private final Noisy noisy;
  private final Lane out = new Lane();

  NoisyNode(Node parent, Noisy noisy) {
    super(parent.workspace, parent.depth + 1, parent.slots + 1);
    this.noisy = noisy;
  }

  @Override
  int arity() {
    return 1;
  }

  @Override
  void accept(Lane in, int copy) {
    double[] y = workspace.scratch(2 * depth);
    double[] dy = workspace.scratch(2 * depth + 1);
    double[] noise = workspace.noise(noisy.noise(), slots - 1, copy);
    noisy.evaluate(in.y, noise, y, dy, workspace.n());
    out.apply(in, y, dy, workspace.n());
    push(out, copy);
  }
}
