package org.normprop.claim.structure;

import java.util.Locale;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** Kinds of weight matrices on which a bound is tried. */
enum WeightFamily {
  /** Rows in random directions. */
  RANDOM {
    @Override
    double[][] draw(WeightDraws draws) {
      return draws.unitRows(ROWS, COLUMNS);
    }
  },
  /** Rows at right angles. */
  ORTHOGONAL {
    @Override
    double[][] draw(WeightDraws draws) {
      return draws.orthonormalRows(ROWS, COLUMNS);
    }
  },
  /** Rows in random directions, half of them twice. */
  DUPLICATED {
    @Override
    double[][] draw(WeightDraws draws) {
      double[][] w = draws.unitRows(ROWS, COLUMNS);
      for (int i = 1; i < ROWS; i += 2) {
        w[i] = w[i - 1].clone();
      }
      return w;
    }
  },
  /** Every two rows at the same angle, of cosine 0.3. */
  EQUIANGULAR {
    @Override
    double[][] draw(WeightDraws draws) {
      double[][] gram = new double[ROWS][ROWS];
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < ROWS; j++) {
          gram[i][j] = i == j ? 1 : COSINE;
        }
      }
      // Rows L Q have the Gram matrix L L^T, whatever the orthonormal rows of Q.
      return new CholeskyDecomposition(new Array2DRowRealMatrix(gram, false))
          .getL()
          .multiply(new Array2DRowRealMatrix(draws.orthonormalRows(ROWS, COLUMNS), false))
          .getData();
    }
  },
  /** The same, with rows of random lengths. */
  UNNORMALISED {
    @Override
    double[][] draw(WeightDraws draws) {
      double[][] w = EQUIANGULAR.draw(draws);
      for (double[] row : w) {
        WeightDraws.scale(row, StrictMath.exp(draws.normal()));
      }
      return w;
    }
  };

  static final int ROWS = 8;
  static final int COLUMNS = 12;
  private static final double COSINE = 0.3;

  /** A matrix of this kind: [ROWS][COLUMNS]. */
  abstract double[][] draw(WeightDraws draws);

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
