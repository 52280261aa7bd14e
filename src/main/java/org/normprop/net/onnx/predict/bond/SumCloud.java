package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import java.util.Set;
import org.normprop.net.onnx.predict.signal.Bend;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.MatrixProduct;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * A sum of two tensors that depend on one another: Cov(a + b) = Cov a + Cov b + Cov(a, b) + Cov(b,
 * a), at one place and at two.
 */
final class SumCloud {

  private static final double LEAST = 0.02;

  /** Of a scale that two terms have in common: what is less is not felt. */
  private static final double LEAST_SHARED = 0.003;

  private final Traced a;
  private final Traced b;
  private final int[] orderA;
  private final int[] orderB;
  private final int sign;
  private final int n;
  private final float[] factor;
  private final float[] std;
  private final float[] correlation;
  private final Cloud.Tie own;

  /**
   * Two terms.
   *
   * @param orderA the channel of the first term's cloud for each of the sum's
   * @param sign of the second term
   */
  SumCloud(Traced a, int[] orderA, Traced b, int[] orderB, int sign) {
    this.a = a;
    this.b = b;
    this.orderA = orderA;
    this.orderB = orderB;
    this.sign = sign;
    this.n = orderA.length;
    this.factor = new float[n];
    this.std = new float[n];
    this.correlation = new float[n];
    this.own = join();
  }

  private Cloud.Tie join() {
    boolean alike = a.cloud().places() == b.cloud().places();
    float[] first = a.same();
    float[] second = b.same();
    float[] across = alike ? placed(orderA, orderB, b.cloud().size(), Ties.same(a, b)) : null;
    float[] acrossApart = alike ? placed(orderA, orderB, b.cloud().size(), Ties.apart(a, b)) : null;
    float[] same = joined(picked(first, orderA), picked(second, orderB), across);
    float[] apart = joined(picked(a.apart(), orderA), picked(b.apart(), orderB), acrossApart);
    for (int c = 0; c < n; c++) {
      double product =
          (double) first[orderA[c] * (a.cloud().size() + 1)]
              * second[orderB[c] * (b.cloud().size() + 1)];
      double r = across == null || !(product > 0) ? 0 : across[c * n + c] / Math.sqrt(product);
      correlation[c] = (float) Math.max(-0.95, Math.min(0.95, r));
      double plain =
          first[orderA[c] * (a.cloud().size() + 1)] + second[orderB[c] * (b.cloud().size() + 1)];
      double variance = Math.max(LEAST * plain, same[c * n + c]);
      same[c * n + c] = (float) variance;
      factor[c] = plain > 0 ? (float) (variance / plain) : 1;
      std[c] = (float) Math.sqrt(variance);
    }
    return new Cloud.Tie(LinearCloud.correlations(same, std), LinearCloud.correlations(apart, std));
  }

  /** How the sum's places go with those nearby. */
  Neighbours near() {
    Neighbours first = a.near();
    Neighbours second = b.near();
    boolean inOrder = isInOrder(orderA) && isInOrder(orderB);
    Across shared = inOrder ? shared() : null;
    if (!inOrder || first == null && second == null && shared == null) {
      return null;
    }
    Neighbours own = Neighbours.sum(n, first, second);
    Neighbours all =
        shared == null
            ? own
            : Neighbours.of(
                n,
                (down, right) -> Across.added(own.at(down, right), shared.at(down, right), sign));
    Neighbours near = all.correlations(std);
    near.scales(
        (down, right) ->
            WindowSpread.ofSum(
                a, b, WindowSpread.scale(a, down, right), WindowSpread.scale(b, down, right)));
    return near;
  }

  /** How the sum's tokens go together, pair by pair. */
  TokenPairs tokens() {
    return a.cloud().places() == b.cloud().places()
        ? TokenPairs.ofSum(a.cloud().tokens(), shared(a), b.cloud().tokens(), shared(b))
        : null;
  }

  private static double shared(Traced x) {
    float[] apart = x.apart();
    double sum = 0;
    for (int c = 0; apart != null && c < x.cloud().size(); c++) {
      sum += apart[c * (x.cloud().size() + 1)];
    }
    return sum;
  }

  /** Cov(a(p), b(p + e)) + Cov(b(p), a(p + e)). */
  private Across shared() {
    int places = a.cloud().places();
    boolean known = b.cloud().places() == places && Neighbours.areFollowed(n, places);
    boolean whole = a.channel() == null && b.channel() == null;
    Across one = known && whole ? Ties.near(a, b) : null;
    return one == null ? null : Across.sum(one, one.turned(n, n));
  }

  static boolean isInOrder(int[] order) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }

  /**
   * The shape of the sum: of one term that is not normal, and of two that are large together; one
   * of independent terms is known.
   *
   * @param axis of the channels
   */
  Density density(Density known, TensorSignal out, int axis) {
    TensorSignal first = a.signal();
    TensorSignal second = b.signal();
    int inner = Dims.inner(out.stored(), axis);
    boolean alike =
        Arrays.equals(first.stored(), out.stored()) && Arrays.equals(second.stored(), out.stored());
    boolean each = known.points().length == n && (n == 1 || known.inner() == inner);
    if (!alike || !each && known.points().length > 1) {
      return known;
    }
    boolean normal = first.isNormal() && second.isNormal();
    Density apart =
        normal || !each ? known : SumDensity.of(first, second, sign, axis, correlation, known);
    return together(apart, inner);
  }

  /**
   * With s the scale that both terms have in common, A = E a and B = E b given s by its slope, A_2
   * and B_2 those of the squares, the joint cumulants are Var s times A B_2, A_2 B and A_2 B_2.
   */
  private Density together(Density known, int inner) {
    double shared = WindowSpread.shared(WindowSpread.scale(a), WindowSpread.scale(b));
    if (shared < LEAST_SHARED) {
      return known;
    }
    double[] third = new double[n];
    double[] fourth = new double[n];
    for (int c = 0; c < n; c++) {
      double variance = std[c] * std[c];
      double one = WindowSpread.drift(a, orderA[c]);
      double two = sign * WindowSpread.drift(b, orderB[c]);
      double oneSquare = WindowSpread.spreadDrift(a, orderA[c]);
      double twoSquare = WindowSpread.spreadDrift(b, orderB[c]);
      double cube = 3 * shared * (one * twoSquare + two * oneSquare);
      third[c] = variance > 0 ? cube / variance / std[c] : 0;
      fourth[c] = variance > 0 ? 6 * shared * oneSquare * twoSquare / variance / variance : 0;
    }
    return Bend.of(known, inner, third, fourth);
  }

  Cloud.Tie own() {
    return own;
  }

  /** The variance of the scale that the sum's channels have in common. */
  double scale() {
    return WindowSpread.ofSum(a, b, WindowSpread.scale(a), WindowSpread.scale(b));
  }

  /** What the variances of a sum of independent terms are multiplied by, by channel. */
  float[] factor() {
    return factor;
  }

  /** Correlations of the sum with other clouds. */
  void tie(Cloud cloud, Set<Cloud> live) {
    for (Cloud other : live) {
      if (other.places() == cloud.places()) {
        tie(cloud, other);
      }
    }
  }

  private void tie(Cloud cloud, Cloud other) {
    Cloud.Tie first = a.with(other);
    Cloud.Tie second = b.with(other);
    if (first == null && second == null) {
      return;
    }
    int width = other.size();
    boolean places =
        first != null && first.apart() != null || second != null && second.apart() != null;
    float[] same = new float[n * width];
    float[] apart = places ? new float[n * width] : null;
    add(same, first == null ? null : first.same(), orderA, width, 1);
    add(same, second == null ? null : second.same(), orderB, width, sign);
    add(apart, first == null ? null : first.apart(), orderA, width, 1);
    add(apart, second == null ? null : second.apart(), orderB, width, sign);
    divide(same, width);
    divide(apart, width);
    cloud.tie(other, new Cloud.Tie(same, apart, near(first, second, width)));
  }

  private Across near(Cloud.Tie first, Cloud.Tie second, int width) {
    Across one = first == null || !isInOrder(orderA) ? null : first.near();
    Across two = second == null || !isInOrder(orderB) ? null : second.near();
    return one == null && two == null
        ? null
        : Across.of(
            (down, right) -> {
              float[] x = one == null ? null : one.at(down, right);
              float[] sum = Across.added(x, two == null ? null : two.at(down, right), sign);
              divide(sum, width);
              return sum;
            });
  }

  private static void add(float[] into, float[] rows, int[] order, int width, int sign) {
    for (int i = 0; rows != null && i < order.length; i++) {
      int from = order[i] * width;
      for (int j = 0; j < width; j++) {
        into[i * width + j] += sign * rows[from + j];
      }
    }
  }

  private void divide(float[] rows, int width) {
    for (int i = 0; rows != null && i < n; i++) {
      float inverse = std[i] > 0 ? 1 / std[i] : 0;
      for (int j = 0; j < width; j++) {
        rows[i * width + j] *= inverse;
      }
    }
  }

  /** Cov(a_i, b_j) in the result's order. */
  static float[] placed(int[] orderA, int[] orderB, int width, float[] all) {
    if (all == null) {
      return null;
    }
    int n = orderA.length;
    float[] result = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        result[i * n + j] = all[orderA[i] * width + orderB[j]];
      }
    }
    return result;
  }

  static float[] picked(float[] square, int[] order) {
    if (square == null) {
      return null;
    }
    int n = order.length;
    int size = (int) Math.round(Math.sqrt(square.length));
    float[] result = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        result[i * n + j] = square[order[i] * size + order[j]];
      }
    }
    return result;
  }

  private float[] joined(float[] first, float[] second, float[] across) {
    if (first == null && second == null && across == null) {
      return null;
    }
    float[] sum = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        int at = i * n + j;
        float one = (first == null ? 0 : first[at]) + (second == null ? 0 : second[at]);
        sum[at] = one + (across == null ? 0 : sign * (across[at] + across[j * n + i]));
      }
    }
    MatrixProduct.mirror(sum, n);
    return sum;
  }
}
