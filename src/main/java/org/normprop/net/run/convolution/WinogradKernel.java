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

  /** Kernels whose tiles are kept together, as those of U lie far apart. */
  private static final int GROUP = 16;

  private static final float P4 = P2 * P2;
  private static final float Q4 = Q2 * Q2;
  private static final float AT_0 = 1 / P2Q2;
  private static final float AT_P = 1 / (2 * P2 * (P2 - Q2));
  private static final float AT_Q = 1 / (2 * Q2 * (Q2 - P2));

  private final int size;
  private final int kernels;

  /** For each worker: G w [6, size], and U of a group [36, {@value #GROUP}]. */
  private final float[][] halves;

  private final float[][] groups;

  /**
   * For kernels of 3x3 or 5x5 cells.
   *
   * @param size rows and columns of a kernel
   * @param kernels how many there are: position xi of kernel i is at U[xi kernels + i]
   * @param workers how many compute at once
   */
  WinogradKernel(int size, int kernels, int workers) {
    this.size = size;
    this.kernels = kernels;
    this.halves = new float[workers][TILE * size];
    this.groups = new float[workers][POSITIONS * GROUP];
  }

  /** U of kernels [first, first + n) of w [kernels, size, size], each multiplied by s. */
  void transform(float[] w, int first, int n, float s, float[] u, int worker) {
    float[] half = halves[worker];
    float[] group = groups[worker];
    for (int kernel = first; kernel < first + n; kernel += GROUP) {
      int length = Math.min(GROUP, first + n - kernel);
      for (int k = 0; k < length; k++) {
        for (int c = 0; c < size; c++) {
          split(w, (kernel + k) * size * size + c, size, s, half, c, size);
        }
        for (int i = 0; i < TILE; i++) {
          split(half, i * size, 1, 1, group, i * TILE * GROUP + k, GROUP);
        }
      }
      for (int xi = 0; xi < POSITIONS; xi++) {
        System.arraycopy(group, xi * GROUP, u, xi * kernels + kernel, length);
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

  /** dw of kernels [first, first + n) from dU. */
  void transformBack(float[] u, int first, int n, float[] dw, int worker) {
    float[] half = halves[worker];
    float[] group = groups[worker];
    for (int kernel = first; kernel < first + n; kernel += GROUP) {
      int length = Math.min(GROUP, first + n - kernel);
      for (int xi = 0; xi < POSITIONS; xi++) {
        System.arraycopy(u, xi * kernels + kernel, group, xi * GROUP, length);
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
