package org.normprop.claim;

import org.normprop.function.stage.Activation;

/** x^power f(x): its moments are those of f weighted by powers of x. */
record Weighted(Activation f, int power) implements Activation {

  @Override
  public double value(double x) {
    return weight(x, power) * f.value(x);
  }

  @Override
  public double derivative(double x) {
    return power * weight(x, power - 1) * f.value(x) + weight(x, power) * f.derivative(x);
  }

  private static double weight(double x, int power) {
    double weight = 1;
    for (int i = 0; i < power; i++) {
      weight *= x;
    }
    return weight;
  }

  @Override
  public double[] kinks() {
    return f.kinks();
  }

  @Override
  public String source() {
    return f.source();
  }

  @Override
  public String name() {
    return "weighted";
  }

  @Override
  public java.util.Map<String, Double> parameters() {
    return java.util.Map.of();
  }

  @Override
  public String text() {
    return "x^" + power + "*" + f.text();
  }
}
