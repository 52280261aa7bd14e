package org.normprop.net.learn;

import java.util.List;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Tensor;
import org.normprop.net.layer.Parameter;

/** Stochastic gradient descent with momentum, as {@link Optimiser.Sgd} defines it. */
final class SgdStepper extends Stepper {

  private final float momentum;
  private final boolean nesterov;
  private final List<Tensor> velocity;

  SgdStepper(Optimiser.Sgd rule, List<Parameter> parameters, Engine engine) {
    super(rule, parameters, engine);
    momentum = (float) rule.momentum();
    nesterov = rule.nesterov();
    velocity = momentum == 0 ? List.of() : zeros("momentum", parameters);
  }

  @Override
  void prepare(long step, double rate) {}

  @Override
  void stepRow(
      int parameter,
      float[] w,
      int at,
      int n,
      float[] source,
      int sourceAt,
      float factor,
      float along,
      float rate) {
    if (momentum == 0) {
      plain(w, at, n, source, sourceAt, factor, along, rate);
      return;
    }
    float[] v = velocity.get(parameter).values();
    if (nesterov) {
      nesterov(w, v, at, n, source, sourceAt, factor, along, rate);
    } else {
      heavyBall(w, v, at, n, source, sourceAt, factor, along, rate);
    }
  }

  private static void plain(
      float[] w, int at, int n, float[] source, int from, float factor, float along, float rate) {
    for (int j = 0; j < n; j++) {
      w[at + j] -= rate * (factor * source[from + j] + along * w[at + j]);
    }
  }

  private void heavyBall(
      float[] w,
      float[] v,
      int at,
      int n,
      float[] source,
      int from,
      float factor,
      float along,
      float rate) {
    float mu = momentum;
    for (int j = 0; j < n; j++) {
      v[at + j] = mu * v[at + j] + (factor * source[from + j] + along * w[at + j]);
      w[at + j] -= rate * v[at + j];
    }
  }

  private void nesterov(
      float[] w,
      float[] v,
      int at,
      int n,
      float[] source,
      int from,
      float factor,
      float along,
      float rate) {
    float mu = momentum;
    for (int j = 0; j < n; j++) {
      float g = factor * source[from + j] + along * w[at + j];
      v[at + j] = mu * v[at + j] + g;
      w[at + j] -= rate * (g + mu * v[at + j]);
    }
  }

  @Override
  public List<Tensor> state() {
    return velocity;
  }
}
