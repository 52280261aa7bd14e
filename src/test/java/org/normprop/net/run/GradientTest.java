package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.AlphaDropout;
import org.normprop.function.stage.Dropout;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Workspace;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Borders;
import org.normprop.net.layer.CellConstants;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/**
 * Every layer, scheme and activation: outputs equal the equations in float64, and gradients of
 * input and every parameter equal central differences of the equations in float64, under an
 * upstream gradient that is not uniform.
 */
class GradientTest {

  private static final Engine ENGINE = Engine.start(2);

  private static final int BATCH = 3;

  /**
   * Relative to the tensor's largest entry. Central differences with h = 1e-5 are right to 1e-9; a
   * float32 entry is a sum of at most 200 products of rounding 6e-8 each, so 1.2e-5 at worst, and
   * twice that after the subtraction of two such sums.
   */
  private static final double TOLERANCE = 2.4e-5;

  /** What the negative control changes. */
  private static final double WRONG = 1.02;

  record Case(String name, Layer layer, Shape input, int batch) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Affine constants = new Affine(0.3, 0.7);
    Scheme reparam = new Scheme.NormProp(Scheme.Division.REPARAM, 1);
    for (String name : Activations.names()) {
      Nonlinearity f = new Nonlinearity.Fixed(Activations.of(name), constants);
      cases.add(
          new Case("dense " + name, new WeightLayer.Dense(4, reparam, f), Shape.vector(5), BATCH));
    }
    Nonlinearity gelu = new Nonlinearity.Fixed(Activations.of("gelu"), constants);
    Nonlinearity relu = new Nonlinearity.Fixed(Activations.of("relu"), Affine.IDENTITY);
    List<Nonlinearity> nonlinearities = new ArrayList<>(List.of(gelu, relu));
    nonlinearities.add(new Nonlinearity.Linear());
    for (Nonlinearity.SlopeConstants rule : Nonlinearity.SlopeConstants.values()) {
      nonlinearities.add(new Nonlinearity.LearntSlope(0.3, rule));
    }
    List<Scheme> schemes = new ArrayList<>();
    schemes.add(new Scheme.Plain(true));
    schemes.add(new Scheme.Plain(false));
    schemes.add(new Scheme.WeightNorm());
    schemes.add(Scheme.BatchNorm.DEFAULT);
    schemes.add(Scheme.LayerNorm.DEFAULT);
    for (Scheme.Division division : Scheme.Division.values()) {
      schemes.add(new Scheme.NormProp(division, 0.8));
    }
    for (Scheme scheme : schemes) {
      for (Nonlinearity f : nonlinearities) {
        String name = scheme + " " + f;
        if (!(scheme instanceof Scheme.BatchNorm)) {
          cases.add(
              new Case(
                  "one image " + name, new WeightLayer.Dense(3, scheme, f), Shape.vector(6), 1));
        }
        cases.add(
            new Case(
                "dense " + name, new WeightLayer.Dense(3, scheme, f), new Shape(2, 2, 2), BATCH));
        cases.add(
            new Case(
                "conv " + name,
                new WeightLayer.Convolution(3, new Window(2, 3, 2, 1), scheme, f),
                new Shape(2, 4, 5),
                BATCH));
        if (!(scheme instanceof Scheme.NormProp || scheme instanceof Scheme.WeightNorm)) {
          cases.add(
              new Case(
                  "each " + name, new Layer.Channelwise(scheme, f), new Shape(2, 2, 3), BATCH));
        }
      }
      for (Borders borders : Borders.values()) {
        cases.add(
            new Case(
                borders + " groups " + scheme,
                new WeightLayer.Convolution(6, new Window(3, 2, 2, 1), 2, borders, scheme, gelu),
                new Shape(4, 4, 5),
                BATCH));
        cases.add(
            new Case(
                borders + " depthwise " + scheme,
                new WeightLayer.Convolution(6, new Window(3, 3, 1, 1), 3, borders, scheme, gelu),
                new Shape(3, 4, 3),
                BATCH));
      }
      cases.add(
          new Case(
              "1x1 conv " + scheme,
              new WeightLayer.Convolution(3, Window.square(1, 1, 0), scheme, gelu),
              new Shape(2, 3, 2),
              BATCH));
    }
    for (Pooling.Kind kind : List.of(Pooling.Kind.MAX, Pooling.Kind.AVG)) {
      for (Window window :
          List.of(Window.square(2, 2, 0), Window.square(3, 2, 1), new Window(3, 2, 1, 1))) {
        Shape input = new Shape(2, 5, 6);
        Map<Integer, Affine> table = new HashMap<>();
        for (int cells : window.cellCounts(input)) {
          table.put(cells, new Affine(0.1 * cells, 1 + 0.1 * cells));
        }
        cases.add(
            new Case(
                kind + " " + window.text(),
                new Layer.Pool(kind, window, new CellConstants(table)),
                input,
                BATCH));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsTheEquationsAndTheirDifferences(Case test) {
    for (int seed = 0; ; seed++) {
      Random random = new Random(seed);
      BoundLayer bound =
          Binder.bind(
              test.layer(),
              test.input(),
              new Binding(ENGINE, new Workspace(2), test.batch(), "", 1));
      Map<String, double[]> values = new HashMap<>();
      for (Parameter parameter : bound.parameters()) {
        values.put(parameter.name(), fill(random, parameter.values(), 0.9));
      }
      float[] x = new float[test.batch() * test.input().size()];
      values.put("x", fill(random, x, 1.5));
      float[] gradY = new float[test.batch() * bound.output().size()];
      double[] upstream = fill(random, gradY, 1);
      float[] y = bound.forward(x, test.batch(), Pass.training(1)).clone();
      if (isNearKink(test, bound, x)) {
        continue;
      }
      assertTrue(
          agree(
              Reference.forward(test.layer(), test.input(), test.batch(), values.get("x"), values),
              y,
              1),
          "outputs");
      Map<String, float[]> gradients = new HashMap<>();
      gradients.put("x", bound.backward(gradY, true).clone());
      bound.parameters().forEach(p -> gradients.put(p.name(), p.gradient().clone()));
      assertEquals(values.keySet(), gradients.keySet());
      gradients.forEach(
          (name, gradient) -> {
            double[] expected = differences(test, values, upstream, name);
            assertTrue(agree(expected, gradient, 1), () -> "gradient of " + name);
            boolean zero = IntStream.range(0, expected.length).allMatch(i -> expected[i] == 0);
            assertTrue(
                zero || !agree(expected, gradient, WRONG) || isSumOfNothing(expected),
                () -> "a wrong gradient of " + name + " is noticed");
          });
      return;
    }
  }

  /**
   * Bias before batch normalisation and the like: the exact gradient is 0, differences are noise.
   */
  private static boolean isSumOfNothing(double[] expected) {
    return IntStream.range(0, expected.length).allMatch(i -> Math.abs(expected[i]) < 1e-8);
  }

  /** Whether a pre-activation or the order of a window might change under the differences. */
  private static boolean isNearKink(Case test, BoundLayer bound, float[] x) {
    double margin = 1e-3;
    if (test.layer() instanceof Layer.Pool) {
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < i; j++) {
          if (Math.abs(x[i] - x[j]) < 2e-5) {
            return true;
          }
        }
      }
      return false;
    }
    Nonlinearity f =
        test.layer() instanceof WeightLayer.Dense dense
            ? dense.nonlinearity()
            : test.layer() instanceof WeightLayer.Convolution conv
                ? conv.nonlinearity()
                : ((Layer.Channelwise) test.layer()).nonlinearity();
    double[] kinks =
        f instanceof Nonlinearity.Fixed fixed
            ? fixed.activation().kinks()
            : f instanceof Nonlinearity.Linear ? new double[0] : new double[] {0};
    for (float pre : bound.preActivations(test.batch()).orElseThrow()) {
      for (double kink : kinks) {
        if (Math.abs(pre - kink) < margin) {
          return true;
        }
      }
    }
    return false;
  }

  private static double[] differences(
      Case test, Map<String, double[]> values, double[] upstream, String name) {
    double[] variable = values.get(name);
    double[] result = new double[variable.length];
    double h = 1e-5;
    for (int i = 0; i < variable.length; i++) {
      double old = variable[i];
      variable[i] = old + h;
      double above = loss(test, values, upstream);
      variable[i] = old - h;
      double below = loss(test, values, upstream);
      variable[i] = old;
      result[i] = (above - below) / (2 * h);
    }
    return result;
  }

  private static double loss(Case test, Map<String, double[]> values, double[] upstream) {
    double[] y =
        Reference.forward(test.layer(), test.input(), test.batch(), values.get("x"), values);
    return IntStream.range(0, y.length).mapToDouble(i -> y[i] * upstream[i]).sum();
  }

  private static boolean agree(double[] expected, float[] got, double factor) {
    double largest = 1e-4;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - factor * got[i]) <= TOLERANCE * largest)) {
        return false;
      }
    }
    return true;
  }

  private static double[] fill(Random random, float[] values, double size) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (size * random.nextGaussian());
      wide[i] = values[i];
    }
    return wide;
  }

  static Stream<Noisy> dropouts() {
    return Stream.of(
        new Dropout(0.6, Dropout.Scaling.NONE),
        new Dropout(0.6, Dropout.Scaling.INVERSE),
        new Dropout(0.6, Dropout.Scaling.SQRT),
        new AlphaDropout(0.6));
  }

  @ParameterizedTest
  @MethodSource("dropouts")
  void dropoutIsTheStageOfTheUnitAndItsGradientFollowsTheMask(Noisy dropout) {
    Shape shape = new Shape(2, 3, 4);
    int n = 2 * shape.size();
    BoundLayer bound =
        Binder.bind(
            new Layer.Drop(dropout, 1), shape, new Binding(ENGINE, new Workspace(2), 2, "", 1));
    Random random = new Random(3);
    float[] x = new float[n];
    fill(random, x, 1);
    float[] gradY = new float[n];
    double[] upstream = fill(random, gradY, 1);
    float[] y = bound.forward(x, 2, Pass.training(7)).clone();
    float[] gradX = bound.backward(gradY, true);
    int kept = 0;
    for (int i = 0; i < n; i++) {
      // A draw of 0 keeps, one of almost 1 drops.
      boolean isKept = Math.abs(y[i] - dropout.value(x[i], 0)) < 1e-6;
      double draw = isKept ? 0 : 0.999;
      kept += isKept ? 1 : 0;
      assertEquals(dropout.value(x[i], draw), y[i], 1e-6);
      assertEquals(dropout.derivative(x[i], draw) * upstream[i], gradX[i], 1e-6);
    }
    assertTrue(kept > 0 && kept < n);
  }

  @ParameterizedTest
  @MethodSource("allActivations")
  void theDerivativeOfTheCatalogIsTheDerivativeOfTheValue(Activation f) {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      double x = 2 * random.nextGaussian();
      double h = 1e-5;
      boolean near = false;
      for (double kink : f.kinks()) {
        near |= Math.abs(x - kink) < 2 * h;
      }
      if (!near) {
        double expected = (f.value(x + h) - f.value(x - h)) / (2 * h);
        double tolerance = 1e-7 * Math.max(1, Math.abs(expected));
        assertEquals(expected, f.derivative(x), tolerance);
        assertFalse(
            Math.abs(expected) > 1e-4 && Math.abs(WRONG * f.derivative(x) - expected) <= tolerance);
      }
    }
  }

  static Stream<Activation> allActivations() {
    return Activations.names().stream().map(Activations::of);
  }
}
