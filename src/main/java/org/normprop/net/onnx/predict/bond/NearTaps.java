package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.read.Dims;

/**
 * A convolution of an image whose neighbouring places go together, as those behind another
 * convolution do: with C(e) the covariances of its channels at two places e apart, s the stride and
 * d the dilation,
 *
 * <p>Cov(delta) = sum over cells k, l of W_k C(s delta + d (l - k)) W_l^T.
 */
final class NearTaps {

  /** Multiplications that a layer may cost. */
  private static final long MOST_WORK = 400_000_000L;

  /** Numbers that may be kept on the way. */
  private static final long MOST_KEPT = 1 << 24;

  private static final double LEAST_NORM = 0.2;

  private final Taps taps;
  private final WindowGeometry geometry;
  private final float[] same;
  private final Neighbours near;
  private final int ins;
  private final int outs;
  private final float[][][] halves;

  private NearTaps(Traced x, Taps taps, WindowGeometry geometry) {
    this.taps = taps;
    this.geometry = geometry;
    this.same = own(x);
    this.near = x.near();
    this.ins = x.cloud().size();
    this.outs = taps.outs();
    int offsets = (2 * Neighbours.REACH + 1) * (2 * Neighbours.REACH + 1);
    this.halves = new float[taps.weights().length][offsets][];
  }

  /** What one place has beyond what any two of them share. */
  private static float[] own(Traced x) {
    float[] own = x.same();
    float[] apart = x.apart();
    for (int i = 0; apart != null && i < own.length; i++) {
      own[i] -= apart[i];
    }
    return own;
  }

  /** Null where it would cost too much, or is no image. */
  static NearTaps of(Traced x, Taps taps, WindowGeometry geometry) {
    int cells = taps.weights().length;
    long ins = x.cloud().size();
    long outs = taps.outs();
    int most = Math.max(x.cloud().size(), taps.outs());
    long work = cells * taps.work() * (25 * ins + 13 * outs);
    boolean known = cells > 1 || x.near() != null;
    return known
            && geometry.in().length == 2
            && Neighbours.areFollowed(most, Dims.count(geometry.in()))
            && work <= MOST_WORK
            && cells * outs * ins * 25 <= MOST_KEPT
        ? new NearTaps(x, taps, geometry)
        : null;
  }

  /** What two cells of one window add to the covariances of the results at one place. */
  float[] within() {
    return near == null ? null : at(0, 0);
  }

  /** Covariances of the results at two places. */
  Neighbours between() {
    return Neighbours.of(outs, this::at);
  }

  /**
   * Filters of one channel each, u = sum of w_k x_k over independent cells: windows that overlap
   * share cells, and with the cells' third and fourth cumulants
   *
   * <p>Cov(u, u'^2) = sum of w_k w_l^2 c_3, Cov(u^2, u'^2) = 2 Cov(u, u')^2 + sum of w_k^2 w_l^2
   * c_4
   *
   * <p>over the cells k of one window that are cells l of the other.
   *
   * @param between correlations of the results, which take it in
   * @param std of the results
   */
  void squares(Neighbours between, float[] std, Traced x) {
    if (taps.groups() != ins || outs != ins) {
      return;
    }
    for (int down = 0; down <= Neighbours.REACH; down++) {
      for (int right = down == 0 ? 1 : -Neighbours.REACH; right <= Neighbours.REACH; right++) {
        float[] r = between.at(down, right);
        if (r != null) {
          float[] mixed = new float[outs];
          float[] even = new float[outs];
          for (int c = 0; c < outs; c++) {
            squares(c, down, right, r[c * (outs + 1)], std[c], x, mixed, even);
          }
          between.squares(down, right, mixed, even);
        }
      }
    }
  }

  private void squares(
      int c, int down, int right, float r, float std, Traced x, float[] mixed, float[] even) {
    double third = x.third(c) / Math.pow(std, 3);
    double fourth = x.fourthCumulant(c, same[c * (ins + 1)]) / Math.pow(std, 4);
    double skew = 0;
    double kurtosis = 0;
    double one = 0;
    double two = 0;
    for (int k = 0; k < taps.weights().length; k++) {
      double w = taps.weights()[k][c * (ins + 1)];
      double v = beside(c, k, down, right);
      skew += w * w * w * third;
      kurtosis += w * w * w * w * fourth;
      one += (w * v * v + w * w * v) * third;
      two += w * w * v * v * fourth;
    }
    // p_2 = (z^2 - skew z - 1)/N, N^2 = kurtosis + 2 - skew^2
    double norm = kurtosis + 2 - skew * skew;
    if (std > 0 && norm > LEAST_NORM) {
      mixed[c] = (float) ((one - 2 * skew * r) / Math.sqrt(norm));
      double all = 2 * r * r + two - skew * one + skew * skew * r;
      even[c] = (float) (all / norm - r * r);
    }
  }

  /** The weight that the window so far off has where this one has cell k; 0 outside of it. */
  private double beside(int c, int k, int down, int right) {
    int high = geometry.kernel()[0];
    int width = geometry.kernel()[1];
    int y = geometry.dilations()[0] * (k / width) - geometry.strides()[0] * down;
    int x = geometry.dilations()[1] * (k % width) - geometry.strides()[1] * right;
    boolean falls = y % geometry.dilations()[0] == 0 && x % geometry.dilations()[1] == 0;
    y /= geometry.dilations()[0];
    x /= geometry.dilations()[1];
    boolean within = falls && y >= 0 && y < high && x >= 0 && x < width;
    return within ? taps.weights()[y * width + x][c * (ins + 1)] : 0;
  }

  private float[] at(int down, int right) {
    float[] sum = null;
    int width = geometry.kernel()[1];
    for (int l = 0; l < taps.weights().length; l++) {
      float[] half = null;
      for (int k = 0; k < taps.weights().length; k++) {
        if (down == 0 && right == 0 && k == l) {
          continue; // known for what it is
        }
        int e = geometry.strides()[0] * down + geometry.dilations()[0] * (l / width - k / width);
        int f = geometry.strides()[1] * right + geometry.dilations()[1] * (l % width - k % width);
        half = sum(half, half(k, e, f));
      }
      if (half != null) {
        sum = sum == null ? new float[outs * outs] : sum;
        taps.addTimesTransposed(half, l, sum);
      }
    }
    return sum;
  }

  private static float[] sum(float[] into, float[] more) {
    if (more == null || into == null) {
      return more == null ? into : more.clone();
    }
    for (int i = 0; i < into.length; i++) {
      into[i] += more[i];
    }
    return into;
  }

  /** W_k C(e). */
  private float[] half(int k, int down, int right) {
    boolean centre = down == 0 && right == 0;
    float[] c = centre ? same : near == null ? null : near.at(down, right);
    if (c == null) {
      return null;
    }
    int reach = Neighbours.REACH;
    int at = (down + reach) * (2 * reach + 1) + right + reach;
    if (halves[k][at] == null) {
      halves[k][at] = taps.times(k, c);
    }
    return halves[k][at];
  }
}
