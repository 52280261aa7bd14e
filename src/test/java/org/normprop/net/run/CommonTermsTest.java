package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.flow.Prediction;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;

/** What terms of a sum have in common, by closed forms. */
class CommonTermsTest {

  private static final Engine ENGINE = Engine.start(1);

  /** Variances of the largest of 4, 6 and 9 normals, from tables of order statistics. */
  private static final double OF_FOUR = 0.49171524;

  private static final double OF_SIX = 0.41592711;
  private static final double OF_NINE = 0.35735333;

  /**
   * Cov[largest, mean] of n independent N(0,1) is 1/n, as the largest moves with their mean; over
   * the std of both it is 1/sqrt(n variance). At a corner n is 4, at a side 6, inside 9; (x + y/2)
   * / sqrt(1.25) has the variance 1 + 0.8 r.
   */
  @ParameterizedTest
  @CsvSource({"4", "8", "16"})
  void twoPoolingsShareTheCellsThatPaddingLeaves(int side) {
    double corners = 4 / Math.sqrt(4 * OF_FOUR);
    double sides = 4 * (side - 2) / Math.sqrt(6 * OF_SIX);
    double inside = Math.pow(side - 2, 2) / Math.sqrt(9 * OF_NINE);
    double r = (corners + sides + inside) / (side * side);
    String layers = "R(P(3,1,1,max)|P(3,1,1,avg))-F(2,linear)";
    // Moments by 512 atoms come within 0.1 %, of which 0.8 r is half at most.
    assertEquals(Math.sqrt(1 + 0.8 * r), std(layers, new Shape(1, side, side), 2), 1e-3);
  }

  private static double std(String layers, Shape input, int sum) {
    Network network =
        Nets.of(layers, input, Recipes.of("residual", "unit"), Initialiser.HE, 1, ENGINE);
    network.forward(new float[input.size()], 1, Pass.EVALUATION);
    List<LayerStatistics> foretold =
        Prediction.of(network, new Statistics(0, 1), Pass.EVALUATION, NormalIntegrals::row);
    return foretold.get(sum).output().std();
  }
}
