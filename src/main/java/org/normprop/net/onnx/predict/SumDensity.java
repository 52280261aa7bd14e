package org.normprop.net.onnx.predict;

import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * The shape of a sum of two independent signals, where one of them is not normal: a rectified
 * branch that a small normal is added to is far from normal itself. One shape for each channel.
 */
final class SumDensity {

  /** More channels than this share one shape. */
  private static final int MOST_GROUPS = 512;

  private SumDensity() {}

  static Density of(TensorSignal a, TensorSignal b, int sign) {
    int[] stored = a.stored();
    int axis = channelAxis(stored);
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
      // The cell in the middle stands for its channel.
      int cell = (outer / 2 * groups + g) * inner + middle(stored, axis);
      double std = Math.sqrt((double) a.variance()[cell] + b.variance()[cell]);
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
      double[][] one =
          Density.sum(
              x,
              a.origin().density().weights(cell),
              1,
              y,
              b.origin().density().weights(cell),
              sign);
      points[g] = one[0];
      weights[g] = one[1];
    }
    return new Density(inner, points, weights);
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
