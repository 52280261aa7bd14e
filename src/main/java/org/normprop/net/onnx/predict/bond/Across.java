package org.normprop.net.onnx.predict.bond;

import java.util.function.UnaryOperator;
import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.read.Dims;

/**
 * How channels of an image go together with those of another image of the same size at places
 * nearby: for every offset a matrix, the first image's channels as rows. What all places share is
 * no part of it, nor is the offset of 0. Immutable.
 */
final class Across {

  /** Multiplications that a layer may cost for each image that it is followed with. */
  private static final long MOST_WORK = 400_000_000L;

  private static final int REACH = Neighbours.REACH;
  private static final int WIDTH = 2 * REACH + 1;

  private final float[][] all = new float[WIDTH * WIDTH][];

  /** Something for each offset. */
  interface Each {
    float[] of(int down, int right);
  }

  private Across() {}

  /** Null where there is nothing at any offset. */
  static Across of(Each each) {
    Across result = new Across();
    boolean any = false;
    for (int down = -REACH; down <= REACH; down++) {
      for (int right = -REACH; right <= REACH; right++) {
        if (down != 0 || right != 0) {
          float[] one = each.of(down, right);
          result.all[(down + REACH) * WIDTH + right + REACH] = one;
          any |= one != null;
        }
      }
    }
    return any ? result : null;
  }

  /** Of an image with itself. */
  static Across of(Neighbours near) {
    return near == null ? null : of(near::at);
  }

  /** Row by row; null where there is nothing. */
  float[] at(int down, int right) {
    boolean within = Math.abs(down) <= REACH && Math.abs(right) <= REACH;
    return within ? all[(down + REACH) * WIDTH + right + REACH] : null;
  }

  /** Something done to each matrix. */
  Across each(UnaryOperator<float[]> function) {
    return of(
        (down, right) -> {
          float[] one = at(down, right);
          return one == null ? null : function.apply(one);
        });
  }

  /** The other image's channels as rows. */
  Across turned(int rows, int columns) {
    return of((down, right) -> Cloud.transposed(at(-down, -right), rows, columns));
  }

  /**
   * Behind a convolution of stride 1: with C(e) = Cov(x(p), o(p + e)), centre c and dilation d
   *
   * <p>Cov(y(p), o(p + e)) = sum over cells k of W_k C(e - d (k - c)).
   *
   * @param tie of the image that goes in, with the other
   * @param width channels of the other
   * @return at one place, where others than the centre's cell count, and at places nearby; null
   *     where it would cost too much
   */
  static Cloud.Tie through(Taps taps, WindowGeometry geometry, Cloud.Tie tie, int width) {
    long cells = taps.weights().length;
    long filled = 1;
    for (int i = 0; tie.near() != null && i < WIDTH * WIDTH; i++) {
      filled += tie.near().all[i] == null ? 0 : 1;
    }
    if (geometry == null
        || geometry.in().length != 2
        || cells == 1 && tie.near() == null
        || !Neighbours.areFollowed(Math.max(taps.outs(), width), Dims.count(geometry.in()))
        || cells * filled * taps.work() * width > MOST_WORK) {
      return null;
    }
    float[] own = tie.same();
    if (tie.apart() != null) {
      own = own.clone();
      for (int i = 0; i < own.length; i++) {
        own[i] -= tie.apart()[i];
      }
    }
    float[] one = own;
    return new Cloud.Tie(
        sum(taps, geometry, tie.near(), null, 0, 0),
        null,
        of((down, right) -> sum(taps, geometry, tie.near(), one, down, right)));
  }

  private static float[] sum(
      Taps taps, WindowGeometry geometry, Across near, float[] own, int down, int right) {
    float[] sum = null;
    int wide = geometry.kernel()[1];
    for (int k = 0; k < taps.weights().length; k++) {
      int e = down - geometry.dilations()[0] * (k / wide - taps.centre() / wide);
      int f = right - geometry.dilations()[1] * (k % wide - taps.centre() % wide);
      float[] c = e == 0 && f == 0 ? own : near == null ? null : near.at(e, f);
      if (c != null) {
        sum = added(sum, taps.times(k, c), 1);
      }
    }
    return sum;
  }

  /** The sum of two, either of which may be null. */
  static Across sum(Across a, Across b) {
    return of(
        (down, right) ->
            added(a == null ? null : a.at(down, right), b == null ? null : b.at(down, right), 1));
  }

  /** A fresh array, or null where neither is one. */
  static float[] added(float[] a, float[] b, float times) {
    if (a == null && b == null) {
      return null;
    }
    float[] sum = new float[a == null ? b.length : a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (a == null ? 0 : a[i]) + (b == null ? 0 : times * b[i]);
    }
    return sum;
  }
}
