package org.normprop.net.layer;

import static org.normprop.net.layer.WinogradPoints.P;
import static org.normprop.net.layer.WinogradPoints.Q;

/**
 * The kernels of {@link WinogradConvolution}: U = G w G' and back, dw = G' dU G. Row i of G holds
 * the powers of point a_i, divided by the product of its distances a_i - a_k from the others; the
 * point at infinity takes the last cell as it is.
 */
final class WinogradKernel {

  private static final int TILE = WinogradGrid.TILE;

  private final int size;

  /** G [6, size]. */
  private final double[][] g;

  private final double[] half;

  WinogradKernel(int size) {
    this.size = size;
    this.half = new double[TILE * size];
    double[] points = {0, P, -P, Q, -Q};
    g = new double[TILE][size];
    for (int i = 0; i < points.length; i++) {
      double distances = 1;
      for (int k = 0; k < points.length; k++) {
        distances *= k == i ? 1 : points[i] - points[k];
      }
      for (int j = 0; j < size; j++) {
        g[i][j] = Math.pow(points[i], j) / distances;
      }
    }
    g[TILE - 1][size - 1] = 1;
  }

  /** U of the kernel w[at..]: position xi goes to u[uAt + xi uStep]. */
  void transform(float[] w, int at, float[] u, int uAt, int uStep) {
    for (int i = 0; i < TILE; i++) {
      for (int c = 0; c < size; c++) {
        double sum = 0;
        for (int r = 0; r < size; r++) {
          sum += g[i][r] * w[at + r * size + c];
        }
        half[i * size + c] = sum;
      }
    }
    for (int i = 0; i < TILE; i++) {
      for (int j = 0; j < TILE; j++) {
        double sum = 0;
        for (int c = 0; c < size; c++) {
          sum += half[i * size + c] * g[j][c];
        }
        u[uAt + (i * TILE + j) * uStep] = (float) sum;
      }
    }
  }

  /** dw of the kernel at dw[at..] from dU: position xi comes from u[uAt + xi uStep]. */
  void transformBack(float[] u, int uAt, int uStep, float[] dw, int at) {
    for (int i = 0; i < TILE; i++) {
      for (int c = 0; c < size; c++) {
        double sum = 0;
        for (int j = 0; j < TILE; j++) {
          sum += u[uAt + (i * TILE + j) * uStep] * g[j][c];
        }
        half[i * size + c] = sum;
      }
    }
    for (int r = 0; r < size; r++) {
      for (int c = 0; c < size; c++) {
        double sum = 0;
        for (int i = 0; i < TILE; i++) {
          sum += g[i][r] * half[i * size + c];
        }
        dw[at + r * size + c] = (float) sum;
      }
    }
  }
}
