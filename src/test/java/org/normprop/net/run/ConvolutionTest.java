package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.stage.Pooling;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;
import org.normprop.net.run.convolution.WinogradConvolution;

/** The convolution equals the direct one, seven loops in float64, on random shapes. */
class ConvolutionTest {

  private static final Engine ENGINE = Engine.start(2);

  @RepeatedTest(60)
  void equalsTheDirectConvolution(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int large = repetition.getCurrentRepetition() % 6 == 0 ? 4 : 1;
    int height = 1 + random.nextInt(12);
    int width = 1 + random.nextInt(12);
    int padding = random.nextInt(3);
    int rows = 1 + random.nextInt(Math.min(5, height + 2 * padding));
    int columns = 1 + random.nextInt(Math.min(5, width + 2 * padding));
    if (repetition.getCurrentRepetition() % 3 == 0) {
      rows = Math.min(3, height + 2 * padding);
      columns = Math.min(3, width + 2 * padding);
    }
    int stride = random.nextInt(2) == 0 ? 1 : 1 + random.nextInt(3);
    check(
        random,
        1 + random.nextInt(8 * large),
        new Shape(1 + random.nextInt(6 * large), height, width),
        new Window(rows, columns, stride, padding),
        1 + random.nextInt(6 * large));
  }

  @RepeatedTest(3)
  void equalsTheDirectConvolutionWhereTheBatchIsCut(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    check(random, 33, new Shape(16, 9, 10), new Window(3, 3, 1, 1), 24);
  }

  @RepeatedTest(25)
  void equalsTheDirectConvolutionWhereItIsComputedInTiles(RepetitionInfo repetition) {
    Random random = new Random(50 + repetition.getCurrentRepetition());
    int cells = random.nextBoolean() ? 3 : 5;
    Window window = new Window(cells, cells, 1, random.nextInt(cells));
    Shape input = new Shape(8 + random.nextInt(9), 6 + random.nextInt(9), 6 + random.nextInt(9));
    int filters = 8 + random.nextInt(9);
    assertTrue(WinogradConvolution.suits(input, window.output(input, filters), window));
    check(random, 1 + random.nextInt(20), input, window, filters);
  }

  /** The bound that {@link WinogradConvolution} states. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void tilesRoundWithinTheStatedBound(int cells) {
    Random random = new Random(cells);
    Shape input = new Shape(24, 14, 13);
    Window window = new Window(cells, cells, 1, cells / 2);
    float[] x = new float[3 * input.size()];
    double[] wideX = fill(random, x);
    BoundLayer bound = bind(ENGINE, input, window, 16, 3);
    double[] w = fill(random, bound.parameters().get(0).values());
    double[] expected = Reference.convolve(wideX, 3, input, w, window, 16);
    float[] got = bound.forward(x, 3, Pass.EVALUATION);
    double squares = 0;
    double errors = 0;
    for (int i = 0; i < expected.length; i++) {
      squares += expected[i] * expected[i];
      errors += Math.pow(got[i] - expected[i], 2);
    }
    double error = Math.sqrt(errors / squares);
    assertTrue(error < 2e-6 && error > 0, error + " of the root mean square");
  }

  @Test
  void tilesGiveTheSameBitsForAnyNumberOfThreads() {
    Shape input = new Shape(16, 10, 9);
    Window window = new Window(3, 3, 1, 1);
    List<float[]> first = null;
    for (int threads : new int[] {1, 2, 3, 4, 7}) {
      try (Engine engine = Engine.start(threads)) {
        Random random = new Random(9);
        BoundLayer bound = bind(engine, input, window, 17, 19);
        fill(random, bound.parameters().get(0).values());
        float[] x = new float[19 * input.size()];
        fill(random, x);
        float[] d = new float[19 * bound.output().size()];
        fill(random, d);
        List<float[]> left =
            List.of(
                bound.forward(x, 19, Pass.EVALUATION).clone(),
                bound.backward(d, true),
                bound.parameters().get(0).gradient());
        for (int i = 0; first != null && i < left.size(); i++) {
          assertArrayEquals(first.get(i), left.get(i));
        }
        first = first == null ? left : first;
      }
    }
  }

  private static BoundLayer bind(
      Engine engine, Shape input, Window window, int filters, int batch) {
    return Binder.bind(
        new WeightLayer.Convolution(
            filters, window, new Scheme.Plain(false), new Nonlinearity.Linear()),
        input,
        new Binding(engine, new Workspace(engine.workers().count()), batch, "", 1));
  }

  private static void check(Random random, int batch, Shape input, Window window, int filters) {
    BoundLayer bound =
        Binder.bind(
            new WeightLayer.Convolution(
                filters, window, new Scheme.Plain(false), new Nonlinearity.Linear()),
            input,
            new Binding(ENGINE, new Workspace(2), batch, "", 1));
    double[] w = fill(random, bound.parameters().get(0).values());
    float[] x = new float[batch * input.size()];
    double[] wideX = fill(random, x);
    float[] d = new float[batch * bound.output().size()];
    double[] wideD = fill(random, d);
    String what = batch + " of " + input + ", " + filters + " filters of " + window;
    assertClose(
        Reference.convolve(wideX, batch, input, w, window, filters),
        bound.forward(x, batch, Pass.EVALUATION),
        input.channels() * window.cells(),
        what);
    float[] gradX = bound.backward(d, true);
    assertClose(
        Reference.inputGradient(w, batch, input, wideD, window, filters),
        gradX,
        filters * window.cells(),
        what + ": dl/dx");
    assertClose(
        Reference.weightGradient(wideX, batch, input, wideD, window, filters),
        bound.parameters().get(0).gradient(),
        batch * bound.output().plane(),
        what + ": dl/dW");
  }

  /**
   * Sums of n products of normals: n + 2 roundings of 2^-24 of a running sum, whose size is at most
   * 8 sqrt(n) or so (8 standard deviations).
   */
  private static void assertClose(double[] expected, float[] got, int n, String what) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], got[i], 0x1p-24 * (n + 2) * 8 * Math.sqrt(n), what + " [" + i + "]");
    }
  }

  private static double[] fill(Random random, float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
      wide[i] = values[i];
    }
    return wide;
  }

  @RepeatedTest(40)
  void poolingEqualsTheDirectPooling(RepetitionInfo repetition) {
    Random random = new Random(100 + repetition.getCurrentRepetition());
    int height = 1 + random.nextInt(12);
    int width = 1 + random.nextInt(12);
    Shape input = new Shape(1 + random.nextInt(4), height, width);
    int padding = random.nextInt(2);
    int rows = padding + 1 + random.nextInt(Math.min(3, height));
    int columns = padding + 1 + random.nextInt(Math.min(3, width));
    Window window = new Window(rows, columns, 1 + random.nextInt(3), padding);
    int batch = 1 + random.nextInt(5);
    for (Pooling.Kind kind : List.of(Pooling.Kind.MAX, Pooling.Kind.AVG)) {
      Layer layer = new Layer.Pool(kind, window, CellConstants.NONE);
      BoundLayer bound =
          Binder.bind(layer, input, new Binding(ENGINE, new Workspace(2), batch, "", 1));
      float[] x = new float[batch * input.size()];
      double[] wide = fill(random, x);
      assertClose(
          Reference.forward(layer, input, batch, wide, Map.of()),
          bound.forward(x, batch, Pass.EVALUATION),
          window.cells(),
          layer.toString());
    }
  }
}
