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
      int parameter, float[] values, int at, float[] gradient, int n, float decay, float rate) {
    if (momentum == 0) {
      plain(values, at, gradient, n, decay, rate);
    } else if (nesterov) {
      nesterov(values, velocity.get(parameter).values(), at, gradient, n, decay, rate);
    } else {
      heavyBall(values, velocity.get(parameter).values(), at, gradient, n, decay, rate);
    }
  }

  private static void plain(float[] w, int at, float[] g, int n, float decay, float rate) {
    for (int j = 0; j < n; j++) {
      w[at + j] -= rate * (g[j] + decay * w[at + j]);
    }
  }

  private void heavyBall(float[] w, float[] v, int at, float[] g, int n, float decay, float rate) {
    float mu = momentum;
    for (int j = 0; j < n; j++) {
      v[at + j] = mu * v[at + j] + (g[j] + decay * w[at + j]);
      w[at + j] -= rate * v[at + j];
    }
  }

  private void nesterov(float[] w, float[] v, int at, float[] g, int n, float decay, float rate) {
    float mu = momentum;
    for (int j = 0; j < n; j++) {
      float decayed = g[j] + decay * w[at + j];
      v[at + j] = mu * v[at + j] + decayed;
      w[at + j] -= rate * (decayed + mu * v[at + j]);
    }
  }

  @Override
  public List<Tensor> state() {
    return velocity;
  }
}
