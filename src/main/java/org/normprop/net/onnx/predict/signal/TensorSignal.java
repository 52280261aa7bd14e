package org.normprop.net.onnx.predict.signal;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.normprop.net.onnx.operator.Layout;
import org.normprop.net.onnx.read.Dims;

/**
 * What is foretold of a tensor: mean and variance of its cells. Along an axis whose elements are
 * all alike one cell stands for all. A cell is a function of a standardised value of its origin.
 * Slopes are found when they are first asked for: not safe for threads.
 */
public final class TensorSignal {

  /** The values of a cell at the points of its origin's density. */
  public interface Response {
    void at(int cell, double[] values);
  }

  private final int[] dims;
  private final int[] stored;
  private final float[] mean;
  private final float[] variance;
  private final Origin origin;

  private final boolean linear;

  /**
   * Value = mean + slope z, z of the origin: the root of the variance, if nothing else is known.
   */
  private float[] slope;

  private final Response response;

  private TensorSignal(
      int[] dims,
      int[] stored,
      float[] mean,
      float[] variance,
      Origin origin,
      boolean linear,
      float[] slope,
      Response response) {
    this.dims = dims;
    this.stored = stored;
    this.mean = mean;
    this.variance = variance;
    this.origin = origin;
    this.linear = linear;
    this.slope = slope;
    this.response = response;
  }

  /** Cells of their own, linear in their origin. */
  public static TensorSignal of(
      int[] dims, int[] stored, float[] mean, float[] variance, Density density) {
    for (int i = 0; i < variance.length; i++) {
      variance[i] = Math.max(0, variance[i]);
    }
    return new TensorSignal(dims, stored, mean, variance, new Origin(density), true, null, null);
  }

  /** Normal cells, independent of all others. */
  public static TensorSignal normal(int[] dims, int[] stored, float[] mean, float[] variance) {
    return of(dims, stored, mean, variance, Density.NORMAL);
  }

  /** Cells of their own, their variances times a factor for each step along an axis. */
  public TensorSignal mended(float[] factor, int axis, Density density) {
    int inner = Dims.inner(stored, axis);
    float[] newVariance = new float[variance.length];
    for (int from = 0, c = 0; from < newVariance.length; from += inner) {
      float one = factor[c];
      for (int i = from; i < from + inner; i++) {
        newVariance[i] = variance[i] * one;
      }
      c = c + 1 == stored[axis] ? 0 : c + 1;
    }
    return of(dims, stored, mean, newVariance, density);
  }

  /** Cells linear in a known origin. */
  public static TensorSignal linear(
      int[] dims, int[] stored, float[] mean, float[] slope, Origin origin) {
    float[] variance = new float[slope.length];
    for (int i = 0; i < slope.length; i++) {
      variance[i] = slope[i] * slope[i];
    }
    return new TensorSignal(dims, stored, mean, variance, origin, true, slope, null);
  }

  /** The same cells about other means; the response counts where they are not linear. */
  public TensorSignal shifted(float[] newMean, Response newResponse) {
    return new TensorSignal(
        dims, stored, newMean, variance, origin, linear, slope, linear ? null : newResponse);
  }

  /** Cells that are functions of a known origin. */
  public static TensorSignal function(
      int[] dims, int[] stored, float[] mean, float[] variance, Origin origin, Response response) {
    return new TensorSignal(dims, stored, mean, variance, origin, false, null, response);
  }

  /** Functions of a known origin, their moments found at the points of its density. */
  public static TensorSignal function(int[] dims, int[] stored, Origin origin, Response response) {
    return function(dims, stored, origin, response, cell -> false);
  }

  /** A function of the cells of a signal: cells like the one before are not looked at again. */
  public static TensorSignal function(TensorSignal x, Response response) {
    Density density = x.origin.density();
    float[] means = x.mean;
    float[] slopes = x.slope();
    return function(
        x.dims,
        x.stored,
        x.origin,
        response,
        cell ->
            slopes != null
                && means[cell] == means[cell - 1]
                && slopes[cell] == slopes[cell - 1]
                && density.group(cell) == density.group(cell - 1));
  }

  private static TensorSignal function(
      int[] dims, int[] stored, Origin origin, Response response, IntPredicate alike) {
    int cells = Dims.count(stored);
    float[] mean = new float[cells];
    float[] variance = new float[cells];
    double[] values = new double[Density.SIZE];
    for (int cell = 0; cell < cells; cell++) {
      if (cell > 0 && alike.test(cell)) {
        mean[cell] = mean[cell - 1];
        variance[cell] = variance[cell - 1];
        continue;
      }
      response.at(cell, values);
      double[] weights = origin.density().weights(cell);
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weights[i] == 0 ? 0 : weights[i] * values[i];
      }
      double square = 0;
      for (int i = 0; i < values.length; i++) {
        square += weights[i] == 0 ? 0 : weights[i] * (values[i] - sum) * (values[i] - sum);
      }
      mean[cell] = (float) sum;
      variance[cell] = (float) square;
    }
    return new TensorSignal(dims, stored, mean, variance, origin, false, null, response);
  }

  public int[] dims() {
    return dims;
  }

  public int[] stored() {
    return stored;
  }

  public int cells() {
    return mean.length;
  }

  public float[] mean() {
    return mean;
  }

  public float[] variance() {
    return variance;
  }

  public Origin origin() {
    return origin;
  }

  public boolean isLinear() {
    return linear;
  }

  public boolean isNormal() {
    return linear && origin.density().isNormal();
  }

  /** Null where the cells are not linear; found when it is first asked for. */
  public float[] slope() {
    if (linear && slope == null) {
      float[] roots = new float[variance.length];
      for (int i = 0; i < roots.length; i++) {
        roots[i] = (float) Math.sqrt(variance[i]);
      }
      slope = roots;
    }
    return slope;
  }

  /** The values of a cell at the points of the origin's density. */
  public void at(int cell, double[] values) {
    if (response != null) {
      response.at(cell, values);
      return;
    }
    double[] points = origin.density().points(cell);
    float factor = slope()[cell];
    for (int i = 0; i < values.length; i++) {
      values[i] = mean[cell] + (factor == 0 ? 0 : factor * points[i]);
    }
  }

  /** The same, with more cells in the place of those that stood for several, or repeated. */
  public TensorSignal spread(int[] newDims, int[] newStored) {
    if (Arrays.equals(stored, newStored)) {
      return Arrays.equals(dims, newDims) ? this : view(newDims, newStored);
    }
    int[] from = aligned(newStored.length);
    int[] source = Layout.stepped(newStored, 0, Dims.broadcastStrides(from, newStored)).source();
    boolean grouped = origin.density().isNormal() || origin.density().points().length == 1;
    return picked(newDims, newStored, source, grouped ? origin : origin.moved("spread", false));
  }

  private int[] aligned(int rank) {
    int[] from = new int[rank];
    Arrays.fill(from, 1);
    System.arraycopy(stored, 0, from, rank - stored.length, stored.length);
    return from;
  }

  /** With every cell its own. */
  public TensorSignal full() {
    return spread(dims, dims);
  }

  /** The same cells under other sizes. */
  public TensorSignal view(int[] newDims, int[] newStored) {
    return new TensorSignal(newDims, newStored, mean, variance, origin, linear, slope, response);
  }

  /** Cells moved or repeated; -1 gives a constant 0. */
  public TensorSignal picked(int[] newDims, int[] newStored, int[] source, Origin newOrigin) {
    float[] m = new float[source.length];
    float[] v = new float[source.length];
    float[] own = slope();
    float[] s = own == null ? null : new float[source.length];
    for (int i = 0; i < source.length; i++) {
      if (source[i] >= 0) {
        m[i] = mean[source[i]];
        v[i] = variance[source[i]];
        if (s != null) {
          s[i] = own[source[i]];
        }
      }
    }
    Response moved =
        linear
            ? null
            : (cell, values) -> {
              if (source[cell] < 0) {
                Arrays.fill(values, 0);
              } else {
                at(source[cell], values);
              }
            };
    return new TensorSignal(newDims, newStored, m, v, newOrigin, linear, s, moved);
  }

  /** One cell in the place of all along some axes: mean of means, variance within and between. */
  public TensorSignal averaged(int[] axes) {
    int[] small = stored.clone();
    int share = 1;
    for (int axis : axes) {
      share *= small[axis];
      small[axis] = 1;
    }
    if (share == 1) {
      return this;
    }
    int[] target = Layout.stepped(stored, 0, Dims.broadcastStrides(small, stored)).source();
    double[] m = new double[Dims.count(small)];
    double[] v = new double[m.length];
    for (int i = 0; i < target.length; i++) {
      m[target[i]] += mean[i] / (double) share;
      v[target[i]] += variance[i] / (double) share;
    }
    for (int i = 0; i < target.length; i++) {
      double d = mean[i] - m[target[i]];
      v[target[i]] += d * d / share;
    }
    float[] means = new float[m.length];
    float[] variances = new float[m.length];
    for (int i = 0; i < m.length; i++) {
      means[i] = (float) m[i];
      variances[i] = (float) v[i];
    }
    return normal(dims, small, means, variances);
  }
}
