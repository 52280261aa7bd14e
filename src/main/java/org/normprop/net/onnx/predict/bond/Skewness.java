package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * How far from symmetric a weight layer's outputs are, output by output: rectified inputs are
 * skewed the way of their means, so that an output whose mean is positive leans to the right.
 *
 * <p>With inputs f(z) = a_1 z + a_2 He_2(z)/sqrt 2 + ..., correlations R and u = R (w a_1), the
 * third cumulant of sum w f is 3 sqrt 2 sum of w_i a_2i u_i^2, to which what single inputs have
 * beyond that is added, w_i^3 each.
 */
final class Skewness {

  /** Inputs of an output from which on the sum is taken as symmetric. */
  private static final int MOST_INPUTS = 6000;

  /** Below this root mean square nothing is gained. */
  private static final double LEAST = 0.01;

  /** Multiplications that neighbours may cost. */
  private static final long MOST_WORK = 400_000_000L;

  private static final double MOST = 1.5;
  private static final double ROOT = Math.sqrt(2);

  private Skewness() {}

  /** Third moments of the outputs, standardised; null where they are small. */
  static float[] of(Traced x, Taps taps, WindowGeometry geometry, float[] std) {
    int ins = taps.ins();
    int outs = taps.outs();
    int fan = ins / taps.groups() * taps.weights().length;
    if (fan > MOST_INPUTS) {
      return null;
    }
    float[] a1 = x.coefficients()[0];
    float[] a2 = x.coefficients()[1];
    double[] rest = new double[ins];
    boolean any = false;
    for (int i = 0; i < ins; i++) {
      double a = a1[i];
      double b = a2[i];
      rest[i] = x.third(i) - 3 * ROOT * a * a * b;
      any |= rest[i] != 0 || b != 0;
    }
    if (!any) {
      return null;
    }
    float[] skew = new float[outs];
    double square = 0;
    double[] sum = new double[outs];
    for (int k = 0; k < taps.weights().length; k++) {
      float[] u = along(x, taps, geometry, k);
      float[] w = taps.weights()[k];
      for (int o = 0; o < outs; o++) {
        for (int i = o * ins; i < (o + 1) * ins; i++) {
          double one = w[i];
          int c = i - o * ins;
          sum[o] += one * (3 * ROOT * a2[c] * u[i] * u[i] + one * one * rest[c]);
        }
      }
    }
    for (int o = 0; o < outs; o++) {
      double cube = Math.pow(std[o], 3);
      double one = cube > 0 ? sum[o] / cube : 0;
      skew[o] = (float) Math.max(-MOST, Math.min(MOST, one));
      square += one * one / outs;
    }
    return square > LEAST * LEAST ? skew : null;
  }

  /** What the outputs go with each channel of cell k: its own cell's share, and its neighbours'. */
  private static float[] along(Traced x, Taps taps, WindowGeometry geometry, int k) {
    float[] a1 = x.coefficients()[0];
    float[] u = taps.times(k, scaled(x.cloud().with(x.cloud()).same(), a1));
    Neighbours near = x.channel() == null ? x.cloud().near() : null;
    int cells = taps.weights().length;
    boolean image = near != null && geometry != null && geometry.in().length == 2;
    if (!image || cells * cells * taps.work() * a1.length > MOST_WORK) {
      return u;
    }
    int wide = geometry.kernel()[1];
    for (int l = 0; l < cells; l++) {
      int down = geometry.dilations()[0] * (k / wide - l / wide);
      int right = geometry.dilations()[1] * (k % wide - l % wide);
      float[] r = l == k ? null : near.at(down, right);
      if (r != null) {
        u = Across.added(u, taps.times(l, scaled(r, a1)), 1);
      }
    }
    return u;
  }

  private static float[] scaled(float[] rows, float[] factors) {
    float[] scaled = new float[rows.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = rows[i] * factors[i / factors.length];
    }
    return scaled;
  }

  /**
   * A density for each channel: y of a given density bent to y + s/6 (y^2 - 1) (Cornish and
   * Fisher).
   */
  static Density bent(Density density, float[] skew, TensorSignal out, int axis) {
    int[] stored = out.stored();
    double[] y = density.points(0);
    double[] weights = density.weights(0);
    double[][] points = new double[skew.length][];
    double[][] masses = new double[skew.length][];
    for (int c = 0; c < skew.length; c++) {
      double[] z = new double[y.length];
      double mean = 0;
      double square = 0;
      for (int i = 0; i < z.length; i++) {
        // Held where it would turn back.
        double held = skew[c] == 0 ? y[i] : beyond(y[i], -3 / skew[c]);
        z[i] = held + skew[c] / 6.0 * (held * held - 1);
        mean += weights[i] * z[i];
        square += weights[i] * z[i] * z[i];
      }
      double std = Math.sqrt(square - mean * mean);
      for (int i = 0; i < z.length; i++) {
        z[i] = (z[i] - mean) / std;
      }
      points[c] = z;
      masses[c] = weights;
    }
    int inner = Dims.inner(stored, axis);
    return new Density(inner, points, masses);
  }

  private static double beyond(double y, double turn) {
    return turn < 0 ? Math.max(y, turn) : Math.min(y, turn);
  }
}
