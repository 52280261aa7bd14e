package org.normprop.net.onnx.predict;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.normprop.function.math.NormalQuantile;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.TensorValue;

/**
 * A weight layer of whose input three numbers are known: the mean m, the spread s of the channels'
 * means about it, and the variance v within them. Of the weights of an output count their sum S and
 * their sum of squares Q:
 *
 * <p>mean m S + sqrt(Q) s z with z normal, in an order that no other layer shares; variance v Q.
 */
final class DrawnWeights {

  private final int outs;
  private final double[] sum;
  private final double[] square;

  /**
   * Of a layer.
   *
   * @param weights a matrix, or the filters of a convolution
   * @param rows whether each output has a row; a column otherwise
   * @param inside the share of a window that lies inside the image
   */
  DrawnWeights(TensorValue weights, boolean rows, double inside) {
    int[] dims = weights.dims();
    this.outs = dims[rows ? 0 : 1];
    this.sum = new double[outs];
    this.square = new double[outs];
    float[] w = weights.asReals();
    int fan = w.length / Math.max(1, outs);
    for (int i = 0; i < w.length; i++) {
      int o = rows ? i / fan : i % outs;
      sum[o] += inside * w[i];
      square[o] += inside * w[i] * w[i];
    }
  }

  TensorSignal of(NodeStep step, int[] dims, int channelAxis) {
    TensorSignal x = step.signal(0);
    double m = 0;
    double q = 0;
    double v = 0;
    for (int i = 0; i < x.cells(); i++) {
      m += x.mean()[i] / (double) x.cells();
      q += (double) x.mean()[i] * x.mean()[i] / x.cells();
      v += x.variance()[i] / (double) x.cells();
    }
    double spread = Math.sqrt(Math.max(0, q - m * m));
    int[] stored = new int[dims.length];
    Arrays.fill(stored, 1);
    stored[channelAxis] = outs;
    int[] order = shuffled(outs, step.node().index());
    float[] mean = new float[outs];
    float[] variance = new float[outs];
    for (int c = 0; c < outs; c++) {
      double z = NormalQuantile.of((order[c] + 0.5) / outs);
      mean[c] = (float) (m * sum[c] + Math.sqrt(square[c]) * spread * z);
      variance[c] = (float) (v * square[c]);
    }
    return TensorSignal.normal(dims, stored, mean, variance);
  }

  /** A fixed order of channels that differs from node to node (Fisher and Yates). */
  private static int[] shuffled(int n, int node) {
    int[] order = IntStream.range(0, n).toArray();
    long state = node * 0x9E3779B97F4A7C15L + 1;
    for (int i = n - 1; i > 0; i--) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      int j = (int) Long.remainderUnsigned(state >>> 33, i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
