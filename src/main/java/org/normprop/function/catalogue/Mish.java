package org.normprop.function.catalogue;

/** x tanh(ln(1 + e^x)), from 20 on x to the last bit. */
final class Mish {

  private Mish() {}

  static double value(double x) {
    if (x > 20) {
      return x;
    }
    double e = StrictMath.exp(x);
    double w = e * (e + 2); // tanh(ln(1+e)) = ((1+e)^2 - 1)/((1+e)^2 + 1) = w/(w+2)
    return Math.max(x, -Double.MAX_VALUE) * (w / (w + 2));
  }

  static double derivative(double x) {
    if (x > 20) {
      return 1;
    }
    double e = StrictMath.exp(x);
    double w = e * (e + 2);
    return w / (w + 2) + Math.max(x, -Double.MAX_VALUE) * 4 * e * (1 + e) / ((w + 2) * (w + 2));
  }
}
