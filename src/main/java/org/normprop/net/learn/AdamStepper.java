package org.normprop.net.learn;

import java.util.List;
import java.util.stream.Stream;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;

/** Adam, as {@link Optimiser.Adam} defines it. */
final class AdamStepper extends Stepper {

  private final Optimiser.Adam rule;
  private final List<Tensor> first;
  private final List<Tensor> second;
  private float size;
  private float secondCorrection;

  AdamStepper(Optimiser.Adam rule, List<Parameter> parameters, Engine engine) {
    super(rule, parameters, engine);
    this.rule = rule;
    first = zeros("adam.m", parameters);
    second = zeros("adam.v", parameters);
  }

  @Override
  void prepare(long step, double rate) {
    size = (float) (rate / (1 - Math.pow(rule.beta1(), step)));
    secondCorrection = (float) (1 / Math.sqrt(1 - Math.pow(rule.beta2(), step)));
  }

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
    float[] m = first.get(parameter).values();
    float[] v = second.get(parameter).values();
    float beta1 = (float) rule.beta1();
    float beta2 = (float) rule.beta2();
    float rest1 = (float) (1 - rule.beta1());
    float rest2 = (float) (1 - rule.beta2());
    float epsilon = (float) rule.epsilon();
    for (int i = at; i < at + n; i++) {
      float g = factor * gradient[i] + along * w[i];
      m[i] = beta1 * m[i] + rest1 * g;
      v[i] = beta2 * v[i] + rest2 * g * g;
      w[i] -= size * m[i] / ((float) Math.sqrt(v[i]) * secondCorrection + epsilon);
    }
  }

  @Override
  public List<Tensor> state() {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
