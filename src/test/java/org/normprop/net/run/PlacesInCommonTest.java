package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.flow.Prediction;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;

/**
 * A global average behind convolutions of relu, against the arc-cosine kernel of all its places.
 */
class PlacesInCommonTest {

  private static final Engine ENGINE = Engine.start(1);
  private static final int SIDE = 6;
  private static final int PLANE = SIDE * SIDE;

  /** By seed a prediction's last std differs by 0.2 %, of 4,096 draws; four times that. */
  private static final double TOLERANCE = 0.008;

  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void aGlobalAverageOfConvolutionsIsTheKernels(int depth) {
    String layers = depth + "xC(8,3,1,1)-P(global,avg)";
    Network network =
        Nets.of(
            layers,
            new Shape(4, SIDE, SIDE),
            Recipes.of("activation", "relu", "norm", "none", "borders", "plain"),
            Initialiser.HE,
            1,
            ENGINE);
    network.forward(new float[4 * PLANE], 1, Pass.EVALUATION);
    List<LayerStatistics> foretold =
        Prediction.of(network, new Statistics(0, 1), Pass.EVALUATION, NormalIntegrals::row);
    double[][] kernel = new double[PLANE][PLANE];
    for (int p = 0; p < PLANE; p++) {
      kernel[p][p] = 1;
    }
    for (int layer = 0; layer < depth; layer++) {
      double gain = network.layer(layer).flatMap(BoundLayer::gain).orElseThrow().forward();
      kernel = filtered(layer == 0 ? kernel : rectified(kernel), gain);
      assertEquals(1, foretold.get(layer).pre().std() / root(kernel, true), TOLERANCE);
    }
    assertEquals(1, foretold.get(depth).output().std() / root(kernel, false), TOLERANCE);
  }

  /**
   * Behind filters of one place relu's values, whose mean all places and images have in common, are
   * normals with that mean in common; batch normalisation takes it away, so that places are
   * independent again, and the last layer's have relu's mean in common once.
   */
  @Test
  void batchNormalisationTakesAwayWhatImagesHaveInCommon() {
    Network network =
        Nets.of(
            "4xC(8,1,1,0)-P(global,avg)",
            new Shape(4, SIDE, SIDE),
            Recipes.of("activation", "relu", "norm", "batchnorm"),
            Initialiser.HE,
            1,
            ENGINE);
    network.forward(Nets.normals(4 * PLANE, 1), 1, Pass.training(1));
    List<LayerStatistics> foretold =
        Prediction.of(network, new Statistics(0, 1), Pass.training(1), NormalIntegrals::row);
    for (int layer = 0; layer < 3; layer++) {
      assertEquals(1, foretold.get(layer).pre().std(), TOLERANCE);
    }
    double gain = network.layer(3).flatMap(BoundLayer::gain).orElseThrow().forward();
    double square = (1.0 / PLANE) / 2 + (1 - 1.0 / PLANE) / (2 * Math.PI);
    assertEquals(1, foretold.get(4).output().std() / Math.sqrt(gain * square), TOLERANCE);
  }

  /** Of values of mean 0: of one place, or of the mean over all. */
  private static double root(double[][] kernel, boolean ofPlaces) {
    double sum = 0;
    for (int p = 0; p < PLANE; p++) {
      for (int q = 0; q < PLANE; q++) {
        sum += ofPlaces ? (p == q ? kernel[p][q] / PLANE : 0) : kernel[p][q] / PLANE / PLANE;
      }
    }
    return Math.sqrt(sum);
  }

  /** E[relu(x) relu(y)]; Cho and Saul (2009), eq. 3 and 6. */
  private static double[][] rectified(double[][] kernel) {
    double[][] all = new double[PLANE][PLANE];
    for (int p = 0; p < PLANE; p++) {
      for (int q = 0; q < PLANE; q++) {
        double length = Math.sqrt(kernel[p][p] * kernel[q][q]);
        double angle = Math.acos(Math.max(-1, Math.min(1, kernel[p][q] / length)));
        double turned = Math.sin(angle) + (Math.PI - angle) * Math.cos(angle);
        all[p][q] = length * turned / (2 * Math.PI);
      }
    }
    return all;
  }

  private static double[][] filtered(double[][] kernel, double gain) {
    double[][] all = new double[PLANE][PLANE];
    for (int a = 0; a < PLANE; a++) {
      for (int b = 0; b < PLANE; b++) {
        for (int k = 0; k < 9; k++) {
          int p = place(a, k);
          int q = place(b, k);
          all[a][b] += p < 0 || q < 0 ? 0 : gain * kernel[p][q] / 9;
        }
      }
    }
    return all;
  }

  private static int place(int about, int cell) {
    int row = about / SIDE + cell / 3 - 1;
    int column = about % SIDE + cell % 3 - 1;
    boolean isIn = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
    return isIn ? row * SIDE + column : -1;
  }
}
