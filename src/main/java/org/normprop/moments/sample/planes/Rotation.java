package org.normprop.moments.sample.planes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Which coordinate of a point means what in a window whose cells correlate by a matrix R: the first
 * moves all cells alike, the next are the principal components of what is left, the largest first,
 * so that most of the output's spread hangs on the few coordinates in which points lie best.
 *
 * <p>With c = 1/(1' R^-1 1), the largest for which R - c 11' is no less than 0, cells are sqrt(c) g
 * 1 + A s; what a window of maxima does to g is a shift, so that nothing of g is left in its error.
 * Sources of input read z with cells L z, L L' = R, and so are given z = Q (g, s), with Q
 * orthogonal: the law of z is the same. Immutable.
 */
public final class Rotation {

  /** Eigenvalues below this are rounding. */
  private static final double NOTHING = 1e-12;

  private final double[][] rows;

  /**
   * The rotation for a window.
   *
   * @param r how its cells correlate, R
   * @param l the lower triangle L with L L' = R; columns of zeros where R is singular
   */
  public Rotation(double[][] r, double[][] l) {
    double[][] a = factor(r);
    int n = r.length;
    double[][] q = new double[n][n];
    for (int k = 0; k < n; k++) {
      for (int j = 0; l[k][k] > 0 && j < n; j++) {
        double rest = a[k][j];
        for (int m = 0; m < k; m++) {
          rest -= l[k][m] * q[m][j];
        }
        q[k][j] = rest / l[k][k];
      }
    }
    rows = q;
  }

  int size() {
    return rows.length;
  }

  /** Cell k's own normals, of the coordinates' normals. */
  void turn(double[][] normals, int k, double[] plane, int n) {
    Arrays.fill(plane, 0, n, 0);
    for (int j = 0; j < rows.length; j++) {
      double share = rows[k][j];
      for (int i = 0; i < n; i++) {
        plane[i] += share * normals[j][i];
      }
    }
  }

  /** The columns sqrt(c) 1 and those of the principal components, but for the last, which is 0. */
  private static double[][] factor(double[][] r) {
    int n = r.length;
    double c = common(r);
    double[][] rest = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rest[i][j] = r[i][j] - c;
      }
    }
    EigenDecomposition parts = new EigenDecomposition(new Array2DRowRealMatrix(rest, false));
    double[] values = parts.getRealEigenvalues();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparing(i -> -values[i]))
            .mapToInt(i -> i)
            .toArray();
    double[][] a = new double[n][n];
    int shift = c > 0 ? 1 : 0;
    for (int j = 0; j + shift < n; j++) {
      double size = Math.sqrt(Math.max(0, values[order[j]]));
      for (int i = 0; i < n; i++) {
        a[i][j + shift] = size * parts.getV().getEntry(i, order[j]);
      }
    }
    if (c > 0) {
      Arrays.stream(a).forEach(row -> row[0] = Math.sqrt(c));
    }
    return a;
  }

  /** c = 1/(1' R^-1 1); 0 where R is singular and has no constant part. */
  private static double common(double[][] r) {
    EigenDecomposition parts = new EigenDecomposition(new Array2DRowRealMatrix(r, true));
    double sum = 0;
    for (int i = 0; i < r.length; i++) {
      double along = Arrays.stream(parts.getEigenvector(i).toArray()).sum();
      double value = parts.getRealEigenvalue(i);
      if (along * along > NOTHING * r.length) {
        sum += value > NOTHING ? along * along / value : Double.POSITIVE_INFINITY;
      }
    }
    return 1 / sum;
  }
}
