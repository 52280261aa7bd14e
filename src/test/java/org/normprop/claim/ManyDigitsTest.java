package org.normprop.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.moments.ExactMoments;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

class ManyDigitsTest {

  /** 1/sqrt(E[y^2]) by mpmath 1.3's tanh-sinh quadrature at 40 digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tanh|1.592537419722831427770438846018598170236",
        "silu|1.676532470331091158604257543664852355702",
        "asinh|1.256734802399368609520439282709912372124",
        "expr:ln(1+exp(x))-ln(2)|1.875596256135041661015627944052465724097"
      })
  void theTrueValueIsInANarrowRange(String unit, BigDecimal rmsGain) {
    DecimalRange range =
        ManyDigits.of(Unit.parse(unit)).flatMap(m -> m.of(Quantity.SECOND_MOMENT)).get().power(-1);
    assertTrue(range.meets(DecimalRange.of(rmsGain, new BigDecimal("1e-38"))), range.toString());
    assertTrue(range.radius().doubleValue() < 1e-20, range.toString());
  }

  /** By mpmath at 40 digits: sqrt(1 - 4 phi(2) / (2 Phi(2) - 1)). */
  @Test
  void theTruncatedNormalsStdIsKnownToThirtyDigits() {
    DecimalRange range = ManyDigits.truncatedNormalStd();
    BigDecimal expected = new BigDecimal("0.8796256610342397504128414195777747983459");
    assertTrue(range.meets(DecimalRange.of(expected, new BigDecimal("1e-39"))), range.toString());
    assertTrue(range.radius().doubleValue() < 1e-30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"relu", "sigmoid", "silu", "tanh", "softplus", "log_sigmoid", "mish", "asinh"})
  void itMeetsTheDeterministicRoute(String text) {
    Unit unit = Unit.parse(text);
    Exact exact = ExactMoments.of(unit, Input.STANDARD).get();
    ManyDigits many = ManyDigits.of(unit).get();
    for (Quantity base : new Quantity[] {Quantity.MEAN, Quantity.STD, Quantity.SECOND_MOMENT}) {
      DecimalRange other = DecimalRange.of(exact.get(base));
      assertTrue(many.of(base).get().meets(other), base + ": " + many.of(base) + " " + other);
    }
  }

  @Test
  void reluHasItsJacobianFactor() {
    // pi / (pi - 1) by mpmath at 40 digits
    DecimalRange square =
        ManyDigits.of(Unit.parse("relu")).flatMap(m -> m.of(Quantity.JACOBIAN_FACTOR)).get();
    assertEquals(
        0,
        square
            .power(4)
            .middle()
            .subtract(new BigDecimal("1.466942206924259859983394813233667573"))
            .doubleValue(),
        1e-30);
  }
}
