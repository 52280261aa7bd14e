package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * The shape of a sum of two signals, independent or correlated, where one of them is not normal: a
 * rectified branch that a small normal is added to is far from normal itself. One shape for each
 * channel.
 */
public final class SumDensity {

  /** More channels than this share one shape. */
  private static final int MOST_GROUPS = 512;

  private SumDensity() {}

  /** Correlations of the terms that are not worth another density. */
  private static final float SMALL = 0.03f;

  /**
   * Of independent terms.
   *
   * @param a a term
   * @param b another one
   * @param sign of the second
   * @return a shape for each channel
   */
  public static Density of(TensorSignal a, TensorSignal b, int sign) {
    return of(a, b, sign, channelAxis(a.stored()), null, null);
  }

  /**
   * Of terms that depend on one another: with the one that is not normal, a, and beta = Cov(a, b) /
   * Var a the sum is (1 + beta) a and what is left of b, whose variance is Var b - beta^2 Var a.
   *
   * @param axis of the channels
   * @param r correlations of the terms by channel, null for none
   * @param known of independent ones
   */
  static Density of(TensorSignal a, TensorSignal b, int sign, int axis, float[] r, Density known) {
    int[] stored = a.stored();
    int groups = stored.length == 0 ? 1 : stored[axis];
    int inner = 1;
    for (int i = axis + 1; i < stored.length; i++) {
      inner *= stored[i];
    }
    int outer = groups == 0 ? 0 : Dims.count(stored) / groups / inner;
    if (outer == 0) {
      return Density.NORMAL;
    }
    int step = Math.max(1, groups / MOST_GROUPS);
    double[][] points = new double[groups][];
    double[][] weights = new double[groups][];
    double[] x = new double[Density.SIZE];
    double[] y = new double[Density.SIZE];
    for (int g = 0; g < groups; g++) {
      if (g % step != 0) {
        points[g] = points[g - 1];
        weights[g] = weights[g - 1];
        continue;
      }
      if (r != null && Math.abs(r[g]) < SMALL) {
        points[g] = known.points()[g];
        weights[g] = known.weights()[g];
        continue;
      }
      // The cell in the middle stands for its channel.
      int cell = (outer / 2 * groups + g) * inner + middle(stored, axis);
      double std = Math.sqrt(variance(a, b, cell, r == null ? 0 : sign * r[g]));
      if (!(std > 0)) {
        points[g] = Density.NORMAL.points(0);
        weights[g] = Density.NORMAL.weights(0);
        continue;
      }
      a.at(cell, x);
      b.at(cell, y);
      for (int i = 0; i < x.length; i++) {
        x[i] = (x[i] - a.mean()[cell]) / std;
        y[i] = (y[i] - b.mean()[cell]) / std;
      }
      double rest = r == null ? 1 : Math.sqrt(1 - r[g] * r[g]);
      double ratio =
          r == null ? 0 : sign * r[g] * Math.sqrt(b.variance()[cell] / variance(a, cell));
      double back = r == null ? 0 : sign * r[g] * Math.sqrt(a.variance()[cell] / variance(b, cell));
      boolean first = !a.isLinear();
      double[][] one =
          Density.sum(
              x,
              a.origin().density().weights(cell),
              first ? 1 + ratio : rest,
              y,
              b.origin().density().weights(cell),
              sign * (first ? rest : 1 + back));
      points[g] = one[0];
      weights[g] = one[1];
    }
    return new Density(inner, points, weights);
  }

  /** Of the sum: in its std points reach equally far, whatever the terms have in common. */
  private static double variance(TensorSignal a, TensorSignal b, int cell, float r) {
    double first = a.variance()[cell];
    double second = b.variance()[cell];
    return first + second + 2 * r * Math.sqrt(first * second);
  }

  private static double variance(TensorSignal x, int cell) {
    return Math.max(1e-30, x.variance()[cell]);
  }

  /** The second axis of images, the last of others. */
  private static int channelAxis(int[] stored) {
    return stored.length >= 4 ? 1 : Math.max(0, stored.length - 1);
  }

  private static int middle(int[] stored, int axis) {
    int at = 0;
    for (int i = axis + 1; i < stored.length; i++) {
      at = at * stored[i] + stored[i] / 2;
    }
    return at;
  }
}
