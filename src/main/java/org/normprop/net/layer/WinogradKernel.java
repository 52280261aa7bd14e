package org.normprop.net.layer;

import static org.normprop.net.layer.WinogradGrid.POSITIONS;
import static org.normprop.net.layer.WinogradGrid.TILE;
import static org.normprop.net.layer.WinogradPoints.P;
import static org.normprop.net.layer.WinogradPoints.Q;

/**
 * The kernels of {@link WinogradConvolution}: U = G w G' and back, dw = G' dU G, for a row of
 * kernels at a time. Row i of G holds the powers of point a_i, divided by the product of its
 * distances a_i - a_k from the others; the point at infinity takes the last cell as it is.
 */
final class WinogradKernel {

  private final int size;
  private final int kernels;

  /** G [6, size]. */
  private final float[][] g;

  private final float[][] tiles;
  private final float[][] halves;

  /**
   * For kernels of so many cells.
   *
   * @param size rows and columns of a kernel
   * @param kernels how many there are: position xi of kernel i is at U[xi kernels + i]
   * @param workers how many compute at once
   */
  WinogradKernel(int size, int kernels, int workers) {
    this.size = size;
    this.kernels = kernels;
    this.tiles = new float[workers][POSITIONS];
    this.halves = new float[workers][TILE * size];
    double[] points = {0, P, -P, Q, -Q};
    g = new float[TILE][size];
    for (int i = 0; i < points.length; i++) {
      double distances = 1;
      for (int k = 0; k < points.length; k++) {
        distances *= k == i ? 1 : points[i] - points[k];
      }
      for (int j = 0; j < size; j++) {
        g[i][j] = (float) (Math.pow(points[i], j) / distances);
      }
    }
    g[TILE - 1][size - 1] = 1;
  }

  /** U of kernels [first, first + n) of w [kernels, size, size], each multiplied by s. */
  void transform(float[] w, int first, int n, float s, float[] u, int worker) {
    float[] half = halves[worker];
    for (int kernel = first; kernel < first + n; kernel++) {
      int at = kernel * size * size;
      for (int i = 0; i < TILE; i++) {
        for (int c = 0; c < size; c++) {
          float sum = 0;
          for (int r = 0; r < size; r++) {
            sum += g[i][r] * w[at + r * size + c];
          }
          half[i * size + c] = s * sum;
        }
      }
      for (int xi = 0; xi < POSITIONS; xi++) {
        int i = xi / TILE * size;
        float[] column = g[xi % TILE];
        float sum = 0;
        for (int c = 0; c < size; c++) {
          sum += half[i + c] * column[c];
        }
        u[xi * kernels + kernel] = sum;
      }
    }
  }

  /** dw of kernels [first, first + n) from dU. */
  void transformBack(float[] u, int first, int n, float[] dw, int worker) {
    float[] tile = tiles[worker];
    float[] half = halves[worker];
    for (int kernel = first; kernel < first + n; kernel++) {
      for (int xi = 0; xi < POSITIONS; xi++) {
        tile[xi] = u[xi * kernels + kernel];
      }
      for (int i = 0; i < TILE; i++) {
        for (int c = 0; c < size; c++) {
          float sum = 0;
          for (int j = 0; j < TILE; j++) {
            sum += tile[i * TILE + j] * g[j][c];
          }
          half[i * size + c] = sum;
        }
      }
      int at = kernel * size * size;
      for (int r = 0; r < size; r++) {
        for (int c = 0; c < size; c++) {
          float sum = 0;
          for (int i = 0; i < TILE; i++) {
            sum += g[i][r] * half[i * size + c];
          }
          dw[at + r * size + c] = sum;
        }
      }
    }
  }
}
