package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Bounded;
import org.normprop.table.Empirical;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Row;

/** Inputs that are not normal, by both routes. */
class DistributionsTest {

  /** Twelve activations, and what stands around them. */
  private static final List<String> UNITS =
      List.of(
          "identity",
          "relu",
          "leaky_relu:slope=0.2",
          "elu",
          "selu",
          "gelu",
          "silu",
          "mish",
          "softplus",
          "sigmoid",
          "tanh",
          "sin:frequency=3",
          "relu,max:2x2",
          "gelu,max:3",
          "abs,dropout:keep=0.8",
          "tanh,avg:2x2");

  private static final double[] NUMBERS =
      new SplittableRandom(5).doubles(1000, -2, 3).map(x -> Math.rint(4 * x) / 4).toArray();

  private static Input input(String text) {
    return Input.parse(text, name -> new Empirical(name, NUMBERS));
  }

  private static Exact exact(String unit, String input) {
    return ExactMoments.of(Unit.parse(unit), input(input)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uniform:-1,1",
        "uniform:0,10",
        "laplace:0,1",
        "laplace:1,0.3",
        "logistic:0.5,1",
        "student:9",
        "exponential:1",
        "lognormal:0,0.5",
        "bernoulli:0.3",
        "mixture:1/2,0,1/1/2,3,2",
        "data:numbers"
      })
  void theRoutesAgree(String distribution) {
    List<Row> rows =
        Calculator.rows(
            UNITS.stream().map(Unit::parse).toList(),
            input(distribution),
            Calculator.Method.BOTH,
            new Sampling(60_000, 1, 1),
            done -> {});
    assertEquals(List.of(), Agreement.disagreements(rows));
    for (Row row : rows) {
      assertTrue(row.exact().isPresent(), row.unit().text());
      assertTrue(row.exact().get().error() < 1e-11, () -> row.toString());
    }
  }

  @Test
  void aMeanThatIsTenStandardErrorsOffIsNoticed() {
    Row row =
        Calculator.rows(
                List.of(Unit.parse("relu")),
                input("laplace:0.05,1"),
                Calculator.Method.MC,
                new Sampling(200_000, 1, 1),
                done -> {})
            .get(0);
    Row wrong =
        new Row(row.unit(), row.sampled(), ExactMoments.of(row.unit(), input("laplace:0,1")));
    assertTrue(!Agreement.disagreements(List.of(wrong)).isEmpty());
  }

  /** Closed forms by hand; moments of e^x are moment generating functions. */
  @ParameterizedTest
  @CsvSource({
    "'uniform:-1,1', relu, 0.25, 1/6",
    "'uniform:-1,1', identity, 0, 1/3",
    "'uniform:0,sqrt(3)', square, 1, 9/5",
    "'uniform:-1,1', exponential, sinh(1), sinh(2)/2",
    "'uniform:-1,1', sin:frequency=30, 0, 1/2-sin(60)/120",
    "'laplace:0,1', relu, 0.5, 1",
    "'laplace:0,2', identity, 0, 8",
    "'laplace:0,1/3', exponential, 9/8, 9/5",
    "'logistic:0,1', identity, 0, pi^2/3",
    "'logistic:1,2', identity, 1, 1+4*pi^2/3",
    "student:5, identity, 0, 5/3",
    "exponential:2, identity, 1/2, 1/2",
    "exponential:3, exponential, 3/2, 3",
    "'lognormal:0.2,0.5', identity, exp(0.325), exp(0.9)",
    "bernoulli:0.3, relu, 0.3, 0.3",
    "'mixture:1/4,0,1/3/4,2,1/2', identity, 1.5, 1/4+3/4*(4+1/4)"
  })
  void closedFormsAreMet(String input, String unit, String mean, String square) {
    Exact exact = exact(unit, input);
    assertMet(exact.get(Quantity.MEAN), value(mean));
    assertMet(exact.get(Quantity.SECOND_MOMENT), value(square));
  }

  private static double value(String formula) {
    return ((Activation) Unit.parse("expr:" + formula).stages().get(0)).value(0);
  }

  private static void assertMet(Bounded number, double value) {
    double rounding = 4 * Math.ulp(value);
    assertEquals(value, number.value(), number.error() + rounding);
    assertTrue(number.error() < 1e-11 * Math.max(1, Math.abs(value)), number.toString());
  }

  /** The largest of n uniforms: n/(n + 1) and n/(n + 2). */
  @Test
  void orderStatisticsOfUniformsAndExponentials() {
    Exact nine = exact("max:3x3", "uniform:0,1");
    assertMet(nine.get(Quantity.MEAN), 0.9);
    assertMet(nine.get(Quantity.SECOND_MOMENT), 9.0 / 11);
    // the largest of four exponentials: 1 + 1/2 + 1/3 + 1/4, variances add up, too
    Exact four = exact("max:2x2", "exponential:1");
    assertMet(four.get(Quantity.MEAN), 25.0 / 12);
    assertMet(four.get(Quantity.STD), Math.sqrt(1 + 1 / 4.0 + 1 / 9.0 + 1 / 16.0));
  }

  /** Two ways to say the same: one normal, and a mixture of two equal ones. */
  @ParameterizedTest
  @ValueSource(strings = {"relu", "gelu", "sigmoid,max:3", "tanh,dropout:keep=0.5"})
  void aMixtureOfEqualNormalsIsOne(String unit) {
    Exact one = exact(unit, "0.5,2");
    Exact mixture = exact(unit, "mixture:0.3,0.5,2/0.7,0.5,2");
    for (Quantity quantity : Quantity.values()) {
      Bounded a = one.get(quantity);
      Bounded b = mixture.get(quantity);
      assertEquals(a.isFinite(), b.isFinite());
      if (a.isFinite()) {
        assertEquals(a.value(), b.value(), a.error() + b.error());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "silu", "square"})
  void theEmpiricalOneIsASumOverTheNumbers(String unit) {
    Activation f = (Activation) Unit.parse(unit).stages().get(0);
    Exact exact = exact(unit, "data:numbers");
    double mean = Arrays.stream(NUMBERS).map(f::value).average().orElseThrow();
    double square =
        Arrays.stream(NUMBERS).map(x -> f.value(x) * f.value(x)).average().orElseThrow();
    double slopes =
        Arrays.stream(NUMBERS).map(x -> f.derivative(x) * f.derivative(x)).average().orElseThrow();
    assertEquals(mean, exact.mean(), 1e-13);
    assertEquals(square, exact.get(Quantity.SECOND_MOMENT).value(), 1e-12);
    assertEquals(Math.sqrt(slopes), exact.backward(), 1e-13);
  }

  /** All 1000^2 pairs. */
  @Test
  void theLargestOfTwoEmpiricalOnesIsASumOverPairs() {
    double sum = 0;
    double squares = 0;
    for (double x : NUMBERS) {
      for (double y : NUMBERS) {
        double largest = Math.max(x, y);
        sum += largest;
        squares += largest * largest;
      }
    }
    Exact exact = exact("max:2", "data:numbers");
    assertEquals(sum / 1e6, exact.mean(), 1e-12);
    assertEquals(squares / 1e6, exact.get(Quantity.SECOND_MOMENT).value(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "student:2, relu, standard deviation",
    "student:1, identity, mean",
    "student:1.5, gelu, standard deviation",
    "student:2, max:2x2, standard deviation",
    "'laplace:0,1', exponential, mean",
    "'lognormal:0,1', expr:exp(x), mean"
  })
  void whatHasNoMomentIsRefusedWithTheReason(String input, String unit, String moment) {
    String message = assertThrows(MomentException.class, () -> exact(unit, input)).getMessage();
    assertTrue(message.contains("no " + moment + " under " + input), message);
    // sampling alone would not notice
    assertThrows(
        MomentException.class,
        () ->
            Calculator.rows(
                List.of(Unit.parse(unit)),
                input(input),
                Calculator.Method.MC,
                new Sampling(1000, 1, 1),
                done -> {}));
  }

  @Test
  void boundedFunctionsHaveMomentsUnderAnyTail() {
    Exact tanh = exact("tanh", "student:1");
    assertEquals(0, tanh.mean(), tanh.error());
    Row row =
        Calculator.rows(
                List.of(Unit.parse("tanh")),
                input("student:1"),
                Calculator.Method.BOTH,
                new Sampling(200_000, 3, 1),
                done -> {})
            .get(0);
    assertEquals(List.of(), Agreement.disagreements(List.of(row)));
  }
}
