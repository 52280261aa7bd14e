package org.normprop.moments.sample;

import org.normprop.function.stage.Gate;
import org.normprop.moments.sample.planes.Planes;

/** (a, b) -> a f(b), a the even copies and b the odd ones. */
final class GateNode extends Node {

  private final Gate gate;
  private final double[] a = new double[Planes.CHUNK];
  private final double[] squaredA = new double[Planes.CHUNK];
  private final Lane out = new Lane();

  GateNode(Node parent, Gate gate) {
    super(parent.workspace, parent.depth + 1, parent.slots);
    this.gate = gate;
  }

  @Override
  int arity() {
    return 2;
  }

  @Override
  void accept(Lane in, int copy) {
    int n = workspace.n();
    if (copy % 2 == 0) {
      System.arraycopy(in.y, 0, a, 0, n);
      in.squaredGradient(squaredA, n);
      return;
    }
    double[] y = workspace.scratch(2 * depth);
    double[] dy = workspace.scratch(2 * depth + 1);
    double[] squaredB = squaredA;
    gate.activation().evaluate(in.y, y, dy, n);
    for (int i = 0; i < n; i++) {
      squaredB[i] = y[i] * y[i] * squaredA[i];
    }
    // |grad|^2 = f(b)^2 |grad a|^2 + (a f'(b))^2 |grad b|^2
    double[] gradB = workspace.scratch(2 * depth + 2);
    in.squaredGradient(gradB, n);
    for (int i = 0; i < n; i++) {
      double slope = a[i] * dy[i];
      dy[i] = squaredB[i] + slope * slope * gradB[i];
      y[i] = a[i] * y[i];
    }
    out.set(y, Lane.Gradient.SQUARED, dy);
    push(out, copy / 2);
  }
}
