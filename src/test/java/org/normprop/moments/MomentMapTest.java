package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.table.Bounded;

class MomentMapTest {

  private static MomentMap map(String unit) {
    return new MomentMap((Activation) Unit.parse(unit).stages().get(0));
  }

  private static void within(double expected, Bounded number, double rounding) {
    assertTrue(
        Math.abs(number.value() - expected) <= number.error() + rounding,
        expected + " is not within " + number);
    assertTrue(number.error() < 1e-12, "loose: " + number);
  }

  /** relu(s z) = s relu(z): mean s / sqrt(2 pi), variance s^2 (1 - 1/pi) / 2. */
  @Test
  void reluScalesWithItsInput() {
    MomentMap.Jacobian slopes = map("relu").jacobian(0, 1);
    within(0.5, slopes.meanByMean(), 1e-16);
    within(1 / Math.sqrt(2 * Math.PI) / 2, slopes.meanByVariance(), 1e-16);
    within(1 / Math.sqrt(2 * Math.PI), slopes.varianceByMean(), 1e-16);
    within((1 - 1 / Math.PI) / 2, slopes.varianceByVariance(), 1e-16);
  }

  /**
   * Of a polynomial all is known: x^2 has mean m^2 + v and variance 2 v^2 + 4 m^2 v, x^3 - x the
   * mean m^3 + 3 m v - m.
   */
  @ParameterizedTest
  @CsvSource({"0, 1", "0.5, 2", "-3, 0.1", "10, 1"})
  void polynomialsAreDifferentiatedByHand(double m, double v) {
    MomentMap.Jacobian square = map("expr:x^2").jacobian(m, v);
    double size = 1e-14 * (1 + 8 * m * m + 4 * v);
    near(2 * m, square.meanByMean(), size);
    near(1, square.meanByVariance(), size);
    near(8 * m * v, square.varianceByMean(), size * (1 + Math.abs(m)));
    near(4 * v + 4 * m * m, square.varianceByVariance(), size * (1 + m * m));
    MomentMap.Jacobian cubic = map("expr:x^3-x").jacobian(m, v);
    near(3 * m * m + 3 * v - 1, cubic.meanByMean(), size * (1 + m * m));
    near(3 * m, cubic.meanByVariance(), size * (1 + Math.abs(m)));
  }

  private static void near(double expected, Bounded number, double rounding) {
    assertEquals(expected, number.value(), number.error() + rounding);
  }

  /** Central differences over h = 1e-3 are off by h^2 times a third derivative of order 1. */
  @ParameterizedTest
  @ValueSource(strings = {"selu", "gelu", "hard_tanh", "sigmoid"})
  void theSlopesAgreeWithDifferences(String unit) {
    double h = 1e-3;
    MomentMap map = map(unit);
    MomentMap.Jacobian slopes = map.jacobian(0.3, 1);
    MomentMap.Image above = map.at(0.3, 1 + h);
    MomentMap.Image below = map.at(0.3, 1 - h);
    MomentMap.Image right = map.at(0.3 + h, 1);
    MomentMap.Image left = map.at(0.3 - h, 1);
    near((right.mean() - left.mean()) / (2 * h), slopes.meanByMean(), 1e-6);
    near((above.mean() - below.mean()) / (2 * h), slopes.meanByVariance(), 1e-6);
    near((right.variance() - left.variance()) / (2 * h), slopes.varianceByMean(), 1e-6);
    near((above.variance() - below.variance()) / (2 * h), slopes.varianceByVariance(), 1e-6);
  }

  /** What is constant beyond a kink still counts there: z times a constant has a mean. */
  @Test
  void aFunctionThatStandsStillFarOutCountsThere() {
    MomentMap.Jacobian slopes = map("expr:max(1,min(x,1))").jacobian(0, 1); // 1 everywhere
    near(0, slopes.meanByMean(), 1e-15);
    near(0, slopes.varianceByVariance(), 1e-15);
  }
}
