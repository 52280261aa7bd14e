package org.normprop.net.run.convolution;

import static org.normprop.net.run.convolution.WinogradGrid.POSITIONS;
import static org.normprop.net.run.convolution.WinogradGrid.TILE;
import static org.normprop.net.run.convolution.WinogradPoints.P;
import static org.normprop.net.run.convolution.WinogradPoints.P2;
import static org.normprop.net.run.convolution.WinogradPoints.P2Q2;
import static org.normprop.net.run.convolution.WinogradPoints.P3;
import static org.normprop.net.run.convolution.WinogradPoints.Q;
import static org.normprop.net.run.convolution.WinogradPoints.Q2;
import static org.normprop.net.run.convolution.WinogradPoints.Q3;

/**
 * The kernels of {@link WinogradConvolution}: U = G w G' and back, dw = G' dU G. Row i of G holds
 * the powers of point a_i, divided by the product of its distances a_i - a_k from the others; the
 * point at infinity takes the last cell as it is.
 */
final class WinogradKernel {

  /** Filters, and channels, whose tiles are kept together, as those of U lie far apart. */
  private static final int GROUP = 16;

  private static final float P4 = P2 * P2;
  private static final float Q4 = Q2 * Q2;
  private static final float AT_0 = 1 / P2Q2;
  private static final float AT_P = 1 / (2 * P2 * (P2 - Q2));
  private static final float AT_Q = 1 / (2 * Q2 * (Q2 - P2));

  private final int size;
  private final int filters;
  private final int channels;

  /** For each worker: G w [6, size], and U of a group [36, filters, channels] and the other way. */
  private final float[][] halves;

  private final float[][] groups;
  private final float[][] turned;

  /**
   * For kernels of 3x3 or 5x5 cells.
   *
   * @param size rows and columns of a kernel
   * @param workers how many compute at once
   */
  WinogradKernel(int size, int filters, int channels, int workers) {
    this.size = size;
    this.filters = filters;
    this.channels = channels;
    this.halves = new float[workers][TILE * size];
    this.groups = new float[workers][];
    this.turned = new float[workers][];
  }

  private void reserve(int worker) {
    if (groups[worker] == null) {
      groups[worker] = new float[POSITIONS * GROUP * GROUP];
      turned[worker] = new float[POSITIONS * GROUP * GROUP];
    }
  }

  /**
   * U of filters [from, to) of w [filters, channels, size, size].
   *
   * @param s what each filter is multiplied by; null for 1
   * @param u receives U [36, filters, channels]
   * @param turnedU receives the same as [36, channels, filters]
   */
  void transform(float[] w, float[] s, int from, int to, float[] u, float[] turnedU, int worker) {
    reserve(worker);
    for (int f = from; f < to; f += GROUP) {
      for (int c = 0; c < channels; c += GROUP) {
        int height = Math.min(GROUP, to - f);
        int width = Math.min(GROUP, channels - c);
        for (int i = 0; i < height; i++) {
          transformRow(w, f + i, c, width, s == null ? 1 : s[f + i], i, worker);
        }
        spread(groups[worker], f, height, channels, c, width, u);
        spread(turned[worker], c, width, filters, f, height, turnedU);
      }
    }
  }

  /** Kernels of one filter into row i of the group. */
  private void transformRow(float[] w, int f, int c0, int n, float s, int i, int worker) {
    float[] half = halves[worker];
    float[] group = groups[worker];
    float[] other = turned[worker];
    for (int k = 0; k < n; k++) {
      int at = (f * channels + c0 + k) * size * size;
      for (int c = 0; c < size; c++) {
        split(w, at + c, size, s, half, c, size);
      }
      for (int row = 0; row < TILE; row++) {
        int position = row * TILE * GROUP * GROUP;
        split(half, row * size, 1, 1, group, position + i * GROUP + k, GROUP * GROUP);
        for (int xi = 0; xi < TILE; xi++, position += GROUP * GROUP) {
          other[position + k * GROUP + i] = group[position + i * GROUP + k];
        }
      }
    }
  }

  /** A group [36, {@value #GROUP}, {@value #GROUP}] to its place in [36, all rows, columns]. */
  private void spread(
      float[] group, int row, int height, int columns, int column, int width, float[] to) {
    for (int xi = 0; xi < POSITIONS; xi++) {
      for (int i = 0; i < height; i++) {
        System.arraycopy(
            group,
            (xi * GROUP + i) * GROUP,
            to,
            xi * filters * channels + (row + i) * columns + column,
            width);
      }
    }
  }

  /** y = s G x, along one axis. */
  private void split(float[] x, int at, int step, float s, float[] y, int to, int toStep) {
    float x0 = s * x[at];
    float x1 = s * x[at + step];
    float x2 = s * x[at + 2 * step];
    float evenP = x0 + P2 * x2;
    float evenQ = x0 + Q2 * x2;
    float oddP = P * x1;
    float oddQ = Q * x1;
    float last = x2;
    if (size == 5) {
      float x3 = s * x[at + 3 * step];
      last = s * x[at + 4 * step];
      evenP += P4 * last;
      evenQ += Q4 * last;
      oddP += P3 * x3;
      oddQ += Q3 * x3;
    }
    y[to] = AT_0 * x0;
    y[to + toStep] = AT_P * (evenP + oddP);
    y[to + 2 * toStep] = AT_P * (evenP - oddP);
    y[to + 3 * toStep] = AT_Q * (evenQ + oddQ);
    y[to + 4 * toStep] = AT_Q * (evenQ - oddQ);
    y[to + 5 * toStep] = last;
  }

  /** dw of filters [from, to) from dU [36, filters, channels]. */
  void transformBack(float[] u, int from, int to, float[] dw, int worker) {
    reserve(worker);
    float[] half = halves[worker];
    float[] group = groups[worker];
    int end = to * channels;
    for (int kernel = from * channels; kernel < end; kernel += GROUP) {
      int length = Math.min(GROUP, end - kernel);
      for (int xi = 0; xi < POSITIONS; xi++) {
        System.arraycopy(u, xi * filters * channels + kernel, group, xi * GROUP, length);
      }
      for (int k = 0; k < length; k++) {
        for (int i = 0; i < TILE; i++) {
          splitBack(group, i * TILE * GROUP + k, GROUP, half, i * size, 1);
        }
        for (int c = 0; c < size; c++) {
          splitBack(half, c, size, dw, (kernel + k) * size * size + c, size);
        }
      }
    }
  }

  /** x = G' y, along one axis. */
  private void splitBack(float[] y, int at, int step, float[] x, int to, int toStep) {
    float y1 = AT_P * y[at + step];
    float y2 = AT_P * y[at + 2 * step];
    float y3 = AT_Q * y[at + 3 * step];
    float y4 = AT_Q * y[at + 4 * step];
    float last = y[at + 5 * step];
    float sumP = y1 + y2;
    float sumQ = y3 + y4;
    float differenceP = y1 - y2;
    float differenceQ = y3 - y4;
    x[to] = AT_0 * y[at] + sumP + sumQ;
    x[to + toStep] = P * differenceP + Q * differenceQ;
    x[to + 2 * toStep] = P2 * sumP + Q2 * sumQ + (size == 3 ? last : 0);
    if (size == 5) {
      x[to + 3 * toStep] = P3 * differenceP + Q3 * differenceQ;
      x[to + 4 * toStep] = P4 * sumP + Q4 * sumQ + last;
    }
  }
}
