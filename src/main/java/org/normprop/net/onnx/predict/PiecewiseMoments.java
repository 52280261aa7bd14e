package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.function.math.Special;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;

/**
 * E f and Var f of a function made of polynomials between breaks, of m + s z. With M_k the integral
 * of z^k from a to b over the distribution of z, they are sums over pieces of M_0 to M_4. For a
 * normal z (a truncated normal)
 *
 * <p>M_0 = Phi(b) - Phi(a), M_1 = phi(a) - phi(b), M_k = a^(k-1) phi(a) - b^(k-1) phi(b) + (k-1)
 * M_(k-2);
 *
 * <p>for weights on points they are differences of sums up to a point.
 *
 * @param breaks ascending
 * @param pieces one more than breaks: constant, linear and quadratic coefficient of each
 */
record PiecewiseMoments(double[] breaks, double[][] pieces) {

  /** Moments M_0 to M_4 between two ends. */
  private static final int POWERS = 5;

  /** Two pieces that meet at a point. */
  static PiecewiseMoments of(double at, double[] below, double[] above) {
    return new PiecewiseMoments(new double[] {at}, new double[][] {below, above});
  }

  /** The function of a signal that is linear in its origin. */
  TensorSignal of(TensorSignal x, TensorSignal.Response response) {
    int n = x.cells();
    float[] mean = new float[n];
    float[] variance = new float[n];
    double[] result = new double[2];
    Density density = x.origin().density();
    double[][] sums = density.isNormal() ? null : sums(density);
    float[] spread = sums == null ? x.variance() : x.slope();
    int last = -1;
    for (int cell = 0; cell < n; cell++) {
      int group = density.group(cell);
      boolean again =
          group == last && x.mean()[cell] == x.mean()[cell - 1] && spread[cell] == spread[cell - 1];
      if (!again) { // else as before: places in the middle of an image are alike
        double m = x.mean()[cell];
        if (sums == null) {
          moments(m, Math.sqrt(spread[cell]), result);
        } else {
          moments(m, spread[cell], density.points()[group], sums[group], result);
        }
      }
      last = group;
      mean[cell] = (float) result[0];
      variance[cell] = (float) result[1];
    }
    return TensorSignal.function(x.dims(), x.stored(), mean, variance, x.origin(), response);
  }

  /** For each group sums of z^0 to z^4 over the points below each. */
  private static double[][] sums(Density density) {
    double[][] all = new double[density.points().length][];
    for (int g = 0; g < all.length; g++) {
      double[] z = density.points()[g];
      double[] w = density.weights()[g];
      boolean same = g > 0 && z == density.points()[g - 1] && w == density.weights()[g - 1];
      all[g] = same ? all[g - 1] : new double[POWERS * (z.length + 1)];
      for (int i = 0; !same && i < z.length; i++) {
        double power = w[i];
        for (int k = 0; k < POWERS; k++) {
          all[g][POWERS * (i + 1) + k] = all[g][POWERS * i + k] + power;
          power *= z[i];
        }
      }
    }
    return all;
  }

  /** Mean and variance of f(m + s z) of weights on points. */
  private void moments(double m, double s, double[] z, double[] sums, double[] result) {
    if (s == 0) {
      point(m, 0, result);
      return;
    }
    double first = 0;
    double second = 0;
    int n = z.length;
    int from = s > 0 ? 0 : n;
    for (int piece = 0; piece < pieces.length; piece++) {
      int to = s > 0 ? n : 0;
      if (piece < breaks.length) {
        int at = Arrays.binarySearch(z, (breaks[piece] - m) / s);
        to = at < 0 ? -at - 1 : at;
      }
      double m0 = Math.abs(sums[POWERS * to] - sums[POWERS * from]);
      double sign = to < from ? -1 : 1;
      double m1 = sign * (sums[POWERS * to + 1] - sums[POWERS * from + 1]);
      double m2 = sign * (sums[POWERS * to + 2] - sums[POWERS * from + 2]);
      double m3 = sign * (sums[POWERS * to + 3] - sums[POWERS * from + 3]);
      double m4 = sign * (sums[POWERS * to + 4] - sums[POWERS * from + 4]);
      double[] c = pieces[piece];
      double p0 = c[0] + m * (c[1] + m * c[2]);
      double p1 = s * (c[1] + 2 * m * c[2]);
      double p2 = s * s * c[2];
      first += p0 * m0 + p1 * m1 + p2 * m2;
      second += second(p0, p1, p2, m0, m1, m2, m3, m4);
      from = to;
    }
    result[0] = first;
    result[1] = Math.max(0, second - first * first);
  }

  /** The integral of (p0 + p1 z + p2 z^2)^2. */
  private static double second(
      double p0, double p1, double p2, double m0, double m1, double m2, double m3, double m4) {
    return p0 * p0 * m0
        + 2 * p0 * p1 * m1
        + (p1 * p1 + 2 * p0 * p2) * m2
        + 2 * p1 * p2 * m3
        + p2 * p2 * m4;
  }

  /** What hardly varies. */
  private void point(double m, double s, double[] result) {
    int piece = 0;
    while (piece < breaks.length && m >= breaks[piece]) {
      piece++;
    }
    double[] c = pieces[piece];
    result[0] = c[0] + m * (c[1] + m * c[2]);
    double slope = c[1] + 2 * c[2] * m;
    result[1] = slope * slope * s * s;
  }

  /** Mean and variance of f(N(m, s^2)). */
  void moments(double m, double s, double[] result) {
    if (!(s > 1e-12 * Math.abs(m)) || s == 0) {
      point(m, s, result);
      return;
    }
    double first = 0;
    double second = 0;
    double cdf = 0;
    double density = 0;
    double at = 0; // finite stand-in for minus infinity, where the density is 0
    for (int piece = 0; piece < pieces.length; piece++) {
      double end = piece < breaks.length ? (breaks[piece] - m) / s : 0;
      double endDensity = piece < breaks.length ? Special.normalDensity(end) : 0;
      double endCdf = piece < breaks.length ? Special.normalCdf(end, endDensity) : 1;
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
      second += second(p0, p1, p2, m0, m1, m2, m3, m4);
      cdf = endCdf;
      density = endDensity;
      at = end;
    }
    result[0] = first;
    result[1] = Math.max(0, second - first * first);
  }
}
