package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/** Exact constants against references of thirty digits, and against each other. */
class ExactMomentsTest {

  private static final Map<String, String> UNITS =
      Map.of(
          "prelu_0.25", "prelu",
          "rrelu_eval_11/48", "rrelu",
          "rrelu_train_1/8_1/3", "rrelu:mode=train",
          "hard_shrink_0.5", "hard_shrink",
          "threshold_1", "threshold",
          "softplus", "softplus:threshold=inf");

  private static Unit unit(String name) {
    if (UNITS.containsKey(name)) {
      return Unit.parse(UNITS.get(name));
    }
    if (name.startsWith("dropout_keep_")) {
      String[] parts = name.split("_");
      return Unit.parse(
          "dropout:keep=" + parts[2] + (parts[3].equals("raw") ? "" : ":scale=inverse"));
    }
    return Unit.parse(
        name.replaceFirst("leaky_relu_", "leaky_relu:slope=")
            .replaceFirst("relu_max_of_", "relu,max:")
            .replaceFirst("(max|avg)_of_", "$1:"));
  }

  static Stream<List<String>> references() {
    return ExactReferences.records("/exact.csv").stream();
  }

  /** Columns: name, formula, mean, std, variance, second moment, E[f'], E|grad|^2. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("references")
  void everyReferenceIsMetAndItsBoundHolds(List<String> reference) {
    Unit unit = unit(reference.get(0));
    Exact exact = ExactMoments.of(unit, Input.STANDARD).orElseThrow();
    check(Quantity.MEAN, reference.get(2), exact);
    check(Quantity.STD, reference.get(3), exact);
    if (!reference.get(6).isEmpty()) {
      check(Quantity.DERIVATIVE_MEAN, reference.get(6), exact);
    }
    BigDecimal squared = new BigDecimal(reference.get(7));
    BigDecimal backward =
        squared
            .divide(BigDecimal.valueOf(unit.inputs()), MathContext.DECIMAL128)
            .sqrt(MathContext.DECIMAL128);
    check(Quantity.BACKWARD, backward.toString(), exact);
  }

  static Stream<List<String>> chains() {
    return ExactReferences.records("/exact-chains.csv").stream();
  }

  /** Columns: unit, input mean, std, rho, mean, std, backward, skewness, kurtosis. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void everyChainIsMetAndItsBoundHolds(List<String> reference) {
    Unit unit = Unit.parse(reference.get(0));
    Input input =
        Input.normal(
            Double.parseDouble(reference.get(1)),
            Double.parseDouble(reference.get(2)),
            Double.parseDouble(reference.get(3)));
    Exact exact = ExactMoments.of(unit, input).orElseThrow();
    check(Quantity.MEAN, reference.get(4), exact);
    check(Quantity.STD, reference.get(5), exact);
    check(Quantity.BACKWARD, reference.get(6), exact);
    checkShape(Quantity.SKEWNESS, reference.get(7), exact);
    checkShape(Quantity.KURTOSIS, reference.get(8), exact);
  }

  private static void check(Quantity quantity, String reference, Exact exact) {
    Bounded known = exact.get(quantity);
    ExactReferences.assertMet(quantity.heading(), known.value(), reference);
    // The references' inputs are decimals, which the program's doubles round.
    double rounding = Math.ulp(known.value());
    ExactReferences.assertWithin(
        quantity.heading(), known.value(), reference, known.error() + rounding);
    assertTrue(known.error() < 1e-12, () -> "the bound " + known.error() + " says little");
  }

  /** Third and fourth powers are integrated to twelve digits. */
  private static void checkShape(Quantity quantity, String reference, Exact exact) {
    Bounded known = exact.get(quantity);
    double size = Math.max(1, Math.abs(known.value()));
    ExactReferences.assertWithin(quantity.heading(), known.value(), reference, known.error());
    assertTrue(known.error() < 1e-9 * size, () -> "the bound " + known.error() + " says little");
    assertEquals(Double.parseDouble(reference), known.value(), 1e-12 * size);
  }

  @Test
  void theCompositionsOfTheIssueAreMet() {
    Exact nine = ExactMoments.of(Unit.parse("relu,max:3x3"), Input.STANDARD).orElseThrow();
    assertEquals(1.4852610649, nine.mean(), 5e-11);
    assertEquals(0.5971253611, nine.std(), 5e-11);
    Exact four = ExactMoments.of(Unit.parse("relu,max:2x2"), Input.STANDARD).orElseThrow();
    assertEquals(1.0457555155, four.mean(), 5e-11);
    assertEquals(0.6709548519, four.std(), 5e-11);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 9, 100, 1024})
  void theEuclideanNormIsChi(int n) {
    Exact exact = ExactMoments.of(Unit.parse("lp:" + n), Input.normal(0, 2)).orElseThrow();
    // E = sqrt(2) Gamma((n+1)/2)/Gamma(n/2); the logarithms are good to 1e-15 of some thousands
    double mean = Math.sqrt(2) * Math.exp(Gamma.logGamma((n + 1) / 2.0) - Gamma.logGamma(n / 2.0));
    assertEquals(2 * mean, exact.mean(), 1e-11 * mean);
    assertEquals(2 * Math.sqrt(n - mean * mean), exact.std(), 1e-7);
    assertEquals(1 / Math.sqrt(n), exact.backward(), exact.error());
    assertEquals("chi", exact.method());
  }

  @Test
  void theSumOfAbsoluteValuesIsExact() {
    Exact exact = ExactMoments.of(Unit.parse("lp:3x3:p=1"), Input.STANDARD).orElseThrow();
    assertEquals(9 * Math.sqrt(2 / Math.PI), exact.mean(), exact.error());
    assertEquals(3 * Math.sqrt(1 - 2 / Math.PI), exact.std(), exact.error());
    assertEquals(1, exact.backward(), exact.error());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lp:2x2:p=3",
        "avg:2x2,gaussian_dropout:keep=0.5,relu",
        "relu,avg:2x2,tanh",
        "glu,relu",
        "sigmoid,lp:2x2"
      })
  void whatNoRouteReachesIsEmpty(String unit) {
    assertTrue(ExactMoments.of(Unit.parse(unit), Input.STANDARD).isEmpty());
  }

  @Test
  void windowsOfEqualInputsAreOneInput() {
    for (String f : List.of("relu", "tanh", "gelu", "abs", "sign", "hard_tanh")) {
      Input input = Input.normal(0.3, 1.7, 1);
      Exact one = ExactMoments.of(Unit.parse(f), input).orElseThrow();
      for (String window : List.of(",max:2x2", ",avg:2x2")) {
        Exact four = ExactMoments.of(Unit.parse(f + window), input).orElseThrow();
        double bound = one.error() + four.error();
        assertEquals(one.mean(), four.mean(), bound, f + window);
        assertEquals(one.std(), four.std(), bound, f + window);
      }
    }
  }

  @Test
  void correlatedWindowsFollowTheirFormula() {
    for (double rho : new double[] {0.01, 0.3, 0.9, 0.999}) {
      for (int n : new int[] {2, 9, 64}) {
        Unit window = Unit.parse("max:" + n);
        Exact apart = ExactMoments.of(window, Input.STANDARD).orElseThrow();
        Exact exact = ExactMoments.of(window, Input.normal(-1, 3, rho)).orElseThrow();
        // mean sqrt(1-rho) M, variance rho + (1-rho) V
        double mean = -1 + 3 * Math.sqrt(1 - rho) * apart.mean();
        double std = 3 * Math.sqrt(rho + (1 - rho) * apart.std() * apart.std());
        double bound = exact.error() + 10 * apart.error();
        assertEquals(mean, exact.mean(), bound);
        assertEquals(std, exact.std(), bound);
      }
    }
  }

  @Test
  void aWindowOfOneCellChangesNothing() {
    Exact plain = ExactMoments.of(Unit.parse("gelu"), Input.STANDARD).orElseThrow();
    for (String window : List.of("max:1", "avg:1")) {
      Exact exact = ExactMoments.of(Unit.parse("gelu," + window), Input.STANDARD).orElseThrow();
      assertEquals(plain.mean(), exact.mean(), plain.error() + exact.error());
      assertEquals(plain.std(), exact.std(), plain.error() + exact.error());
      assertEquals(
          0.5,
          exact.get(Quantity.DERIVATIVE_MEAN).value(),
          exact.get(Quantity.DERIVATIVE_MEAN).error());
    }
  }

  @Test
  void aConstantHasNoStd() {
    for (String unit : List.of("relu", "relu,max:3x3", "sign", "hard_tanh,avg:2x2")) {
      Exact exact = ExactMoments.of(Unit.parse(unit), Input.normal(-100, 1)).orElseThrow();
      assertEquals(0, exact.std(), unit);
      assertEquals(0, exact.backward(), unit);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu,avg:2x2", "tanh,avg:3x3", "gelu,dropout:keep=0.5,avg:9"})
  void averagesAverageSkewnessAndKurtosisAway(String text) {
    Unit unit = Unit.parse(text);
    Unit one = new Unit(unit.stages().subList(0, unit.stages().size() - 1));
    double n = unit.inputs();
    Exact before = ExactMoments.of(one, Input.STANDARD).orElseThrow();
    Exact after = ExactMoments.of(unit, Input.STANDARD).orElseThrow();
    // skewness of a mean falls like 1/sqrt(n), excess kurtosis like 1/n
    assertEquals(skewness(before) / Math.sqrt(n), skewness(after), 1e-12);
    assertEquals(3 + (kurtosis(before) - 3) / n, kurtosis(after), 1e-12);
  }

  private static double skewness(Exact exact) {
    return exact.get(Quantity.SKEWNESS).value();
  }

  private static double kurtosis(Exact exact) {
    return exact.get(Quantity.KURTOSIS).value();
  }
}
