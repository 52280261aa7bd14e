package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.function.catalogue.Activations;
import org.normprop.net.compute.Engine;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;

/** N(0,1) in, mean 0 and standard deviation 1 out: what the constants are for. */
class NormalisationTest {

  private static final Engine ENGINE = Engine.start(2);

  /**
   * About 200 z-scores are looked at, the family of which may be wrong once in a million times:
   * each once in 2e8, two-sided, under a normal law.
   */
  private static final double Z = 5.9;

  /** z-scores of "mean 0" and of "mean square 1", by the spread from image to image. */
  private static double[] zScores(float[] y, int batch) {
    int n = y.length / batch;
    double[] mean = new double[batch];
    double[] square = new double[batch];
    for (int i = 0; i < y.length; i++) {
      mean[i / n] += y[i] / n;
      square[i / n] += (double) y[i] * y[i] / n;
    }
    return new double[] {zScore(mean, 0), zScore(square, 1)};
  }

  /** Images are independent, units of one image need not be. */
  private static double zScore(double[] values, double expected) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    // float32 rounds the mean square of a sign, whose variance is 0, by up to 1e-6.
    return (mean - expected) / (Math.sqrt(variance / values.length) + 1e-6);
  }

  private static float[] output(String notation, Shape input, Recipe recipe, int layer, int batch) {
    Network network = Nets.of(notation, input, recipe, Initialiser.GAUSSIAN, batch, ENGINE);
    return Nets.output(
        network, layer, Nets.normals(batch * input.size(), 5), batch, Pass.EVALUATION);
  }

  /** All that have a mean and a positive variance; {@code prelu} learns, but starts the same. */
  static Stream<String> activations() {
    return Activations.names().stream();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void anyActivationBehindUnitRowsHasMeanZeroAndStdOne(String activation) {
    for (String weights : List.of("reparam", "project", "both")) {
      float[] y =
          output(
              "F(12)-F(2)",
              Shape.vector(20),
              Recipes.of("activation", activation, "weights", weights),
              0,
              8000);
      double[] z = zScores(y, 8000);
      assertTrue(Math.abs(z[0]) < Z && Math.abs(z[1]) < Z, Arrays.toString(z));
    }
  }

  @Test
  void theTestNoticesConstantsThatAreOffByThreePercent() {
    float[] y = output("F(12)-F(2)", Shape.vector(20), Recipes.of(), 0, 20_000);
    for (int i = 0; i < y.length; i++) {
      y[i] *= 1.03f;
    }
    assertFalse(Math.abs(zScores(y, 20_000)[1]) < Z);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C(6,3,1,0)-F(2)|relu|0",
        "C(6,3x2,2,0)-F(2)|tanh|0",
        "C(6,3,1,0)-C(5,3,1,0)-F(2)|identity|1",
        "F(30)-D(keep=0.7)-F(2)|relu|1",
        "F(30)-D(keep=0.7,alpha)-F(2)|identity|1",
        "F(30)-F(4)|sigmoid|1",
      })
  void otherLayersKeepMeanZeroAndStdOne(String notation, String activation, int layer) {
    int batch = 8000;
    Shape input = new Shape(3, 7, 7);
    Network network =
        Nets.of(
            notation,
            input,
            Recipes.of("activation", activation),
            Initialiser.GAUSSIAN,
            batch,
            ENGINE);
    float[] x = Nets.normals(batch * input.size(), 6);
    double[] z = zScores(Nets.output(network, layer, x, batch, Pass.training(1)), batch);
    assertTrue(Math.abs(z[0]) < Z, Arrays.toString(z));
    if (!notation.endsWith("F(4)")) {
      // Rows of random weights lean a little on each other, so behind a second layer only the mean
      // is exact.
      assertTrue(Math.abs(z[1]) < Z, Arrays.toString(z));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C(4,1,1,0)-P(2,2,0,max)-F(2)|relu",
        "C(4,1,1,0)-P(3,2,1,max)-F(2)|relu",
        "C(4,1,1,0)-P(3,3,1,max)-F(2)|tanh",
        "C(4,1,1,0)-P(2,2,0,avg)-F(2)|relu",
        "C(4,1,1,0)-P(3,2,1,avg)-F(2)|gelu",
        "C(4,1,1,0)-P(global,avg)-F(2)|relu",
        "C(4,1,1,0)-P(3x2,2,1,max)-F(2)|sigmoid",
      })
  void pooledLayersOnIndependentInputHaveMeanZeroAndStdOne(String notation, String activation) {
    // A convolution of one cell of one channel leaves pixels independent.
    float[] y =
        output(notation, new Shape(1, 9, 10), Recipes.of("activation", activation), 1, 20_000);
    Statistics.Sum sum = new Statistics.Sum();
    sum.add(y, y.length);
    assertEquals(0, sum.get().mean(), 0.03);
    assertEquals(1, sum.get().std(), 0.03);
  }

  @Test
  void theNotesPlainConstantsBehindReluAreWrong() {
    float[] y =
        output(
            "C(4,1,1,0)-P(2,2,0,max)-F(2)",
            new Shape(1, 9, 10),
            Recipes.of("pooling", "plain"),
            1,
            20_000);
    Statistics.Sum sum = new Statistics.Sum();
    sum.add(y, y.length);
    assertTrue(sum.get().std() > 1.5, "negative control");
  }

  /** Pre-activation standard deviations, layer by layer. */
  private static double[] depths(String activation, int layers, String... options) {
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "activation";
    all[options.length + 1] = activation;
    int batch = 256;
    Shape input = Shape.vector(256);
    Network network =
        Nets.of(
            layers + "xF(256)-F(10)", input, Recipes.of(all), Initialiser.GAUSSIAN, batch, ENGINE);
    network.forward(Nets.normals(batch * 256, 7), batch, Pass.EVALUATION);
    double[] stds = new double[layers];
    for (int i = 0; i < layers; i++) {
      Statistics.Sum sum = new Statistics.Sum();
      float[] pre = network.layers().get(i).preActivations(batch).orElseThrow();
      sum.add(pre, pre.length);
      stds[i] = sum.get().std();
    }
    return stds;
  }

  @ParameterizedTest
  @CsvSource({"tanh, 50, 0.9, 1.1", "sigmoid, 50, 0.9, 1.1", "relu, 10, 0.9, 1.15"})
  void preActivationsKeepTheirStdInDepth(String activation, int layers, double low, double high) {
    double[] stds = depths(activation, layers);
    for (double std : stds) {
      assertTrue(std > low && std < high, () -> Arrays.toString(stds));
    }
  }

  @Test
  void reluWithTheJacobianFactorSettlesAtOneHalf() {
    double[] stds = depths("relu", 20, "gamma", String.valueOf(1 / 1.21));
    // equations.md: 0.826, 0.689, 0.595, 0.542, ... to 1/2, derived.
    assertEquals(0.826, stds[0], 0.02);
    assertEquals(0.689, stds[1], 0.03);
    for (int i = 12; i < 20; i++) {
      assertEquals(0.5, stds[i], 0.05);
    }
  }

  @Test
  void plainSigmoidLayersForgetTheirInput() {
    int batch = 64;
    Shape input = Shape.vector(256);
    Network plain =
        Nets.of(
            "20xF(256)-F(10)",
            input,
            Recipes.of("activation", "sigmoid", "norm", "none"),
            Initialiser.GLOROT,
            batch,
            ENGINE);
    Network normalised =
        Nets.of(
            "20xF(256)-F(10)",
            input,
            Recipes.of("activation", "sigmoid"),
            Initialiser.GLOROT,
            batch,
            ENGINE);
    float[] x = Nets.normals(batch * 256, 8);
    plain.forward(x, batch, Pass.EVALUATION);
    normalised.forward(x, batch, Pass.EVALUATION);
    assertTrue(variationOverImages(plain.layers().get(19), batch) < 1e-4);
    assertTrue(variationOverImages(normalised.layers().get(19), batch) > 0.3);
  }

  /** The std over the images of a unit's pre-activation, averaged over units. */
  private static double variationOverImages(BoundLayer layer, int batch) {
    float[] pre = layer.preActivations(batch).orElseThrow();
    int units = layer.output().size();
    double sum = 0;
    for (int unit = 0; unit < units; unit++) {
      float[] column = new float[batch];
      for (int b = 0; b < batch; b++) {
        column[b] = pre[b * units + unit];
      }
      Statistics.Sum over = new Statistics.Sum();
      over.add(column, batch);
      sum += over.get().std() / units;
    }
    return sum;
  }
}
