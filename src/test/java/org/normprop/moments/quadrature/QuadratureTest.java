package org.normprop.moments.quadrature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.normprop.table.Bounded;

/** Integrals with known values, and the bounds that come with them. */
class QuadratureTest {

  private static Integrals integrate(DoubleUnaryOperator f, double... cuts) {
    return Quadrature.integrate(
        (x, values, slack) -> {
          values[0] = f.applyAsDouble(x);
          slack[0] = 4 * Bounded.UNIT_ROUNDOFF * Math.abs(values[0]);
        },
        cuts,
        new Goal(new double[] {1e-15}, 100_000));
  }

  private static void check(double expected, DoubleUnaryOperator f, double... cuts) {
    Integrals r = integrate(f, cuts);
    // A jump beside a node is seen at the node: one unit in the last place of x, below 1.
    assertEquals(expected, r.value()[0], r.error()[0] + Math.ulp(expected) + 0x1p-53);
    assertTrue(r.error()[0] < 1e-13 * Math.max(1, Math.abs(expected)));
    assertFalse(r.divergent()[0]);
  }

  @Test
  void knownIntegralsAreMet() {
    check(Math.E - 1, StrictMath::exp, 0, 1);
    check(Math.PI / 4, x -> Math.sqrt(1 - x * x), 0, 1);
    check(2, x -> 1 / Math.sqrt(x), 0, 1);
    check(-1, StrictMath::log, 0, 1);
    check(Math.PI, x -> 1 / (1 + x * x) * 4, 0, 0.3, 1);
    check(2 * StrictMath.atan(1e6), x -> 1e6 / (1 + 1e12 * x * x), -1, 1);
  }

  @Test
  void kinksAndJumpsThatNobodyToldOfAreFound() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      double at = random.nextDouble();
      check((at * at + (1 - at) * (1 - at)) / 2, x -> Math.abs(x - at), 0, 1);
      check(1 - at, x -> x > at ? 1 : 0, 0, 1);
      // A kink on a background, at which a small change of the sum can be an accident
      double offset = random.nextDouble();
      double expected = (at * at + (1 - at) * (1 - at)) / 2 - offset;
      check(expected, x -> Math.abs(x - at) - offset, 0, 1);
    }
  }

  @Test
  void polesAreDivergentWhereverTheyLie() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 50; i++) {
      double at = random.nextDouble();
      for (double power : new double[] {1, 1.5, 2, 4}) {
        Integrals r = integrate(x -> StrictMath.pow(Math.abs(x - at), -power), 0, 1);
        assertTrue(r.divergent()[0], "1/|x - " + at + "|^" + power);
      }
    }
  }

  @Test
  void whatOscillatesWithoutGrowingIsNoPole() {
    for (double at : new double[] {0, 0.3, 1.0 / 3}) {
      assertFalse(integrate(x -> StrictMath.sin(1 / (x - at)), 0, 1).divergent()[0]);
    }
  }

  @Test
  void integrablePolesAreNot() {
    for (double power : new double[] {0.2, 0.5, 0.8}) {
      check(1 / (1 - power), x -> StrictMath.pow(x, -power), 0, 1);
    }
  }

  @Test
  void anUndefinedIntervalIsNamedAndAHoleIsNot() {
    double at = integrate(x -> x < 0.25 ? Double.NaN : 1, 0, 1).undefinedAt()[0];
    assertTrue(at < 0.25, "said to be " + at);
    assertTrue(Double.isNaN(integrate(x -> x == 0.5 ? Double.NaN : 1, 0, 1).undefinedAt()[0]));
  }

  @Test
  void theTrapezoidalRuleKnowsWhenItDoesNotConverge() {
    Goal goal = new Goal(new double[] {1e-15}, 500);
    Integrals smooth = Line.integrate((x, v, s) -> v[0] = StrictMath.exp(-x * x / 2), goal);
    assertEquals(Math.sqrt(2 * Math.PI), smooth.value()[0], smooth.error()[0] + 1e-15);
    Integrals kinked =
        Line.integrate((x, v, s) -> v[0] = Math.abs(x - 0.3) * StrictMath.exp(-x * x / 2), goal);
    assertEquals(Double.POSITIVE_INFINITY, kinked.error()[0]);
  }

  @Test
  void boundsCarryThroughArithmetic() {
    Bounded third = new Bounded(1.0 / 3, 1e-16);
    Bounded nine = third.times(27);
    assertTrue(Math.abs(nine.value() - 9) <= nine.error() && nine.error() < 1e-14);
    Bounded zero = third.minus(third);
    assertTrue(zero.error() >= 2e-16);
    Bounded root = new Bounded(1e-20, 1e-16).root();
    assertTrue(root.error() >= 1e-8); // may come from 1e-16
    Bounded one = third.over(third);
    assertTrue(Math.abs(one.value() - 1) <= one.error());
  }
}
