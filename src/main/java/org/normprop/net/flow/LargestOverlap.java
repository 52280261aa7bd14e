package org.normprop.net.flow;

import org.normprop.function.math.Special;

/**
 * The covariance of the largest values of two windows of n independent N(0,1), s of which both
 * hold: by Hoeffding's formula the double integral of F(x,y) - F(x) F(y), which is
 *
 * <pre>2 int Phi(y)^(n-s) (1 - Phi(y)^s) H(y) dy,   H(y) = int_-inf^y Phi^n</pre>
 *
 * <p>summed by the trapezium rule, to 1e-5. Thread-safe, as it keeps nothing.
 */
final class LargestOverlap {

  private static final double END = 9;
  private static final double STEP = 1.0 / 128;

  private LargestOverlap() {}

  static double covariance(int n, int s) {
    if (s == 0) {
      return 0;
    }
    double below = 0;
    double sum = 0;
    double last = 0;
    for (double y = -END; y < END; y += STEP) {
      double phi = Special.normalCdf(y);
      double largest = Math.pow(phi, n);
      below += (last + largest) / 2 * STEP;
      last = largest;
      sum += Math.pow(phi, n - s) * (1 - Math.pow(phi, s)) * below * STEP;
    }
    return 2 * sum;
  }
}
