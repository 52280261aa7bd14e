package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.operator.WindowGeometry;

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

  static final int MOST_CHANNELS = 192;

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
    long work = cells * taps.work() * (25 * ins + 13 * outs);
    boolean known = cells > 1 || x.near() != null;
    return known
            && geometry.in().length == 2
            && ins <= MOST_CHANNELS
            && outs <= MOST_CHANNELS
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
