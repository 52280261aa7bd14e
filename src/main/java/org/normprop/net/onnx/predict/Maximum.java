package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;

/**
 * The largest of independent values, each with weights on points: P(max at most t) is the product
 * of P(x_i at most t).
 */
final class Maximum {

  private final double[] values = new double[Density.SIZE];
  private long[] order = new long[0];
  private float[] value = new float[0];
  private double[] weight = new double[0];
  private int[] owner = new int[0];
  private int count;
  private int cells;

  /** Starts anew. */
  void begin() {
    count = 0;
    cells = 0;
  }

  /** Adds a cell as often as it is there. */
  void add(TensorSignal x, int cell) {
    ensure(count + Density.SIZE);
    x.at(cell, values);
    double[] weights = x.origin().density().weights(cell);
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) {
        value[count] = (float) values[i];
        weight[count] = weights[i];
        owner[count] = cells;
        count++;
      }
    }
    cells++;
  }

  private void ensure(int room) {
    if (value.length < room) {
      int more = Math.max(room, 2 * value.length);
      value = Arrays.copyOf(value, more);
      weight = Arrays.copyOf(weight, more);
      owner = Arrays.copyOf(owner, more);
      order = new long[more];
    }
  }

  /**
   * Mean and variance of the largest, each cell standing for several copies.
   *
   * @param copies how many of each
   * @param sign -1 for the smallest
   */
  void moments(int copies, int sign, double[] result) {
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToIntBits(sign * value[i]);
      int ascending = bits ^ (bits >> 31 & 0x7FFFFFFF);
      order[i] = (long) ascending << 32 | i;
    }
    Arrays.sort(order, 0, count);
    double[] below = new double[cells];
    int empty = cells;
    double product = 0; // its logarithm: of many cells it is too small for a number
    double before = 0;
    double first = 0;
    double second = 0;
    double reference = count == 0 ? 0 : value[(int) order[count - 1]];
    for (int n = 0; n < count; n++) {
      int i = (int) order[n];
      int own = owner[i];
      double old = below[own];
      double now = Math.min(1, old + weight[i]);
      below[own] = now;
      if (old == 0) {
        empty--;
        product += Math.log(now);
      } else {
        product += Math.log(now / old);
      }
      if (empty == 0) {
        double cdf = Math.exp(copies * product);
        double d = value[i] - reference;
        first += (cdf - before) * d;
        second += (cdf - before) * d * d;
        before = cdf;
      }
    }
    first /= before;
    second /= before;
    result[0] = reference + first;
    result[1] = Math.max(0, second - first * first);
  }
}
