package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.net.compute.Engine;
import org.normprop.net.flow.Jacobian;
import org.normprop.net.flow.Prediction;
import org.normprop.net.flow.Propagation;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.graph.Recipe;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;
import org.normprop.table.Input;

/** What goes through networks, predicted beside measured. */
class PropagationTest {

  private static final Engine ENGINE = Engine.start(2);
  private static final Pass TRAINING = Pass.training(1);

  /** Random weights of width 200 make layers differ by a few percent from their expectation. */
  private static final double TOLERANCE = 0.08;

  /**
   * The means of 200 units, each as random as its weights, have a mean of up to 3.5/sqrt(200) of
   * their spread, where inputs have a mean.
   */
  private static final double MEAN_TOLERANCE = 0.25;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5xF(200)-F(200)|1x10x20|activation=relu",
        "5xF(200)-F(200)|1x10x20|activation=tanh,gamma=1.3",
        "5xF(200)-F(200)|1x10x20|activation=gelu,gamma=jacobian,weights=reparam",
        "5xF(200)-F(200)|1x10x20|activation=prelu,scale=backward",
        "5xF(200)-F(200)|1x10x20|norm=none",
        "5xF(200)-F(200)|1x10x20|norm=weightnorm,activation=tanh",
        "5xF(200)-F(200)|1x10x20|norm=batchnorm",
        "5xF(200)-F(200)|1x10x20|norm=layernorm",
        "C(60,3,1,1,linear)-4xR(A-C(60,3,1,1,linear))|40x8x8|norm=layernorm,activation=tanh",
        "C(60,3,1,1)-P(2,2,0,max)-C(60,3,1,1)-F(300)|40x8x8|norm=layernorm",
        "3xF(200)-D(keep=0.8)-2xF(200)-F(200)|1x10x20|activation=relu",
        "3xF(200)-D(keep=0.8)-2xF(200)-F(200)|1x10x20|norm=none",
        "C(40,1,1,0)-P(2,2,0,max)-F(400)-F(300)|40x8x8|activation=relu",
        "C(40,1,1,0)-P(2,2,0,max)-F(400)-F(300)|40x8x8|activation=tanh,pooling=none",
        "C(60,3,1,0)-C(60,3,2,0)-F(400)-F(300)|40x9x9|activation=relu",
        "C(60,3,1,1,linear)-4xR(A-C(60,3,1,1)-C(60,3,1,1,linear))|40x8x8|activation=relu",
        "C(60,3,1,1,linear)-4xR(A-C(60,3,1,1,linear))|40x8x8|residual=nf,activation=silu",
        "C(60,3,1,1,linear)-4xR(A-C(60,3,1,1,linear))|40x8x8|residual=sum,activation=tanh",
        "C(60,3,1,1,linear)-C(60,3,1,1,groups=2,linear)-A|40x8x8|borders=plain",
      })
  void predictionsMatchMeasurements(String notation, String shape, String options) {
    int[] sides = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    Shape input = new Shape(sides[0], sides[1], sides[2]);
    Network network =
        Nets.of(notation, input, Recipes.of(options.split("[=,]")), Initialiser.HE, 256, ENGINE);
    Propagation propagation = new Propagation(network, TRAINING, 3);
    for (int seed = 0; seed < 2; seed++) {
      propagation.add(Nets.normals(256 * input.size(), seed), 256);
    }
    assertEquals(0, propagation.input().mean(), 0.02);
    assertEquals(1, propagation.input().std(), 0.02);
    List<LayerStatistics> measured = propagation.layers();
    List<LayerStatistics> predicted =
        Prediction.of(network, new Statistics(0, 1), TRAINING, NormalIntegrals::row);
    for (int i = 0; i < measured.size(); i++) {
      assertClose(predicted.get(i).pre(), measured.get(i).pre(), "pre " + i);
      assertClose(predicted.get(i).output(), measured.get(i).output(), "output " + i);
      assertEquals(
          1,
          measured.get(i).sentBack().std() / predicted.get(i).sentBack().std(),
          1.5 * TOLERANCE,
          "sent back by " + i);
    }
  }

  private static void assertClose(Statistics predicted, Statistics measured, String what) {
    if (!Double.isNaN(measured.std()) && !Double.isNaN(predicted.std())) {
      assertEquals(predicted.mean(), measured.mean(), MEAN_TOLERANCE * measured.std(), what);
      assertEquals(1, measured.std() / predicted.std(), TOLERANCE, what);
    }
  }

  @Test
  void dropoutInEvaluationIsPredictedToo() {
    Network network =
        Nets.of(
            "F(200)-D(keep=0.64)-F(20)",
            Shape.vector(100),
            Recipe.DEFAULT,
            Initialiser.HE,
            500,
            ENGINE);
    Propagation propagation = new Propagation(network, Pass.EVALUATION, 3);
    propagation.add(Nets.normals(500 * 100, 1), 500);
    List<LayerStatistics> predicted =
        Prediction.of(network, new Statistics(0, 1), Pass.EVALUATION, NormalIntegrals::row);
    assertEquals(0.8, predicted.get(1).output().std(), 1e-3);
    assertEquals(0.8, propagation.layers().get(1).output().std(), 0.03);
  }

  @Test
  void statisticsOfBatchesAddUp() {
    float[] all = Nets.normals(1000, 1);
    Statistics.Sum whole = new Statistics.Sum();
    whole.add(all, 1000);
    Statistics.Sum parts = new Statistics.Sum();
    parts.add(all, 300);
    parts.add(Arrays.copyOfRange(all, 300, 1000), 700);
    assertEquals(whole.get().mean(), parts.get().mean(), 1e-12);
    assertEquals(whole.get().std(), parts.get().std(), 1e-12);
    assertEquals(Statistics.UNKNOWN, new Statistics.Sum().get());
  }

  @Test
  void behindOrthonormalRowsTheSingularValuesAreOneOverStdOrZero() {
    // equations.md, section 3.4: with orthonormal rows they are exactly 1/c1 = 1.7129 or 0.
    Network network =
        new Network(
            List.of(
                new WeightLayer.Dense(
                    30,
                    new Scheme.NormProp(Scheme.Division.REPARAM, 1),
                    new Nonlinearity.Fixed(
                        Activations.of("relu"), new Affine(0.3989422804, 0.5838193701)))),
            Shape.vector(40),
            Initialiser.ORTHOGONAL,
            1,
            1,
            ENGINE);
    double[] values = Jacobian.singularValues(network, Nets.normals(40, 2));
    int positive = 0;
    for (double value : values) {
      if (value > 0.1) {
        assertEquals(1.7129, value, 1e-4);
        positive++;
      } else {
        assertEquals(0, value, 1e-6);
      }
    }
    assertTrue(positive > 5 && positive < 25);
  }

  @Test
  void theJacobianIsTheMatrixOfDerivatives() {
    Network network =
        Nets.of(
            "C(3,2,1,0)-F(5)-F(4)",
            new Shape(1, 3, 3),
            Recipes.of("activation", "tanh"),
            Initialiser.HE,
            2,
            ENGINE);
    float[] x = Nets.normals(9, 3);
    double[][] jacobian = Jacobian.at(network, x);
    float h = 1e-2f;
    for (int j = 0; j < 9; j++) {
      float[] above = x.clone();
      above[j] += h;
      float[] below = x.clone();
      below[j] -= h;
      float[] up = network.forward(above, 1, Pass.EVALUATION).clone();
      float[] down = network.forward(below, 1, Pass.EVALUATION).clone();
      for (int i = 0; i < 4; i++) {
        // The third derivatives are of order 1: h^2/6, and roundings 1e-7/h.
        assertEquals((up[i] - down[i]) / (2 * h), jacobian[i][j], 3e-4);
      }
    }
  }

  @Test
  void aJacobianThatDoesNotFitIsRefused() {
    Network network =
        Nets.of("F(3000)", Shape.vector(3000), Recipe.DEFAULT, Initialiser.HE, 1, ENGINE);
    assertThrows(IllegalArgumentException.class, () -> Jacobian.at(network, new float[3000]));
  }

  @Test
  void theIntegralsOfTheTestsAreRight() {
    // E[max of 4] and of relu, from equations.md.
    assertEquals(
        6 / Math.pow(Math.PI, 1.5) * Math.atan(Math.sqrt(2)),
        NormalIntegrals.row(Unit.parse("max:4"), Input.STANDARD).mean(),
        1e-7);
    assertEquals(
        Math.sqrt(0.5 - 0.5 / Math.PI),
        NormalIntegrals.row(Unit.parse("relu"), Input.STANDARD).std(),
        1e-7);
  }
}
