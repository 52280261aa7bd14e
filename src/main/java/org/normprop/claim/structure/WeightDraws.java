package org.normprop.claim.structure;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Random vectors and matrices. Not thread-safe. */
final class WeightDraws {

  private final ZigguratSampler.NormalizedGaussian normal;

  /** Streams of one seed have nothing to do with each other. */
  WeightDraws(long seed, int stream) {
    UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {seed, stream});
    normal = ZigguratSampler.NormalizedGaussian.of(rng);
  }

  double normal() {
    return normal.sample();
  }

  /** Independent normals. */
  double[] normals(int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = normal();
    }
    return values;
  }

  /** Independent normals: [rows][columns]. */
  double[][] normals(int rows, int columns) {
    double[][] values = new double[rows][];
    for (int i = 0; i < rows; i++) {
      values[i] = normals(columns);
    }
    return values;
  }

  /** Rows of length 1 in random directions: [rows][columns]. */
  double[][] unitRows(int rows, int columns) {
    double[][] w = normals(rows, columns);
    for (double[] row : w) {
      scale(row, 1 / Math.sqrt(dot(row, row)));
    }
    return w;
  }

  /**
   * Orthonormal rows, uniformly distributed: Q of a Gaussian matrix, its signs fixed by R's
   * diagonal (Saxe et al. 2013; Mezzadri 2007). [rows][columns], rows at most columns.
   */
  double[][] orthonormalRows(int rows, int columns) {
    QRDecomposition qr =
        new QRDecomposition(new Array2DRowRealMatrix(normals(columns, rows), false));
    RealMatrix q = qr.getQ();
    RealMatrix r = qr.getR();
    double[][] w = new double[rows][];
    for (int i = 0; i < rows; i++) {
      w[i] = q.getColumn(i);
      scale(w[i], Math.signum(r.getEntry(i, i)));
    }
    return w;
  }

  static void scale(double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
