package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.normprop.function.catalogue.Activations;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.Join;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

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

  /** Last of all a bias is added: behind borders' factors, before a scale. */
  @ParameterizedTest
  @EnumSource(Borders.class)
  void aBiasBehindBordersAndBeforeAScaleChangesNothing(Borders borders) {
    Nonlinearity linear = new Nonlinearity.Linear();
    Shape input = new Shape(2, 4, 4);
    Window window = Window.square(3, 1, 1);
    Graph.Builder builder = new Graph.Builder(input);
    Layer convolution =
        new WeightLayer.Convolution(3, window, 1, borders, new Scheme.Plain(true), linear);
    builder.add("0", "C", convolution, List.of(0));
    builder.add("1", "x0.7", new Layer.Scale(0.7, 0.3), List.of(1));
    Scheme norm = new Scheme.BatchNorm(1e-5, 0.1);
    builder.add("2", "A", new Layer.Channelwise(norm, linear), List.of(2));
    try (Engine engine = Engine.start(1)) {
      Network network = new Network(builder.graph(), Initialiser.HE, 1, BATCH, engine);
      float[] x = Nets.normals(BATCH * input.size(), 1);
      float[] before = Nets.output(network, 2, x, BATCH, Pass.training(1));
      network.backward(Nets.normals(before.length, 2), false);
      Parameter bias = network.parameters().get(1);
      assertEquals("0.bias", bias.name());
      assertEquals(0, IntStream.range(0, 3).filter(i -> bias.gradient()[i] != 0).count());
      bias.values()[1] += 2;
      bias.markChanged();
      assertArrayEquals(before, Nets.output(network, 2, x, BATCH, Pass.training(1)), 1e-4f);
      // In evaluation it is added for good.
      float[] fixed = Nets.output(network, 2, x, BATCH, new Pass(false, 1));
      network.backward(Nets.normals(before.length, 2), false);
      bias.values()[1] += 2;
      bias.markChanged();
      float[] moved = Nets.output(network, 2, x, BATCH, new Pass(false, 1));
      assertTrue(Math.abs(moved[16] - fixed[16]) > 0.1, moved[16] + " " + fixed[16]);
    }
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
