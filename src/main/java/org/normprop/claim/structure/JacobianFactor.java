package org.normprop.claim.structure;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.normprop.table.Exact;

/** The Jacobian of a layer of orthonormal rows behind a normalised relu. */
final class JacobianFactor {

  private static final int LAYERS = 150;
  private static final int ROWS = 32;
  private static final int COLUMNS = 48;

  private JacobianFactor() {}

  /** J = (1/c1) diag(1[W x > 0]) W, section 3.4 of the paper: [ROWS][COLUMNS]. */
  private static double[] singularValues(WeightDraws draws, double c1) {
    double[][] w = draws.orthonormalRows(ROWS, COLUMNS);
    double[] x = draws.normals(COLUMNS);
    for (double[] row : w) {
      WeightDraws.scale(row, WeightDraws.dot(row, x) > 0 ? 1 / c1 : 0);
    }
    return new SingularValueDecomposition(new Array2DRowRealMatrix(w, false)).getSingularValues();
  }

  static List<Check> checks(WeightDraws draws) {
    Exact constants = Relu.constants(1);
    double one = 1 / constants.std();
    double squares = 0;
    double stray = 0;
    for (int layer = 0; layer < LAYERS; layer++) {
      for (double value : singularValues(draws, constants.std())) {
        squares += value * value;
        stray = Math.max(stray, Math.min(Math.abs(value), Math.abs(value - one)));
      }
    }
    double values = (double) LAYERS * ROWS;
    double rms = Math.sqrt(squares / values);
    double factor = Relu.jacobianFactor();
    // Each value is 1/c1 with probability 1/2: se(mean square) = (1/c1^2) / (2 sqrt(n)).
    double error = one * one / (2 * Math.sqrt(values)) / (2 * factor);
    return List.of(
        Check.sampled("root mean square of the singular values", rms, factor, error),
        Check.rounded("farthest of them from both 0 and 1/c1", stray, 0));
  }
}
