package org.normprop.moments.pair;

/** The Gauss-Hermite rule for a standard normal. */
final class GaussHermite {

  private GaussHermite() {}

  /** Nodes, ascending, and weights, which add up to 1, of as many nodes as the arrays are long. */
  static void fill(double[] nodes, double[] weights) {
    int n = nodes.length;
    // Roots of He_n lie between those of He_(n-1): bisection from one degree to the next.
    double[] roots = {0};
    for (int degree = 2; degree <= n; degree++) {
      double[] next = new double[degree];
      double end = 2 * Math.sqrt(degree) + 1;
      for (int i = 0; i < degree; i++) {
        double low = i == 0 ? -end : roots[i - 1];
        double high = i == degree - 1 ? end : roots[i];
        boolean rises = value(degree, low) < 0;
        for (int step = 0; step < 80; step++) {
          double middle = (low + high) / 2;
          if (value(degree, middle) < 0 == rises) {
            low = middle;
          } else {
            high = middle;
          }
        }
        next[i] = (low + high) / 2;
      }
      roots = next;
    }
    for (int i = 0; i < n; i++) {
      nodes[i] = roots[i];
      double before = value(n - 1, roots[i]); // orthonormal: the weight is 1/(n h_(n-1)^2)
      weights[i] = 1 / (n * before * before);
    }
  }

  /** The orthonormal He_n(x)/sqrt(n!). */
  private static double value(int n, double x) {
    double before = 0;
    double h = 1;
    for (int k = 0; k < n; k++) {
      double next = (x * h - Math.sqrt(k) * before) / Math.sqrt(k + 1);
      before = h;
      h = next;
    }
    return h;
  }
}
