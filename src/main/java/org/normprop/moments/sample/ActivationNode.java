package org.normprop.moments.sample;

import org.normprop.function.stage.Activation;

/** An activation. Writes to the scratch arrays of its depth, which its siblings share. */
final class ActivationNode extends Node {

  private final Activation activation;
  private final Lane out = new Lane();

  ActivationNode(Node parent, Activation activation) {
    super(parent.workspace, parent.depth + 1, parent.slots);
    this.activation = activation;
  }

  @Override
  int arity() {
    return 1;
  }

  @Override
  void accept(Lane in, int copy) {
    double[] y = workspace.scratch(2 * depth);
    double[] dy = workspace.scratch(2 * depth + 1);
    activation.evaluate(in.y, y, dy, workspace.n());
    out.apply(in, y, dy, workspace.n());
    push(out, copy);
  }
}
