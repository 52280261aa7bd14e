package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * Pooling of an image whose neighbouring places go together. The mean of a window is a weight
 * layer, a filter of 1/n a channel. Of the maximum of n values f(z) of average correlation r within
 * the window, mean and variance are found given what the values share, z = sqrt(r) s + sqrt(1 - r)
 * e; with others it goes together as far as the mean of the z would, times its slope (Stein's
 * lemma), and with itself at an overlapping window as often as both have the same largest cell.
 * What a maximum makes is taken as normal behind it.
 */
final class PoolCloud {

  /** Of a window of more, all pairs of cells would be looked at. */
  private static final int MOST_CELLS = 25;

  /** Beyond it, what is left of a value is narrower than the points of a density are apart. */
  private static final double MOST_SHARED = 0.95;

  /** Values of what a window shares, from -END to END. */
  private static final int SHARED = 17;

  private static final double END = 4;

  private final Traced x;
  private final WindowGeometry geometry;
  private final int n;
  private final float[] factor;
  private final float[] shift;
  private final float[] slope;
  private final double[] values = new double[Density.SIZE];

  private PoolCloud(Traced x, WindowGeometry geometry) {
    this.x = x;
    this.geometry = geometry;
    this.n = Dims.count(geometry.kernel());
    int size = x.cloud().size();
    this.factor = new float[size];
    this.shift = new float[size];
    this.slope = new float[size];
  }

  /** The pooled tensor; null where it is no image or has too many channels. */
  static Traced of(
      NodeStep step, Traced x, TensorSignal out, Set<Cloud> live, Expansion expansion) {
    int[] dims = x.signal().dims();
    long[] kernel = step.node().wholes("kernel_shape", new long[0]);
    int size = x.cloud().size();
    boolean apt =
        dims.length == 4
            && x.axis() == 1
            && x.channel() == null
            && size == dims[1]
            && Neighbours.areFollowed(size, x.cloud().places())
            && kernel.length == 2
            && out.stored()[1] == size
            && out.isLinear();
    int[] sizes = Arrays.stream(kernel).mapToInt(one -> (int) one).toArray();
    if (!apt || Dims.count(sizes) > MOST_CELLS) {
      return null;
    }
    WindowGeometry geometry = WindowGeometry.of(step.node(), dims, sizes);
    boolean largest = step.operator().equals("MaxPool");
    return new PoolCloud(x, geometry).traced(out, largest, live, expansion);
  }

  private Traced traced(TensorSignal out, boolean largest, Set<Cloud> live, Expansion expansion) {
    int size = x.cloud().size();
    Traced from = largest ? ofMaximum() : x;
    Taps taps = averaging(size);
    NearTaps near = NearTaps.of(from, taps, geometry);
    LinearCloud found = LinearCloud.of(from, taps, geometry, near == null ? null : near.within());
    TensorSignal mended =
        largest
            ? ProductCloud.moved(out.mended(factor, 1, Density.NORMAL), shift, 1)
            : out.mended(found.factor(), 1, out.origin().density());
    float[] std = largest ? stds(mended) : found.std();
    Cloud.Tie own = largest ? rescaled(found, std) : found.own();
    Cloud cloud = new Cloud(size, Dims.count(out.dims()) / size, own);
    if (near != null) {
      Neighbours between = near.between().correlations(std);
      cloud.near(largest ? overlapping(between) : between);
    }
    return Traced.of(mended, cloud, 1, expansion);
  }

  /** Windows that overlap often have the same cell for their largest: that often they are equal. */
  private Neighbours overlapping(Neighbours between) {
    int size = x.cloud().size();
    return Neighbours.of(
        size,
        (down, right) -> {
          double both = overlap(0, down) * overlap(1, right);
          float[] one = between.at(down, right);
          if (both == 0) {
            return one;
          }
          float[] all = one == null ? new float[size * size] : one.clone();
          float equal = (float) (both / (2 * n - both));
          for (int c = 0; c < size; c++) {
            all[c * size + c] = equal + (1 - equal) * all[c * size + c];
          }
          return all;
        });
  }

  /** Cells along an axis that two windows so far from each other have in common. */
  private double overlap(int axis, int windows) {
    int places = Math.abs(windows) * geometry.strides()[axis];
    int dilation = geometry.dilations()[axis];
    int apart = places / dilation;
    return places % dilation == 0 ? Math.max(0, geometry.kernel()[axis] - apart) : 0;
  }

  private Taps averaging(int size) {
    float[][] weights = new float[n][size * size];
    for (float[] w : weights) {
      for (int c = 0; c < size; c++) {
        w[c * size + c] = 1f / n;
      }
    }
    return new Taps(weights, size, -1, size);
  }

  private static Cloud.Tie rescaled(LinearCloud found, float[] std) {
    int size = std.length;
    float[] same = found.own().same().clone();
    float[] apart = found.own().apart() == null ? null : found.own().apart().clone();
    for (int i = 0; i < same.length; i++) {
      int c = i / size;
      int d = i % size;
      float both = std[c] * std[d];
      float times = both > 0 ? found.std()[c] * found.std()[d] / both : 0;
      same[i] = c == d ? 1 : Math.max(-1, Math.min(1, same[i] * times));
      if (apart != null) {
        apart[i] = Math.max(-1, Math.min(1, apart[i] * times));
      }
    }
    return new Cloud.Tie(same, apart);
  }

  private static float[] stds(TensorSignal signal) {
    int[] stored = signal.stored();
    int inner = stored[2] * stored[3];
    double[] sums = new double[stored[1]];
    for (int i = 0; i < signal.cells(); i++) {
      sums[i / inner % stored[1]] += signal.variance()[i];
    }
    float[] std = new float[stored[1]];
    for (int c = 0; c < std.length; c++) {
      std[c] = (float) Math.sqrt(sums[c] * stored[1] / signal.cells());
    }
    return std;
  }

  /** The values as linear ones, by the slope of a window's maximum. */
  private Traced ofMaximum() {
    int size = x.cloud().size();
    int[] stored = x.signal().stored();
    int inner = stored[2] * stored[3];
    int middle = stored[2] / 2 * stored[3] + stored[3] / 2;
    for (int c = 0; c < size; c++) {
      int cell = (stored[1] == 1 ? 0 : c) * inner + middle;
      x.signal().at(cell, values);
      Density density = x.signal().origin().density();
      double[] z = density.points(cell);
      double[] weights = density.weights(cell);
      Integer[] order =
          IntStream.range(0, z.length).boxed().sorted(this::compare).toArray(Integer[]::new);
      double[] alone = maximum(z, weights, order, 0);
      double[] together = maximum(z, weights, order, shared(c));
      shift[c] = (float) (together[0] - alone[0]);
      factor[c] = alone[1] > 0 ? (float) (together[1] / alone[1]) : 1;
      slope[c] = (float) together[2];
    }
    float[][] coefficients = new float[Expansion.DEGREES][size];
    coefficients[0] = slope;
    return new Traced(x.signal(), x.cloud(), 1, null, coefficients, null, null);
  }

  private int compare(int i, int j) {
    return Double.compare(values[i], values[j]);
  }

  /** The mean correlation of two cells of a window. */
  private double shared(int c) {
    Neighbours near = x.cloud().near();
    float[] apart = x.cloud().with(x.cloud()).apart();
    int size = x.cloud().size();
    int width = geometry.kernel()[1];
    double sum = apart == null ? 0 : apart[c * size + c] * n * (n - 1.0);
    for (int k = 0; near != null && k < n; k++) {
      for (int l = 0; l < n; l++) {
        int down = geometry.dilations()[0] * (l / width - k / width);
        int right = geometry.dilations()[1] * (l % width - k % width);
        float[] one = k == l ? null : near.at(down, right);
        sum += one == null ? 0 : one[c * size + c];
      }
    }
    return n == 1 ? 0 : Math.max(0, Math.min(MOST_SHARED, sum / n / (n - 1)));
  }

  /** Mean, variance and slope of the largest of n, given what they share, averaged over that. */
  private double[] maximum(double[] z, double[] weights, Integer[] order, double r) {
    double first = 0;
    double second = 0;
    double rise = 0;
    double all = 0;
    int nodes = r > 0 ? SHARED : 1;
    double[] given = new double[z.length];
    for (int s = 0; s < nodes; s++) {
      double at = nodes == 1 ? 0 : -END + 2 * END * s / (nodes - 1);
      double share = Math.exp(-at * at / 2);
      double total = 0;
      for (int i = 0; i < z.length; i++) {
        double d = z[i] - Math.sqrt(r) * at;
        given[i] = weights[i] * Math.exp(Math.min(300, z[i] * z[i] / 2 - d * d / (2 * (1 - r))));
        total += given[i];
      }
      double below = 0;
      double before = 0;
      for (int i : order) {
        below = Math.min(1, below + given[i] / total);
        double now = Math.pow(below, n);
        double mass = share * (now - before);
        before = now;
        all += mass;
        first += mass * values[i];
        second += mass * values[i] * values[i];
        rise += mass * rise(z, i);
      }
    }
    double mean = first / all;
    return new double[] {mean, Math.max(0, second / all - mean * mean), rise / all};
  }

  private double rise(double[] z, int i) {
    int low = Math.max(0, i - 1);
    int high = Math.min(z.length - 1, i + 1);
    double width = z[high] - z[low];
    return width > 0 ? (values[high] - values[low]) / width : 0;
  }
}
