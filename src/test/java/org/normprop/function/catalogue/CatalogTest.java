package org.normprop.function.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.formula.Formula;
import org.normprop.function.math.Special;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.StageParameter;

/** Every activation of the catalog, against mpmath and against itself. */
class CatalogTest {

  /**
   * StrictMath's functions are within 1 ulp (1.1e-16 relative); the longest formula here applies
   * about ten operations, so 2e-15.
   */
  private static final double RELATIVE = 2e-15;

  record Reference(String unit, double x, double value, double derivative) {}

  static List<Reference> references() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                CatalogTest.class.getResourceAsStream("/function/values.csv"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .map(
              f ->
                  new Reference(
                      f[0],
                      Double.parseDouble(f[1]),
                      Double.parseDouble(f[2]),
                      Double.parseDouble(f[3])))
          .toList();
    }
  }

  static Stream<Activation> catalog() {
    return Activations.names().stream().map(Activations::of);
  }

  private static Activation activation(String unit) {
    return (Activation) Unit.parse(unit).stages().get(0);
  }

  @Test
  void valuesAndDerivativesKeepAllDigitsInTheTails() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Reference r : references()) {
      Activation f = activation(r.unit);
      check(wrong, r, "value", f.value(r.x), r.value);
      check(wrong, r, "derivative", f.derivative(r.x), r.derivative);
    }
    assertTrue(wrong.isEmpty(), String.join("\n", wrong));
  }

  private static void check(
      List<String> wrong, Reference r, String what, double got, double expected) {
    // Where a function's own definition rounds the argument of sin or exp (a factor such as 1.702
    // is
    // no double), the result moves by ulp times the argument: absolutely in sin, relatively in exp.
    double absolute = r.unit.matches("(sin|snake)(:.*)?") ? Math.abs(r.x) * 4e-16 : 0;
    double exponent = Math.abs(Math.log(Math.abs(expected)));
    double relative =
        r.unit.matches("gelu_tanh|quick_gelu|lecun_tanh") && expected != 0 ? exponent * 4e-16 : 0;
    double tolerance = (RELATIVE + relative) * Math.abs(expected) + absolute + Double.MIN_NORMAL;
    if (!(Math.abs(got - expected) <= tolerance)) {
      wrong.add(r.unit + " " + what + " at " + r.x + ": " + got + ", not " + expected);
    }
  }

  @Test
  void aTailComputedThePlainWayIsCaught() {
    double plain = -30 * (1 + Special.erf(-30 / Math.sqrt(2))) / 2;
    assertFalse(Math.abs(plain - -1.4720141781444561e-196) <= RELATIVE * 1.5e-196);
  }

  @ParameterizedTest
  @MethodSource("catalog")
  void theBlockFormAgreesWithTheScalarForm(Activation f) {
    SplittableRandom random = new SplittableRandom(1);
    int n = 5000;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = (random.nextDouble() - 0.5) * (i % 10 == 0 ? 2000 : 12);
    }
    double[] y = new double[n];
    double[] dy = new double[n];
    f.evaluate(x, y, dy, n);
    for (int i = 0; i < n; i++) {
      assertClose(f.value(x[i]), y[i], x[i], f + " at " + x[i]);
      assertClose(f.derivative(x[i]), dy[i], x[i], f + "' at " + x[i]);
    }
  }

  private static void assertClose(double expected, double got, double x, String what) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      assertEquals(expected, got, what);
      return;
    }
    double scale = Math.max(1, Math.max(Math.abs(x), Math.abs(expected)));
    assertEquals(expected, got, Activation.BLOCK_TOLERANCE * scale, what);
  }

  @ParameterizedTest
  @MethodSource("catalog")
  void nanComesOutAsNan(Activation f) {
    double[] y = new double[1];
    f.evaluate(new double[] {Double.NaN}, y, new double[1], 1);
    assertTrue(Double.isNaN(f.value(Double.NaN)), f.text());
    assertTrue(Double.isNaN(y[0]), f.text());
  }

  @ParameterizedTest
  @MethodSource("catalog")
  void aBlocksBitsDoNotDependOnItsLength(Activation f) {
    SplittableRandom random = new SplittableRandom(2);
    int n = 1500;
    double[] x = random.doubles(n, -9, 9).toArray();
    double[] y = new double[n];
    double[] dy = new double[n];
    f.evaluate(x, y, dy, n);
    double[] one = new double[1];
    double[] slope = new double[1];
    for (int i = 0; i < n; i += 7) {
      f.evaluate(new double[] {x[i]}, one, slope, 1);
      assertEquals(y[i], one[0], f + " at " + x[i]);
      assertEquals(dy[i], slope[0], f + "' at " + x[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("catalog")
  void theDerivativeIsTheSlopeOfTheValue(Activation f) {
    assertTrue(slopeErrors(f, 1).isEmpty(), () -> slopeErrors(f, 1).toString());
  }

  @Test
  void aDerivativeTwoPercentOffIsCaught() {
    assertFalse(slopeErrors(Activations.of("mish"), 1.02).isEmpty());
  }

  private static List<String> slopeErrors(Activation f, double factor) {
    List<String> errors = new ArrayList<>();
    double h = 0x1p-16;
    for (double x = -5; x <= 5; x += 0.0721) {
      double at = x;
      if (Arrays.stream(f.kinks()).anyMatch(k -> Math.abs(k - at) <= 2 * h)) {
        continue;
      }
      double slope = (f.value(x + h) - f.value(x - h)) / (2 * h);
      // Truncation h^2 |f'''|/6, |f'''| below 1000 here; rounding ulp(f)/h.
      double tolerance =
          h * h * 200 * Math.max(1, Math.abs(slope))
              + 4e-16 * Math.max(1, Math.abs(f.value(x))) / h;
      if (!(Math.abs(slope - factor * f.derivative(x)) <= tolerance)) {
        errors.add(f + "'(" + x + ") = " + f.derivative(x) + ", slope " + slope);
      }
    }
    return errors;
  }

  @ParameterizedTest
  @MethodSource("catalog")
  void kinksAscendAndTheTextReadsBack(Activation f) {
    double[] sorted = f.kinks();
    Arrays.sort(sorted);
    assertEquals(Arrays.toString(sorted), Arrays.toString(f.kinks()));
    assertEquals(f, activation(f.text()));
    assertFalse(f.source().isBlank());
  }

  @ParameterizedTest
  @MethodSource("catalog")
  void theDerivativeAtAKinkIsTheOneFromTheLeft(Activation f) {
    for (double kink : f.kinks()) {
      assertEquals(f.derivative(Math.nextDown(kink)), f.derivative(kink), 1e-12, f + " at " + kink);
    }
  }

  @Test
  void hugeInputsStayFinite() {
    for (String name :
        List.of("softsign", "isru", "squareplus", "bent_identity", "asinh", "mish")) {
      assertTrue(Double.isFinite(Activations.of(name).value(1e300)), name);
      assertTrue(Double.isFinite(Activations.of(name).value(-1e300)), name);
      assertTrue(Double.isFinite(Activations.of(name).derivative(-1e300)), name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"relu", "leaky_relu:slope=0.2", "rrelu:lower=0.1", "sin:frequency=30", "celu"})
  void nameAndParametersMakeTheSameActivation(String text) {
    Activation f = (Activation) Unit.parse(text).stages().get(0);
    assertEquals(f, Activations.of(f.name(), f.parameters()));
    assertEquals(
        Activations.parameters(f.name()).stream().map(StageParameter::name).toList(),
        List.copyOf(f.parameters().keySet()));
  }

  @Test
  void aParameterHasTheValueThatWasGivenOrItsDefault() {
    Activation f = Activations.of("rrelu", Map.of("lower", 0.1));
    assertEquals(Map.of("lower", 0.1, "upper", 1.0 / 3), f.parameters());
    assertEquals(Map.of(), Formula.parse("0.3*x").parameters());
  }

  /** A formula is a second writing of the same function; it may cancel where the entry does not. */
  @ParameterizedTest
  @MethodSource("catalog")
  void anEntrysFormulaIsTheEntry(Activation f) {
    Optional<String> written = Activations.formula(f);
    for (double x = -6; written.isPresent() && x <= 6; x += 0.37) {
      Activation formula = Formula.parse(written.get());
      double rounding = 1e-12 * Math.max(1, Math.abs(f.value(x)));
      assertEquals(f.value(x), formula.value(x), rounding, f + " at " + x);
    }
  }
}
