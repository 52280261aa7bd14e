package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import org.normprop.net.onnx.operator.Layout;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * A tensor whose cells are functions of the values of a cloud.
 *
 * @param signal what is foretold of it
 * @param cloud the values
 * @param axis which axis counts the cloud's channels, where {@code channel} is null
 * @param channel the channel of each element, where elements have been moved; null otherwise
 * @param coefficients of the functions, by degree less one and channel
 * @param squares coefficients of the squared distances from the means; null for linear functions
 * @param own the functions' values as a cloud to which others are tied; may be null
 */
record Traced(
    TensorSignal signal,
    Cloud cloud,
    int axis,
    int[] channel,
    float[][] coefficients,
    float[][] squares,
    Cloud own) {

  /** Elements of a tensor that is written out one by one. */
  static final int MOST = 1 << 18;

  /** Places of a channel that its coefficients are the mean of. */
  private static final int SAMPLED = 5;

  static Traced of(TensorSignal signal, Cloud cloud, int axis, Expansion expansion) {
    float[][] squares = signal.isLinear() ? null : new float[Expansion.DEGREES][cloud.size()];
    float[][] a = byAxis(signal, cloud.size(), axis, expansion, squares);
    return new Traced(signal, cloud, axis, null, a, squares, null);
  }

  private static float[][] byAxis(
      TensorSignal signal, int channels, int axis, Expansion expansion, float[][] squares) {
    int[] stored = signal.stored();
    int own = stored[axis];
    int inner = Dims.inner(stored, axis);
    int places = signal.cells() / own;
    int step = Math.max(1, places / SAMPLED);
    int count = (places - step / 2 + step - 1) / step;
    float[][] a = new float[Expansion.DEGREES][channels];
    double[] values = new double[Density.SIZE];
    for (int c = 0; c < own; c++) {
      for (int p = step / 2; p < places; p += step) {
        int cell = (p / inner * own + c) * inner + p % inner;
        add(signal, cell, c, 1.0 / count, values, a, squares, expansion);
      }
    }
    for (int c = own; c < channels; c++) {
      for (int k = 0; k < Expansion.DEGREES; k++) {
        a[k][c] = a[k][0];
        if (squares != null) {
          squares[k][c] = squares[k][0];
        }
      }
    }
    return a;
  }

  private static void add(
      TensorSignal signal,
      int cell,
      int channel,
      double share,
      double[] values,
      float[][] a,
      float[][] squares,
      Expansion expansion) {
    if (signal.isLinear()) {
      a[0][channel] += (float) (share * signal.slope()[cell]);
      return;
    }
    signal.at(cell, values);
    Density density = signal.origin().density();
    expansion.add(density.points(cell), density.weights(cell), values, share, a, channel);
    double mean = signal.mean()[cell];
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean) * (values[i] - mean);
    }
    expansion.add(density.points(cell), density.weights(cell), values, share, squares, channel);
  }

  /** The same cells behind a function of each: a channel's coefficients anew. */
  Traced behind(TensorSignal next, Expansion expansion) {
    if (channel == null) {
      return of(next, cloud, axis, expansion);
    }
    float[][] a = new float[Expansion.DEGREES][cloud.size()];
    float[][] squares = next.isLinear() ? null : new float[Expansion.DEGREES][cloud.size()];
    int[] seen = new int[cloud.size()];
    int[] cells =
        Layout.stepped(next.dims(), 0, Dims.broadcastStrides(next.stored(), next.dims())).source();
    for (int c : channel) {
      seen[c]++;
    }
    int[] met = new int[cloud.size()];
    double[] values = new double[Density.SIZE];
    for (int i = 0; i < channel.length; i++) {
      int c = channel[i];
      int step = Math.max(1, seen[c] / SAMPLED);
      if (met[c]++ % step == 0) {
        double share = 1.0 / ((seen[c] + step - 1) / step);
        add(next, cells[i], c, share, values, a, squares, expansion);
      }
    }
    return new Traced(next, cloud, axis, channel, a, squares, null);
  }

  /** The channel of each element; null where there are too many. */
  int[] channels() {
    if (channel != null) {
      return channel;
    }
    int[] dims = signal.dims();
    int count = Dims.count(dims);
    if (count > MOST) {
      return null;
    }
    int inner = Dims.inner(dims, axis);
    int[] each = new int[count];
    for (int i = 0; i < count; i++) {
      each[i] = i / inner % dims[axis];
    }
    return each;
  }

  /** The channel for each step along an axis, where it depends on nothing else; else null. */
  int[] order(int along) {
    int[] dims = signal.dims();
    int n = dims[along];
    int[] order = new int[n];
    if (channel == null) {
      Arrays.setAll(order, i -> i);
      return axis == along ? order : null;
    }
    int inner = Dims.count(Arrays.copyOfRange(dims, along + 1, dims.length));
    for (int i = 0; i < n; i++) {
      order[i] = channel[i * inner];
    }
    for (int i = 0; i < channel.length; i++) {
      if (channel[i] != order[i / inner % n]) {
        return null;
      }
    }
    return order;
  }

  /** Covariances of channels at one place. */
  float[] same() {
    return cloud.covariance(coefficients);
  }

  /** The fourth moment of a channel's standardised value, where it has a shape of its own. */
  double fourth(int channel, double otherwise) {
    boolean own = signal.origin().density().points().length > 1 && this.channel == null;
    return own ? moment(channel, 4) : otherwise;
  }

  /** The third moment of a channel's value about its mean. */
  double third(int channel) {
    double a = coefficients[0][channel];
    if (squares == null) {
      boolean symmetric = signal.origin().density().points().length == 1 || this.channel != null;
      return symmetric ? 0 : a * a * a * moment(channel, 3);
    }
    double sum = 0;
    for (int k = 0; k < Expansion.DEGREES; k++) {
      sum += (double) squares[k][channel] * coefficients[k][channel];
    }
    return sum;
  }

  /** The fourth cumulant of a channel's value: 0 for normal ones. */
  double fourthCumulant(int channel, double variance) {
    if (squares == null) {
      return (fourth(channel, 3 * (1 + cloud.scale())) - 3) * variance * variance;
    }
    double sum = 0; // the variance of the squared distance
    for (int k = 0; k < Expansion.DEGREES; k++) {
      sum += (double) squares[k][channel] * squares[k][channel];
    }
    return sum - 2 * variance * variance;
  }

  private double moment(int channel, int power) {
    Density density = signal.origin().density();
    int[] stored = signal.stored();
    int inner = Dims.inner(stored, axis);
    int cell = (stored[axis] == 1 ? 0 : channel) * inner + inner / 2;
    double[] points = density.points(cell);
    double[] weights = density.weights(cell);
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      sum += weights[i] * Math.pow(points[i], power);
    }
    return sum;
  }

  /** Covariances of channels at two places; null where there are none. */
  float[] apart() {
    float[] apart = cloud.with(cloud).apart();
    return apart == null ? null : Expansion.symmetric(coefficients, apart);
  }

  /** Covariances of channels at places nearby; null where nothing is known. */
  Neighbours near() {
    Neighbours near = cloud.near();
    return near == null || channel != null ? null : near.covariances(coefficients, cloud.common());
  }

  /** How much of a channel's variance two places share, on average over channels. */
  float share() {
    float[] apart = apart();
    if (apart == null) {
      return 0;
    }
    float[] same = same();
    int size = cloud.size();
    double shared = 0;
    double all = 0;
    for (int c = 0; c < size; c++) {
      shared += apart[c * size + c];
      all += same[c * size + c];
    }
    return all > 0 ? (float) (shared / all) : 0;
  }

  /** Covariances with the values of another cloud. */
  Cloud.Tie with(Cloud other) {
    return Ties.with(this, other);
  }
}
