package org.normprop.function.enclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.normprop.function.formula.Formula;

/** Coefficients beside those of Commons Math, and quotients beside their series. */
class TaylorTest {

  private static final int ORDER = 6;

  enum Known {
    exp(DerivativeStructure::exp),
    expm1(DerivativeStructure::expm1),
    ln(DerivativeStructure::log),
    log1p(DerivativeStructure::log1p),
    sqrt(DerivativeStructure::sqrt),
    sin(DerivativeStructure::sin),
    cos(DerivativeStructure::cos),
    tan(DerivativeStructure::tan),
    sinh(DerivativeStructure::sinh),
    cosh(DerivativeStructure::cosh),
    tanh(DerivativeStructure::tanh),
    atan(DerivativeStructure::atan),
    asinh(DerivativeStructure::asinh),
    asin(u -> u.multiply(0.5).asin()),
    sigmoid(u -> u.negate().exp().add(1).reciprocal()),
    softplus(u -> u.exp().add(1).log()),
    log_cosh(u -> u.cosh().log()),
    gaussian(u -> u.multiply(u).negate().exp()),
    silu(u -> u.divide(u.negate().exp().add(1))),
    square(u -> u.multiply(u));

    final UnaryOperator<DerivativeStructure> function;

    Known(UnaryOperator<DerivativeStructure> function) {
      this.function = function;
    }
  }

  @ParameterizedTest
  @EnumSource
  void coefficientsLieInside(Known known) {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 60; i++) {
      double low = random.nextDouble(0.2, 1.2);
      double high = low + (i % 3 == 0 ? 0 : random.nextDouble(0.1));
      Taylor x = Taylor.variable(Enclosure.interval(low, high), ORDER + 1);
      Taylor argument = known == Known.asin ? x.times(0.5) : x;
      Taylor found = TaylorFunctions.of(known.name(), argument).orElseThrow();
      double at = low + (high - low) * random.nextDouble();
      DerivativeStructure right = known.function.apply(new DerivativeStructure(1, ORDER, 0, at));
      for (int k = 0; k <= ORDER; k++) {
        double c = right.getPartialDerivative(k) / CombinatoricsUtils.factorialDouble(k);
        Span span = found.at(k).value();
        double rounding = 1e-12 * (1 + Math.abs(c));
        String message = known + " at " + at + ", " + k + ": " + c + " in " + span;
        assertTrue(span.low() - rounding <= c && c <= span.high() + rounding, message);
        assertTrue(high > low || span.width() < 1e-10 * (1 + Math.abs(c)), message);
      }
    }
  }

  /** (1 - cos d)/d^2 = 1/2 - d^2/24 + ..., to the last digits where the formula has none. */
  @ParameterizedTest
  @EnumSource(names = {"cos"})
  void aRemovedZeroKeepsItsDigits(Known cos) {
    var quotient = Formula.parse("(1-" + cos + "(x))/x^2").near(0).orElseThrow();
    for (double d : new double[] {0, 1e-200, 1e-9, -1e-5, 1e-3}) {
      double square = d * d;
      assertEquals(0.5 - square / 24 + square * square / 720, quotient.value(d), 2e-16);
      assertEquals(-d / 12, quotient.derivative(d), 1e-2 * Math.abs(d * d * d) + 1e-17);
      Span value = quotient.enclose(Enclosure.point(d)).value();
      assertTrue(value.width() < 1e-15, value.toString());
    }
    assertEquals(Optional.empty(), Formula.parse("(2-" + cos + "(x))/x^2").near(0));
  }
}
