package org.normprop.net.layer;

import java.util.Arrays;

/** The law of a sum of terms that correlate: x and f(x). */
final class FlowCoupling {

  /** Values of a term that go with one of the other. */
  private static final int SPREAD = 16;

  private FlowCoupling() {}

  /**
   * The law of p x + q y where x = g(z) and y = h(z') of correlated normals.
   *
   * @param r the correlation of x and y
   */
  static FlowLaw sum(FlowLaw x, double p, FlowLaw y, double q, double r) {
    boolean isNormal = x.isNormal() && y.isNormal();
    boolean isKnown = Double.isFinite(p) && Double.isFinite(q) && Double.isFinite(r);
    return r == 0 || isNormal || !isKnown
        ? FlowLaw.sum(x, p, y, q)
        : new FlowLaw(() -> together(x.atoms(), p, y, q, r));
  }

  private static double[] together(double[] x, double p, FlowLaw y, double q, double r) {
    int n = FlowLaw.ATOMS;
    double rho = ofNormals(x, y, r);
    double[] all = new double[n * SPREAD];
    for (int i = 0; i < n; i++) {
      double[] others = partners(i, y, rho);
      for (int k = 0; k < SPREAD; k++) {
        all[i * SPREAD + k] = p * x[i] + q * others[k];
      }
    }
    Arrays.sort(all);
    double[] ones = new double[all.length];
    Arrays.fill(ones, 1);
    return FlowLaw.parts(ones, all);
  }

  /** The correlation of the normals is taken as that of the values over the largest there is. */
  static double ofNormals(double[] x, FlowLaw y, double r) {
    int n = FlowLaw.ATOMS;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest += x[i] * y.atoms()[r > 0 ? i : n - 1 - i] / n;
    }
    return Math.signum(r) * Math.min(1, Math.abs(r / largest));
  }

  /** Equally likely values of y where x is its atom number i and the normals correlate by rho. */
  static double[] partners(int i, FlowLaw y, double rho) {
    double rest = Math.sqrt(1 - rho * rho);
    double[] all = new double[SPREAD];
    for (int k = 0; k < SPREAD; k++) {
      double own = FlowLaw.normal((2 * k + 1) * FlowLaw.ATOMS / (2 * SPREAD));
      all[k] = y.value(rho * FlowLaw.normal(i) + rest * own);
    }
    return all;
  }
}
