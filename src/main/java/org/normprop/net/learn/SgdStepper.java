package org.normprop.net.learn;

import java.util.List;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;

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
      float[] gradient,
      float factor,
      float along,
      float rate) {
    if (momentum == 0) {
      plain(w, at, n, gradient, factor, along, rate);
      return;
    }
    float[] v = velocity.get(parameter).values();
    if (nesterov) {
      nesterov(w, v, at, n, gradient, factor, along, rate);
    } else {
      heavyBall(w, v, at, n, gradient, factor, along, rate);
    }
  }

  private static void plain(
      float[] w, int at, int n, float[] g, float factor, float along, float rate) {
    for (int i = at; i < at + n; i++) {
      w[i] -= rate * (factor * g[i] + along * w[i]);
    }
  }

  private void heavyBall(
      float[] w, float[] v, int at, int n, float[] g, float factor, float along, float rate) {
    float mu = momentum;
    for (int i = at; i < at + n; i++) {
      v[i] = mu * v[i] + (factor * g[i] + along * w[i]);
      w[i] -= rate * v[i];
    }
  }

  private void nesterov(
      float[] w, float[] v, int at, int n, float[] g, float factor, float along, float rate) {
    float mu = momentum;
    for (int i = at; i < at + n; i++) {
      float decayed = factor * g[i] + along * w[i];
      v[i] = mu * v[i] + decayed;
      w[i] -= rate * (decayed + mu * v[i]);
    }
  }

  @Override
  public List<Tensor> state() {
    return velocity;
  }
}
