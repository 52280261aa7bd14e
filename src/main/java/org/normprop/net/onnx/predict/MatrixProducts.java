package org.normprop.net.onnx.predict;

import org.normprop.net.compute.Blas;

/** C = A B or A B' of row-major matrices: by BLAS where that is worth loading it. */
final class MatrixProducts {

  /** Products of fewer multiplications are done here. */
  private static final long FEW = 200_000;

  private MatrixProducts() {}

  /** C [m, n] at a place = op(A) [m, k] op(B) [k, n]; rows without gaps. */
  static void multiply(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt) {
    if ((long) m * n * k > FEW) {
      Blas.load()
          .multiply(
              transA,
              transB,
              m,
              n,
              k,
              1,
              a,
              aAt,
              transA ? m : k,
              b,
              bAt,
              transB ? k : n,
              0,
              c,
              cAt,
              n);
      return;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          float x = a[aAt + (transA ? l * m + i : i * k + l)];
          sum += (double) x * b[bAt + (transB ? j * k + l : l * n + j)];
        }
        c[cAt + i * n + j] = (float) sum;
      }
    }
  }
}
