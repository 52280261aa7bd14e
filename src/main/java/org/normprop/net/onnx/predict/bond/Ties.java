package org.normprop.net.onnx.predict.bond;

import java.util.Set;
import java.util.function.Function;

/**
 * What a tensor has in common with others. Of a function f(z) that is E f'(z) times what z has, its
 * first coefficient, but not all where the others are made of f(z) itself: a rectified stream r and
 * a branch W r go together by W Cov(r, r). A function that several nodes take therefore has a cloud
 * of its own, the values f(z) themselves, which what is behind is tied to.
 */
final class Ties {

  private Ties() {}

  /** The same with a cloud of its own, tied to those there are. */
  static Traced standing(Traced x, Set<Cloud> live) {
    float[] std = stds(x);
    float[] same = LinearCloud.correlations(x.same(), std);
    float[] apart = LinearCloud.correlations(x.apart(), std);
    Cloud own = new Cloud(std.length, x.cloud().places(), new Cloud.Tie(same, apart));
    Neighbours near = x.near();
    own.near(near == null ? null : near.correlations(std));
    float[] inverse = new float[std.length];
    for (int i = 0; i < std.length; i++) {
      inverse[i] = std[i] > 0 ? 1 / std[i] : 0;
    }
    for (Cloud other : live) {
      Cloud.Tie tie = with(x, other);
      if (tie != null) {
        own.tie(other, times(tie, inverse, true));
      }
    }
    return new Traced(
        x.signal(), x.cloud(), x.axis(), x.channel(), x.coefficients(), x.squares(), own);
  }

  /** Standard deviations by channel. */
  private static float[] stds(Traced x) {
    float[] std = new float[x.cloud().size()];
    for (int i = 0; i < std.length; i++) {
      double sum = 0;
      for (float[] a : x.coefficients()) {
        sum += (double) a[i] * a[i];
      }
      std[i] = (float) Math.sqrt(sum);
    }
    return std;
  }

  /** Covariances with the values of another cloud. */
  static Cloud.Tie with(Traced x, Cloud other) {
    Cloud.Tie own = x.own() == null ? null : x.own().with(other);
    if (own != null) {
      return times(own, stds(x), x.channel() == null);
    }
    Cloud.Tie tie = x.cloud().with(other);
    return tie == null ? null : times(tie, x.coefficients()[0], x.channel() == null);
  }

  private static Cloud.Tie times(Cloud.Tie tie, float[] factors, boolean isImage) {
    return new Cloud.Tie(
        times(tie.same(), factors),
        times(tie.apart(), factors),
        tie.near() == null || !isImage ? null : tie.near().each(rows -> times(rows, factors)));
  }

  private static float[] times(float[] rows, float[] factors) {
    if (rows == null) {
      return null;
    }
    float[] result = new float[rows.length];
    int width = rows.length / factors.length;
    for (int i = 0; i < factors.length; i++) {
      for (int j = i * width; j < (i + 1) * width; j++) {
        result[j] = rows[j] * factors[i];
      }
    }
    return result;
  }

  /** Cov(a, b) at one place, by the channels of their clouds; null where nothing is known. */
  static float[] same(Traced a, Traced b) {
    return between(a, b, Cloud.Tie::same);
  }

  /** The same at two places. */
  static float[] apart(Traced a, Traced b) {
    return between(a, b, Cloud.Tie::apart);
  }

  /** The same at places nearby. */
  static Across near(Traced a, Traced b) {
    return Across.of(
        (down, right) ->
            between(a, b, tie -> tie.near() == null ? null : tie.near().at(down, right)));
  }

  /** A series, whose first degree is replaced where a term has a cloud of its own. */
  private static float[] between(Traced a, Traced b, Function<Cloud.Tie, float[]> part) {
    float[] plain = part(a.cloud(), b.cloud(), part);
    float[] first = a.own() == null ? null : part(a.own(), b.cloud(), part);
    float[] second = b.own() == null ? null : part(a.cloud(), b.own(), part);
    float[] one = a.coefficients()[0];
    float[] two = b.coefficients()[0];
    float[] all =
        plain == null ? null : Expansion.covariance(a.coefficients(), b.coefficients(), plain);
    all = moved(all, first, plain, stds(a), one, two, two);
    return moved(all, second, plain, one, one, stds(b), two);
  }

  private static float[] part(Cloud a, Cloud b, Function<Cloud.Tie, float[]> part) {
    Cloud.Tie tie = a.with(b);
    return tie == null ? null : part.apply(tie);
  }

  /** Adds a_i b_j r_ij - c_i d_j s_ij, where r is known. */
  private static float[] moved(
      float[] all, float[] r, float[] s, float[] a, float[] c, float[] b, float[] d) {
    if (r == null) {
      return all;
    }
    float[] sum = all == null ? new float[r.length] : all;
    int width = b.length;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < width; j++) {
        int at = i * width + j;
        sum[at] += a[i] * b[j] * r[at] - (s == null ? 0 : c[i] * d[j] * s[at]);
      }
    }
    return sum;
  }
}
