package org.normprop.net.onnx.predict;

import org.normprop.function.math.Special;
import org.normprop.net.onnx.predict.signal.TensorSignal;

/**
 * E f and Var f of a function made of polynomials between breaks, for a normal argument, by the
 * moments of a truncated normal: with M_k the integral of z^k phi(z) from a to b,
 *
 * <p>M_0 = Phi(b) - Phi(a), M_1 = phi(a) - phi(b), M_k = a^(k-1) phi(a) - b^(k-1) phi(b) + (k-1)
 * M_(k-2).
 *
 * @param breaks ascending
 * @param pieces one more than breaks: constant, linear and quadratic coefficient of each
 */
record PiecewiseMoments(double[] breaks, double[][] pieces) {

  /** Two pieces that meet at a point. */
  static PiecewiseMoments of(double at, double[] below, double[] above) {
    return new PiecewiseMoments(new double[] {at}, new double[][] {below, above});
  }

  TensorSignal of(TensorSignal x, TensorSignal.Response response) {
    int n = x.cells();
    float[] mean = new float[n];
    float[] variance = new float[n];
    double[] result = new double[2];
    for (int cell = 0; cell < n; cell++) {
      boolean again =
          cell > 0
              && x.mean()[cell] == x.mean()[cell - 1]
              && x.variance()[cell] == x.variance()[cell - 1];
      if (!again) { // places in the middle of an image are alike
        moments(x.mean()[cell], Math.sqrt(x.variance()[cell]), result);
      }
      mean[cell] = (float) result[0];
      variance[cell] = (float) result[1];
    }
    return TensorSignal.function(x.dims(), x.stored(), mean, variance, x.origin(), response);
  }

  /** Mean and variance of f(N(m, s^2)). */
  void moments(double m, double s, double[] result) {
    if (!(s > 1e-12 * Math.abs(m)) || s == 0) {
      int piece = 0;
      while (piece < breaks.length && m >= breaks[piece]) {
        piece++;
      }
      double[] c = pieces[piece];
      result[0] = c[0] + m * (c[1] + m * c[2]);
      double slope = c[1] + 2 * c[2] * m;
      result[1] = slope * slope * s * s;
      return;
    }
    double first = 0;
    double second = 0;
    double cdf = 0;
    double density = 0;
    double at = 0; // finite stand-in for minus infinity, where the density is 0
    for (int piece = 0; piece < pieces.length; piece++) {
      double end = piece < breaks.length ? (breaks[piece] - m) / s : 0;
      double endCdf = piece < breaks.length ? Special.normalCdf(end) : 1;
      double endDensity = piece < breaks.length ? Special.normalDensity(end) : 0;
      double m0 = endCdf - cdf;
      double m1 = density - endDensity;
      double m2 = at * density - end * endDensity + m0;
      double m3 = at * at * density - end * end * endDensity + 2 * m1;
      double m4 = at * at * at * density - end * end * end * endDensity + 3 * m2;
      double[] c = pieces[piece];
      // the polynomial in z
      double p0 = c[0] + m * (c[1] + m * c[2]);
      double p1 = s * (c[1] + 2 * m * c[2]);
      double p2 = s * s * c[2];
      first += p0 * m0 + p1 * m1 + p2 * m2;
      second +=
          p0 * p0 * m0
              + 2 * p0 * p1 * m1
              + (p1 * p1 + 2 * p0 * p2) * m2
              + 2 * p1 * p2 * m3
              + p2 * p2 * m4;
      cdf = endCdf;
      density = endDensity;
      at = end;
    }
    result[0] = first;
    result[1] = Math.max(0, second - first * first);
  }
}
