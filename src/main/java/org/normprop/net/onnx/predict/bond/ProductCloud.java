package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import java.util.Set;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * A product of two tensors, channel by channel: a gate, such as that of squeeze and excitation,
 * which all places have in common, or that of a gated linear unit. With x = m + X and g = h + G
 *
 * <p>Cov(x_c g_c, x_d g_d) = h_c h_d Cov(X_c, X_d) + m_c m_d Cov(G_c, G_d) + h_c m_d Cov(X_c, G_d)
 * + m_c h_d Cov(G_c, X_d) + Cov(X_c, X_d) Cov(G_c, G_d) + Cov(X_c, G_d) Cov(G_c, X_d),
 *
 * <p>which holds for normal values; a channel's own mean and variance are found by Hermite series,
 * E x g = m h + sum of a_k b_k r^k, and so for x^2 and g^2.
 */
final class ProductCloud {

  private static final double LEAST = 0.05;

  private final Traced x;
  private final Traced g;
  private final int[] orderX;
  private final int[] orderG;
  private final int n;

  /** Whether all places have the second factor in common. */
  private final boolean isCommon;

  private final Cloud.Tie tie;
  private final float[] meanX;
  private final float[] meanG;
  private final float[] std;

  private ProductCloud(Traced x, int[] orderX, Traced g, int[] orderG, int axis) {
    this.x = x;
    this.g = g;
    this.orderX = orderX;
    this.orderG = orderG;
    this.n = orderX.length;
    this.isCommon = g.cloud().places() == 1 && x.cloud().places() > 1;
    this.tie = x.cloud().with(g.cloud());
    this.meanX = means(x.signal(), axis);
    this.meanG = means(g.signal(), axis);
    this.std = new float[n];
  }

  /**
   * The product; null where the factors do not lie channel by channel.
   *
   * @param one a factor
   * @param two the other one
   * @param out what is foretold of independent factors
   * @param live clouds to be tied to
   */
  static Traced of(
      Traced one, Traced two, TensorSignal out, int axis, Set<Cloud> live, Expansion expansion) {
    boolean turned = one.cloud().places() < two.cloud().places();
    Traced x = turned ? two : one;
    Traced g = turned ? one : two;
    int[] orderX = x.order(axis);
    int[] orderG = g.order(axis);
    int[] dims = out.dims();
    boolean apt =
        orderX != null
            && orderG != null
            && orderX.length == dims[axis]
            && orderG.length == dims[axis]
            && Arrays.equals(x.signal().dims(), dims)
            && g.signal().dims().length == dims.length
            && (g.cloud().places() == 1 || Arrays.equals(g.signal().dims(), dims))
            && out.stored()[axis] == dims[axis];
    return apt
        ? new ProductCloud(x, orderX, g, orderG, axis).traced(out, axis, live, expansion)
        : null;
  }

  private Traced traced(TensorSignal out, int axis, Set<Cloud> live, Expansion expansion) {
    float[] sameX = SumCloud.picked(x.same(), orderX);
    float[] sameG = SumCloud.picked(g.same(), orderG);
    float[] across = tie == null ? null : across(Ties.same(x, g));
    float[] same = joined(sameX, sameG, across);
    float[] shift = new float[n];
    float[] factor = own(same, sameX, sameG, across, shift);
    float[] apartX = SumCloud.picked(x.apart(), orderX);
    float[] apartG = isCommon ? sameG : SumCloud.picked(g.apart(), orderG);
    float[] apartAcross = tie == null ? null : isCommon ? across : across(Ties.apart(x, g));
    float[] apart =
        x.cloud().places() == 1 || apartX == null && apartG == null && apartAcross == null
            ? null
            : joined(apartX, apartG, apartAcross);
    Cloud.Tie own =
        new Cloud.Tie(
            LinearCloud.correlations(same, std), LinearCloud.correlations(apart, std, false));
    double scale = Math.min(2, Math.max(0, x.cloud().scale()) + scale(sameX, sameG));
    Cloud cloud = Scales.cloud(n, Dims.count(out.dims()) / n, own, scale, expansion);
    cloud.near(near(sameG));
    for (Cloud other : live) {
      tie(cloud, other);
    }
    TensorSignal mended = moved(out.mended(factor, axis, out.origin().density()), shift, axis);
    return Traced.of(mended, cloud, axis, expansion);
  }

  /** Linear cells, a shift added to the mean for each step along an axis. */
  static TensorSignal moved(TensorSignal signal, float[] shift, int axis) {
    int[] stored = signal.stored();
    int inner = Dims.inner(stored, axis);
    float[] mean = signal.mean().clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] += shift[i / inner % stored[axis]];
    }
    return signal.shifted(mean, null);
  }

  /** Means of the channels over places. */
  private static float[] means(TensorSignal signal, int axis) {
    int[] stored = signal.stored();
    int inner = Dims.inner(stored, axis);
    double[] sums = new double[stored[axis]];
    for (int i = 0; i < signal.cells(); i++) {
      sums[i / inner % stored[axis]] += signal.mean()[i];
    }
    float[] means = new float[signal.dims()[axis]];
    for (int c = 0; c < means.length; c++) {
      double share = (double) signal.cells() / stored[axis];
      means[c] = (float) (sums[stored[axis] == 1 ? 0 : c] / share);
    }
    return means;
  }

  /** Cov(X_c, G_d), in the product's order. */
  private float[] across(float[] all) {
    return SumCloud.placed(orderX, orderG, g.cloud().size(), all);
  }

  private float[] joined(float[] covX, float[] covG, float[] across) {
    float[] all = new float[n * n];
    for (int c = 0; c < n; c++) {
      for (int d = 0; d < n; d++) {
        int at = c * n + d;
        double a = covX == null ? 0 : covX[at];
        double b = covG == null ? 0 : covG[at];
        double p = across == null ? 0 : across[at];
        double q = across == null ? 0 : across[d * n + c];
        double linear = meanG[c] * meanG[d] * a + meanX[c] * meanX[d] * b;
        double mixed = meanG[c] * meanX[d] * p + meanX[c] * meanG[d] * q;
        all[at] = (float) (linear + mixed + a * b + p * q);
      }
    }
    return all;
  }

  /** Each channel's own variance, by series, in its place; the factor against independent ones. */
  private float[] own(float[] same, float[] covX, float[] covG, float[] across, float[] shift) {
    float[] factor = new float[n];
    for (int c = 0; c < n; c++) {
      double m = meanX[c];
      double h = meanG[c];
      double vx = covX[c * n + c];
      double vg = covG[c * n + c];
      double plain = vx * vg + vx * h * h + vg * m * m;
      double r = tie == null ? 0 : tie.same()[orderX[c] * g.cloud().size() + orderG[c]];
      double first = 0;
      double second = 0;
      double power = 1;
      for (int k = 0; r != 0 && k < Expansion.DEGREES; k++) {
        power *= r;
        double a = x.coefficients()[k][orderX[c]];
        double b = g.coefficients()[k][orderG[c]];
        first += power * a * b;
        second +=
            power * (2 * m * a + square(x, k, orderX[c])) * (2 * h * b + square(g, k, orderG[c]));
      }
      double whole = across == null ? 0 : across[c * n + c];
      second += 4 * m * h * (whole - first);
      first = whole;
      shift[c] = (float) first;
      double mean = m * h + first;
      double variance = (m * m + vx) * (h * h + vg) + second - mean * mean;
      variance = Math.max(LEAST * plain, variance);
      same[c * n + c] = (float) variance;
      factor[c] = plain > 0 ? (float) (variance / plain) : 1;
      std[c] = (float) Math.sqrt(variance);
    }
    return factor;
  }

  /** Coefficients of the squared distance from the mean: of z^2 it is that of degree 2. */
  private static double square(Traced x, int k, int channel) {
    if (x.squares() != null) {
      return x.squares()[k][channel];
    }
    double a = x.coefficients()[0][channel];
    return k == 1 ? Math.sqrt(2) * a * a : 0;
  }

  /** What the channels have in common of the second factors' squares. */
  private double scale(float[] covX, float[] covG) {
    double sum = 0;
    double all = 0;
    for (int c = 0; c < n; c++) {
      double own = covX[c * n + c];
      all += own * (meanG[c] * meanG[c] + covG[c * n + c]) + meanX[c] * meanX[c] * covG[c * n + c];
      for (int d = 0; d < n; d++) {
        double cov = covG[c * n + d];
        sum += own * covX[d * n + d] * (4 * meanG[c] * meanG[d] * cov + 2 * cov * cov);
      }
    }
    return all > 0 ? sum / all / all : 0;
  }

  /** Places nearby: what the first factor's go together, times E g_c g_d. */
  private Neighbours near(float[] covG) {
    Neighbours near = SumCloud.isInOrder(orderX) && isCommon ? x.near() : null;
    return near == null
        ? null
        : Neighbours.of(
                n,
                (down, right) -> {
                  float[] one = near.at(down, right);
                  float[] result = one == null ? null : one.clone();
                  for (int i = 0; result != null && i < result.length; i++) {
                    result[i] *= meanG[i / n] * meanG[i % n] + covG[i];
                  }
                  return result;
                })
            .correlations(std);
  }

  private void tie(Cloud cloud, Cloud other) {
    Cloud.Tie first = other.places() == cloud.places() ? x.with(other) : null;
    Cloud.Tie second =
        other.places() == g.cloud().places() || g.cloud().places() == 1 ? g.with(other) : null;
    if (first == null && second == null) {
      return;
    }
    int width = other.size();
    float[] same = new float[n * width];
    float[] apart = new float[n * width];
    boolean common = isCommon || second != null && other.places() != cloud.places();
    if (first != null) {
      add(same, first.same(), orderX, meanG, width);
      add(apart, first.apart(), orderX, meanG, width);
    }
    if (second != null) {
      add(same, second.same(), orderG, meanX, width);
      add(apart, common ? second.same() : second.apart(), orderG, meanX, width);
    }
    Across near = first == null || !SumCloud.isInOrder(orderX) ? null : first.near();
    cloud.tie(other, new Cloud.Tie(same, apart, near == null ? null : near.each(this::opened)));
  }

  /** Rows of the first factor behind the second one's mean. */
  private float[] opened(float[] rows) {
    float[] result = new float[rows.length];
    add(result, rows, orderX, meanG, rows.length / n);
    return result;
  }

  private void add(float[] into, float[] rows, int[] order, float[] times, int width) {
    for (int i = 0; rows != null && i < n; i++) {
      float factor = std[i] > 0 ? times[i] / std[i] : 0;
      for (int j = 0; j < width; j++) {
        into[i * width + j] += factor * rows[order[i] * width + j];
      }
    }
  }
}
