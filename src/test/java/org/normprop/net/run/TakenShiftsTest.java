package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.catalogue.Activations;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;

/** Which biases the batch normalisation behind them takes out. */
class TakenShiftsTest {

  private static final int BATCH = 8;
  private static final int INPUTS = 5;

  /** x, a dense layer, what comes between, and a batch normalisation. */
  private static float[] biasGradient(Join between, boolean isReadTwice, Pass pass) {
    Nonlinearity linear = new Nonlinearity.Linear();
    Graph.Builder builder = new Graph.Builder(Shape.vector(INPUTS));
    int dense =
        builder.add(
            "0", "F", new WeightLayer.Dense(INPUTS, new Scheme.Plain(true), linear), List.of(0));
    int joined =
        between == null ? dense : builder.add("1", between.text(), between, List.of(0, dense));
    int last =
        builder.add(
            "2",
            "A",
            new Layer.Channelwise(new Scheme.BatchNorm(1e-5, 0.1), linear),
            List.of(joined));
    if (isReadTwice) {
      int direct = builder.add("3", "x1", new Layer.Scale(1, 0), List.of(dense));
      builder.add("4", "sum", new Join.Sum(1, 1), List.of(last, direct));
    }
    try (Engine engine = Engine.start(1)) {
      Network network = new Network(builder.graph(), Initialiser.HE, 1, BATCH, engine);
      network.forward(Nets.normals(BATCH * INPUTS, 1), BATCH, pass);
      network.backward(Nets.normals(BATCH * network.output().size(), 2), false);
      Parameter bias =
          network.parameters().stream()
              .filter(parameter -> parameter.name().equals("0.bias"))
              .findFirst()
              .orElseThrow();
      return bias.gradient();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, false, true, true",
    "SUM, false, true, true",
    "CONCAT, false, true, true",
    "NONE, false, false, false",
    "SUM, false, false, false",
    "SUM, true, true, false",
  })
  void aBiasThatEveryReaderTakesOutHasNoGradient(
      String between, boolean isReadTwice, boolean training, boolean isZero) {
    Join join =
        switch (between) {
          case "SUM" -> new Join.Sum(0.8, 0.6);
          case "CONCAT" -> new Join.Concat();
          default -> null;
        };
    float[] gradient = biasGradient(join, isReadTwice, new Pass(training, 1));
    long zeros = IntStream.range(0, INPUTS).filter(i -> gradient[i] == 0).count();
    assertEquals(isZero ? INPUTS : 0, zeros);
  }

  /** What stays of a row of one weight that is divided by its length is its sign. */
  @ParameterizedTest
  @CsvSource({"REPARAM, 1", "REPARAM, 4", "BOTH, 4"})
  void aRowOfOneWeightHasNoGradient(Scheme.Division division, int batch) {
    try (Engine engine = Engine.start(1)) {
      Network network =
          new Network(
              List.of(
                  new WeightLayer.Dense(
                      3,
                      new Scheme.NormProp(division, 1),
                      new Nonlinearity.Fixed(Activations.of("tanh"), Affine.IDENTITY))),
              Shape.vector(1),
              Initialiser.HE,
              1,
              batch,
              engine);
      Parameter weights = network.parameters().get(0);
      weights.values()[2] = 0;
      weights.markChanged();
      network.forward(Nets.normals(batch, 3), batch, Pass.training(1));
      network.backward(Nets.normals(3 * batch, 4), false);
      float[] gradient = weights.gradient();
      assertEquals(0, Math.abs(gradient[0]));
      assertEquals(0, Math.abs(gradient[1]));
      // A row of zeros is not divided and goes its way.
      assertTrue(Math.abs(gradient[2]) > 1e-3);
    }
  }
}
