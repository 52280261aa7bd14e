package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.moments.pair.ExactCorrelations;
import org.normprop.net.compute.Engine;
import org.normprop.net.file.NetworkDescription;
import org.normprop.net.flow.PairPrediction;
import org.normprop.net.flow.Prediction;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.graph.Architecture;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.table.Correlations;

/** The correlation of two inputs by depth, on average over networks. */
class PairDepthTest {

  private static final Engine ENGINE = Engine.start(2);
  private static final Pass TRAINING = Pass.training(1);
  private static final int NETWORKS = 8;
  private static final int PAIRS = 32;

  /**
   * A layer of n units moves the correlation by some 1/sqrt(n PAIRS) and its weights by 1/sqrt(n):
   * 0.02 a network of 256 units six layers deep as seen, and four standard errors of the mean.
   */
  private static final double TOLERANCE = 4 * 0.02 / Math.sqrt(NETWORKS);

  private record Depth(double[] measured, double[] predicted) {}

  private static Depth depth(
      String text, Shape input, String activation, double r, Correlations correlations) {
    Architecture architecture = Architecture.parse(text);
    Recipe recipe = Recipes.of("activation", activation, "borders", "corrected");
    NetworkDescription of =
        new NetworkDescription(
            architecture, input, recipe, NormalIntegrals.constants(architecture, input, recipe));
    Depth depth = null;
    for (int seed = 1; seed <= NETWORKS; seed++) {
      Network network = of.network(Initialiser.GAUSSIAN, seed, 2 * PAIRS, ENGINE);
      float[] x = Nets.normals(2 * PAIRS * input.size(), 100 + seed);
      int half = x.length / 2;
      for (int i = 0; i < half; i++) {
        x[half + i] = (float) (r * x[i] + Math.sqrt(1 - r * r) * x[half + i]);
      }
      List<Double> measured = PairPrediction.measure(network, x, PAIRS, TRAINING);
      Statistics standard = new Statistics(0, 1);
      List<LayerStatistics> single =
          Prediction.of(
              network,
              standard,
              TRAINING,
              NormalIntegrals::row,
              correlations,
              PlaneCorrelation.NONE);
      List<Double> predicted = PairPrediction.of(network, single, standard, r, true, correlations);
      if (depth == null) {
        depth = new Depth(new double[measured.size()], new double[measured.size()]);
      }
      for (int i = 0; i < measured.size(); i++) {
        depth.measured[i] += measured.get(i) / NETWORKS;
        depth.predicted[i] += predicted.get(i) / NETWORKS;
      }
    }
    return depth;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6xF(256)-F(10,linear)|tanh|0.5",
        "6xF(256)-F(10,linear)|relu|0.9",
        "3xF(256)-D(keep=0.8)-F(256)-F(10,linear)|gelu|0.9",
        "C(32,3,1,1)-C(32,3,1,1)-P(2,2,0,avg)-R(A-C(32,3,1,1,linear))-F(64)-F(2)|tanh|-0.7"
      })
  void theCorrelationIsForetoldBehindEachLayer(String text, String activation, double r) {
    Shape input = text.startsWith("C") ? new Shape(16, 6, 6) : new Shape(256, 1, 1);
    Depth depth = depth(text, input, activation, r, new ExactCorrelations());
    // The last layer has too few units to tell.
    for (int i = 0; i < depth.measured.length - 1; i++) {
      assertEquals(depth.measured[i], depth.predicted[i], TOLERANCE, "behind " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"tanh,0.5", "relu,0.9"})
  void anActivationTakenForALineIsNoticed(String activation, double r) {
    Correlations line =
        (first, second, correlation) ->
            new ExactCorrelations()
                .of(first, second, 1)
                .map(
                    all ->
                        new Correlations.Covariance(
                            all.covariance().times(correlation), all.slope()));
    Depth depth = depth("6xF(256)-F(2)", new Shape(256, 1, 1), activation, r, line);
    double furthest =
        Arrays.stream(new int[] {3, 4, 5})
            .mapToDouble(i -> Math.abs(depth.measured[i] - depth.predicted[i]))
            .max()
            .orElse(0);
    assertTrue(furthest > 2 * TOLERANCE, "off by " + furthest);
  }
}
