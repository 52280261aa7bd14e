package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * The shape of what a filter of few weights makes of values that are not normal, such as nine
 * rectified ones of a channel by itself: the density of the sum, one for each filter, weight by
 * weight; the cell in the middle stands for its channel.
 */
final class FilterDensity {

  /** Weights of a filter from which on the sum is taken as normal. */
  private static final int FEW = 16;

  private static final int MOST_FILTERS = 512;

  private FilterDensity() {}

  /** A convolution's result with the shapes of its channels. */
  static TensorSignal shaped(TensorSignal out, TensorSignal x, float[] weights, int groups) {
    int outs = out.dims()[1];
    int[] stored = x.stored();
    int fan = weights.length / Math.max(1, outs);
    boolean apt = fan > 1 && fan <= FEW && outs <= MOST_FILTERS && out.stored()[1] == outs;
    if (!apt || x.isNormal()) {
      return out;
    }
    int inGroup = x.dims()[1] / groups;
    int outGroup = outs / groups;
    int cells = fan / inGroup;
    int plane = Dims.count(Arrays.copyOfRange(stored, 2, stored.length));
    int middle = middle(stored);
    double[][] points = new double[outs][];
    double[][] masses = new double[outs][];
    for (int o = 0; o < outs; o++) {
      Partial sum = new Partial();
      for (int i = 0; i < inGroup; i++) {
        int channel = stored[1] == 1 ? 0 : o / outGroup * inGroup + i;
        int cell = channel * plane + middle;
        for (int k = 0; k < cells; k++) {
          sum.add(x, cell, weights[(o * inGroup + i) * cells + k]);
        }
      }
      points[o] = sum.points;
      masses[o] = sum.masses;
    }
    int inner = Dims.count(Arrays.copyOfRange(out.stored(), 2, out.stored().length));
    return TensorSignal.of(
        out.dims(), out.stored(), out.mean(), out.variance(), new Density(inner, points, masses));
  }

  private static int middle(int[] stored) {
    int at = 0;
    for (int i = 2; i < stored.length; i++) {
      at = at * stored[i] + stored[i] / 2;
    }
    return at;
  }

  /** A sum so far, standardised. */
  private static final class Partial {
    private double[] points = Density.NORMAL.points(0);
    private double[] masses = Density.NORMAL.weights(0);
    private double variance;

    void add(TensorSignal x, int cell, float weight) {
      double std = Math.sqrt(x.variance()[cell]);
      double own = weight * std;
      if (own == 0) {
        return;
      }
      double[] values = new double[Density.SIZE];
      x.at(cell, values);
      for (int i = 0; i < values.length; i++) {
        values[i] = (values[i] - x.mean()[cell]) / std;
      }
      double[] others = x.origin().density().weights(cell);
      double total = variance + own * own;
      double left = Math.sqrt(variance / total);
      double right = own / Math.sqrt(total);
      double[][] sum =
          Density.sum(
              variance == 0 ? new double[Density.SIZE] : points,
              masses,
              left,
              values,
              others,
              right);
      points = sum[0];
      masses = sum[1];
      variance = total;
    }
  }
}
