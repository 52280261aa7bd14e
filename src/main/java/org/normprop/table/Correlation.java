package org.normprop.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.normprop.text.Digits;
import org.normprop.text.Numbers;

/** How the normals that go into a unit hang together. */
public sealed interface Correlation extends Serializable {

  /** They are independent. */
  Correlation NONE = new Equal(0);

  /**
   * Every two of them correlate by the same number.
   *
   * @param rho the correlation, in [0, 1]
   */
  record Equal(double rho) implements Correlation {

    /** Checks the range. */
    public Equal {
      if (!(rho >= 0 && rho <= 1)) {
        throw new IllegalArgumentException("rho must be in [0, 1], got " + rho);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Equal that && Double.compare(rho, that.rho) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(rho);
    }
  }

  /**
   * Every two of them have a correlation of their own.
   *
   * @param rows the correlation matrix, row by row
   * @param text how it was told
   */
  record Matrix(List<List<Double>> rows, String text) implements Correlation {

    /** How far rounding in a file may be from symmetry, from 1 and from a least eigenvalue of 0. */
    private static final double TOLERANCE = 1e-9;

    /** Checks that it is a correlation matrix. */
    public Matrix {
      rows = rows.stream().map(List::copyOf).toList();
      int n = rows.size();
      for (int i = 0; i < n; i++) {
        if (rows.get(i).size() != n) {
          throw new IllegalArgumentException(
              "a correlation matrix has as many columns as rows; row "
                  + (i + 1)
                  + " has "
                  + rows.get(i).size()
                  + " of "
                  + n);
        }
        for (int j = 0; j <= i; j++) {
          double a = rows.get(i).get(j);
          double b = rows.get(j).get(i);
          double apart = i == j ? Math.abs(a - 1) : Math.abs(a - b);
          if (!(apart <= TOLERANCE) || !(Math.abs(a) <= 1 + TOLERANCE)) {
            throw new IllegalArgumentException(
                "a correlation matrix is symmetric, with 1 on its diagonal and numbers from -1 to "
                    + "1; cells "
                    + (i + 1)
                    + " and "
                    + (j + 1)
                    + " have "
                    + Numbers.text(a)
                    + (i == j ? "" : " and " + Numbers.text(b)));
          }
        }
      }
      double least = leastEigenvalue(rows);
      if (least < -TOLERANCE) {
        throw new IllegalArgumentException(
            "no normals correlate so ("
                + text
                + "): the matrix has the negative eigenvalue "
                + Digits.significant(least, 4));
      }
    }

    private static double leastEigenvalue(List<List<Double>> rows) {
      double[] values =
          new EigenDecomposition(new Array2DRowRealMatrix(array(rows))).getRealEigenvalues();
      return Arrays.stream(values).min().orElse(1);
    }

    /** Cells of the window. */
    public int size() {
      return rows.size();
    }

    /** A copy. */
    public double[][] array() {
      return array(rows);
    }

    private static double[][] array(List<List<Double>> rows) {
      return rows.stream()
          .map(row -> row.stream().mapToDouble(r -> r).toArray())
          .toArray(double[][]::new);
    }
  }
}
