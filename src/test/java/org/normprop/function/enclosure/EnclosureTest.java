package org.normprop.function.enclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.formula.Formula;
import org.normprop.function.stage.Activation;

class EnclosureTest {

  private static final String[] FORMULAS = {
    "x*sigmoid(1.702*x)",
    "max(0,x)^2",
    "x-0.1*exp(-((x-1)/0.02)^2)",
    "abs(x^2-2)/(1+x^2)",
    "if(x>0,ln(1+x),-sqrt(-x))",
    "(0<x)*x^3",
    "min(exp(x),2)-tanh(x)^3",
    "1/(1+exp(-x))",
    "sin(x)^2+cos(3*x)",
    "asinh(x)*atan(x)",
    "cbrt(x)",
    "x^2.5",
    "2^x",
    "erfc(x)-log1p(x^2)",
    "sin(x)/x",
    "log_cosh(x)+mish(x)",
    "sinh(x/9)+cosh(x/8)",
    "acosh(2+x^2)",
    "atanh(tanh(x)/2)",
    "x-floor(2*x)",
    "round(x)*trunc(x/2)-ceil(x)",
  };

  static Stream<Activation> functions() {
    return Stream.of(
            Activations.names().stream().map(Activations::of),
            Stream.of(FORMULAS).map(Formula::parse),
            Stream.of(
                Activations.of("celu", Map.of("alpha", 0.01)),
                Activations.of("softplus", Map.of("beta", 50.0, "threshold", 5.0)),
                Activations.of("silu", Map.of("beta", -3.0)),
                Activations.of("squareplus", Map.of("b", 0.0)),
                Activations.of("hard_sigmoid", Map.of("slope", 300.0))))
        .flatMap(part -> part);
  }

  /** Computed values may be a few units in the last place off the true ones. */
  private static boolean holds(Span span, double x, double rounding) {
    return span.low() - rounding <= x && x <= span.high() + rounding;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void valuesAndSlopesLieInside(Activation f) {
    SplittableRandom random = new SplittableRandom(5);
    int bounded = 0;
    for (int i = 0; i < 150; i++) {
      double low = random.nextDouble(-6, 6);
      double high = low + StrictMath.pow(10, random.nextDouble(-4, 0.5));
      Enclosure known = f.enclose(Enclosure.interval(low, high));
      bounded += known.value().width() < 1e3 ? 1 : 0;
      for (int j = 1; j < 20; j++) {
        double x = low + (high - low) * j / 20;
        double y = f.value(x);
        double dy = f.derivative(x);
        if (!Double.isNaN(y)) {
          assertTrue(holds(known.value(), y, 1e-14 * Math.abs(y)), f + " at " + x + ": " + known);
          assertTrue(
              holds(known.slope(), dy, 1e-13 * Math.max(1, Math.abs(dy))),
              f + "' = " + dy + " at " + x + ": " + known);
        }
      }
    }
    assertTrue(bounded > 50, f + ": bounded in " + bounded + " of 150"); // else it says nothing
  }

  /** Smaller intervals, narrower enclosures: else nothing could be proved by halving. */
  @ParameterizedTest
  @MethodSource("functions")
  void narrowIntervalsHaveNarrowEnclosures(Activation f) {
    Enclosure known = f.enclose(Enclosure.interval(0.7, 0.7 + 1e-9));
    assertTrue(known.value().width() < 1e-6, f + ": " + known);
    assertTrue(f.text().equals("expr:sin(x)/x") || known.slope().width() < 1e-4, f + ": " + known);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void mostAreHolomorphicAroundAnIntervalWithoutKinks(Activation f) {
    Enclosure known = f.enclose(Enclosure.rectangle(0.7, 0.71, 0.005, 0.01));
    assertTrue(known.radius() < 3, f + ": " + known);
  }

  record Known(String name, UnaryOperator<Enclosure> enclosure, UnaryOperator<Complex> value) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Known> complexFunctions() {
    Complex one = Complex.ONE;
    return Stream.of(
        new Known("exp", SmoothFunctions::exp, Complex::exp),
        new Known("ln", SmoothFunctions::ln, Complex::log),
        new Known("sqrt", SmoothFunctions::sqrt, Complex::sqrt),
        new Known("sin", SmoothFunctions::sin, Complex::sin),
        new Known("cos", SmoothFunctions::cos, Complex::cos),
        new Known("tan", SmoothFunctions::tan, Complex::tan),
        new Known("tanh", SmoothFunctions::tanh, Complex::tanh),
        new Known("sinh", SmoothFunctions::sinh, Complex::sinh),
        new Known("cosh", SmoothFunctions::cosh, Complex::cosh),
        new Known("atan", SmoothFunctions::atan, Complex::atan),
        new Known("asin", SmoothFunctions::asin, Complex::asin),
        new Known("asinh", SmoothFunctions::asinh, z -> z.add(z.multiply(z).add(1).sqrt()).log()),
        new Known("sigmoid", SmoothFunctions::sigmoid, z -> one.divide(one.add(z.negate().exp()))),
        new Known("softplus", SmoothFunctions::softplus, z -> one.add(z.exp()).log()),
        new Known("log_cosh", SmoothFunctions::logCosh, z -> z.cosh().log()),
        new Known("bump", SmoothFunctions::expMinusSquare, z -> z.multiply(z).negate().exp()),
        new Known("x^3.5", u -> SmoothFunctions.power(u, 3.5), z -> z.pow(3.5)),
        new Known("x^5", u -> SmoothFunctions.power(u, 5), z -> z.pow(5)),
        new Known(
            "x/(1+x^2)", u -> u.over(u.squared().plus(1)), z -> z.divide(z.multiply(z).add(1))));
  }

  @ParameterizedTest
  @MethodSource("complexFunctions")
  void complexValuesLieWithinTheRadius(Known g) {
    SplittableRandom random = new SplittableRandom(6);
    int bounded = 0;
    for (int i = 0; i < 600; i++) {
      double low = random.nextDouble(-3, 3);
      double high = low + random.nextDouble(0.5);
      double beyond = random.nextDouble(0.3);
      double imaginary = random.nextDouble(1.2);
      Enclosure known = g.enclosure.apply(Enclosure.rectangle(low, high, beyond, imaginary));
      if (known.radius() == Double.POSITIVE_INFINITY) {
        continue;
      }
      bounded++;
      for (int j = 0; j < 10; j++) {
        Complex z =
            new Complex(
                random.nextDouble(low - beyond, high + beyond),
                random.nextDouble(-imaginary, imaginary));
        Complex w = g.value.apply(z);
        double re = w.getReal();
        double nearest = Math.max(known.value().low(), Math.min(re, known.value().high()));
        double distance = w.subtract(nearest).abs();
        assertTrue(distance <= known.radius() * (1 + 1e-9) + 1e-12, g + " at " + z + ": " + known);
        double step = 1e-6;
        Complex slope = g.value.apply(z.add(step)).subtract(g.value.apply(z.subtract(step)));
        assertTrue(
            slope.abs() / (2 * step) <= known.steepest() * (1 + 1e-5) + 1e-6,
            g + "' at " + z + ": " + known);
      }
    }
    assertTrue(bounded > 30, g + ": " + bounded);
  }

  @Test
  void whatIsConstantIsProvedConstant() {
    Enclosure left = Activations.of("relu").enclose(Enclosure.interval(-37, 0));
    assertEquals(new Span(0, 0), left.value());
    assertEquals(0, left.slope().magnitude());
    Enclosure tail = Activations.of("gaussian").enclose(Enclosure.interval(-1000, -1));
    assertFalse(tail.slope().magnitude() == 0);
  }

  @Test
  void aNarrowBumpIsSeenFromFarAway() {
    Activation f = Formula.parse("x-0.1*exp(-((x-1)/0.0001)^2)");
    assertTrue(f.enclose(Enclosure.interval(-5, 5)).slope().low() < -100);
  }

  @Test
  void aRemovablePointIsHolomorphic() {
    for (String text : new String[] {"sin(x)/x", "x/(exp(x)-1)", "tanh(x)/x"}) {
      Enclosure known = Formula.parse(text).enclose(Enclosure.rectangle(-0.1, 0.2, 0.2, 0.3));
      assertTrue(known.radius() < 10, text + ": " + known);
    }
    // and a pole is not
    Enclosure pole = Formula.parse("cos(x)/x").enclose(Enclosure.rectangle(-0.1, 0.2, 0.2, 0.3));
    assertEquals(Double.POSITIVE_INFINITY, pole.radius());
    Enclosure near = Formula.parse("sin(x-0.1)/(x-0.1000000001)").enclose(Enclosure.interval(0, 1));
    assertFalse(near.value().width() < 1e9);
  }

  @Test
  void sumsThatAreExactStayPoints() {
    assertEquals(new Span(0.25, 0.25), Enclosure.point(0.75).minus(Enclosure.point(0.5)).value());
    Span third = Enclosure.constant(1).over(Enclosure.constant(3)).value();
    assertTrue(third.low() < third.high() && third.width() <= 2 * Math.ulp(1.0 / 3));
  }
}
