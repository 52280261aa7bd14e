package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Exact;
import org.normprop.table.Input;

/** Moments that do not exist are said to, and those that just do are found. */
class MomentExceptionTest {

  @ParameterizedTest(name = "{0} has no {1}")
  @CsvSource({
    "1/x, mean",
    "1/(x-1/3), mean",
    "1/(x*x), mean",
    "tan(x), mean",
    "exp(x^2), mean",
    "exp(x^2/2), mean",
    "exp(x^3), mean",
    "exp(exp(x)), mean",
    "exp(1/x), mean",
    "exp(x^2/4), standard deviation",
    "abs(x)^-0.6, standard deviation",
    "1/sqrt(abs(x-1)), standard deviation",
    "ln(x), mean",
    "sqrt(x), mean",
    "acosh(x), mean"
  })
  void aMissingMomentIsNamed(String formula, String moment) {
    for (String window : new String[] {"", ",max:2x2", ",avg:2x2"}) {
      Unit unit = Unit.parse("expr:" + formula + window);
      MomentException e =
          assertThrows(
              MomentException.class, () -> ExactMoments.of(unit, Input.STANDARD), unit.text());
      assertTrue(e.getMessage().startsWith(unit.text() + " has no " + moment), e.getMessage());
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "expr:ln(x), ln(x) has no value for x below 0",
    "'relu,expr:x+sqrt(x-1)', sqrt(x-1) has no value for x below 1",
    "'expr:acosh(x),max:2x2', acosh(x) has no value for x below 1"
  })
  void thePartOfAFormulaThatHasNoValueIsNamed(String unit, String why) {
    MomentException e =
        assertThrows(
            MomentException.class, () -> ExactMoments.of(Unit.parse(unit), Input.STANDARD));
    assertTrue(e.getMessage().endsWith(": " + why), e.getMessage());
  }

  /**
   * Closed forms: absolute moments of a normal, E[ln|z|] = -(gamma + ln 2)/2, its variance pi^2/8.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // 2^(-p/2) Gamma((1-p)/2)/sqrt(pi), p = 0.4; E[y^2] with p = 0.8
    "abs(x)^-0.4, 1.469325740718245, 1.381603072380766",
    "ln(abs(x)), -0.6351814227307392, 1.110720734539592",
    // 1/sqrt(1 - 2a), a = 1/6, and 1/sqrt(1 - 4a)
    "exp(x^2/6), 1.224744871391589, 0.4817165220011427",
    // e^(t^2/2) and its variance, t = 4
    "exp(4*x), 2980.957987041728, 8886110.020507862"
  })
  void aMomentThatJustExistsIsFound(String formula, double mean, double std) {
    Exact exact = ExactMoments.of(Unit.parse("expr:" + formula), Input.STANDARD).orElseThrow();
    assertEquals(mean, exact.mean(), exact.error() + Math.ulp(mean) * 4);
    assertEquals(std, exact.std(), exact.error() + Math.ulp(std) * 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ln(abs(x))", "sqrt(abs(x))", "abs(x)^-0.4", "cbrt(x)"})
  void anInfiniteGradientIsInfinite(String formula) {
    Exact exact = ExactMoments.of(Unit.parse("expr:" + formula), Input.STANDARD).orElseThrow();
    assertEquals(Double.POSITIVE_INFINITY, exact.backward());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sin(x)/x", "x*ln(abs(x))", "tanh(1/x)", "atan(1/(x-1))"})
  void aHoleIsNoPole(String formula) {
    Exact exact = ExactMoments.of(Unit.parse("expr:" + formula), Input.STANDARD).orElseThrow();
    assertTrue(exact.error() < 1e-12, () -> formula + " " + exact);
  }

  /** Digits that a formula's arithmetic loses are missing in the result, and the bound says so. */
  @Test
  void aFormulaThatLosesDigitsHasAWiderBound() {
    Unit unit = Unit.parse("expr:1e4*((x+1e4)-1e4)");
    Exact exact = ExactMoments.of(unit, Input.STANDARD).orElseThrow();
    assertTrue(exact.error() > 1e-9 && exact.error() < 1e-6, exact::toString);
  }

  /** Where sampling would see nothing of a pole, a tiny probability is no excuse. */
  @ParameterizedTest
  @ValueSource(strings = {"1/(x-6)", "1/(x-8)"})
  void rarePolesAreFound(String formula) {
    MomentException e =
        assertThrows(
            MomentException.class,
            () -> ExactMoments.of(Unit.parse("expr:" + formula), Input.STANDARD));
    assertTrue(e.getMessage().contains(" has no "), e.getMessage());
  }
}
