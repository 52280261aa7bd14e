package org.normprop.claim.structure;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** Singular values of deep linear nets. */
final class OrthogonalProduct {

  private static final int LAYERS = 50;
  private static final int WIDTH = 32;

  private OrthogonalProduct() {}

  static List<Check> checks(WeightDraws draws) {
    double[][][] orthogonal = new double[LAYERS][][];
    double[][][] gaussian = new double[LAYERS][][];
    for (int layer = 0; layer < LAYERS; layer++) {
      orthogonal[layer] = draws.orthonormalRows(WIDTH, WIDTH);
      gaussian[layer] = draws.normals(WIDTH, WIDTH);
      for (double[] row : gaussian[layer]) {
        WeightDraws.scale(row, 1 / Math.sqrt(WIDTH));
      }
    }
    double[] kept = singularValues(orthogonal);
    double[] spread = singularValues(gaussian);
    double stray = 0;
    for (double value : kept) {
      stray = Math.max(stray, Math.abs(value - 1));
    }
    return List.of(
        Check.rounded("farthest from 1, 50 orthogonal layers", stray, 0),
        Check.shown("largest of them, 50 Gaussian layers", spread[0]),
        Check.shown("median of them, 50 Gaussian layers", spread[WIDTH / 2]));
  }

  /** Descending. */
  private static double[] singularValues(double[][][] layers) {
    RealMatrix product = new Array2DRowRealMatrix(layers[0], false);
    for (int layer = 1; layer < LAYERS; layer++) {
      product = product.multiply(new Array2DRowRealMatrix(layers[layer], false));
    }
    return new SingularValueDecomposition(product).getSingularValues();
  }
}
