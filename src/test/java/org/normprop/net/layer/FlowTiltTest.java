package org.normprop.net.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Slopes that know of each other: E[f'(p g(u) + q v)^2 g'(u)^2] against orthants. */
class FlowTiltTest {

  private static final double MEAN = 1 / Math.sqrt(2 * Math.PI);
  private static final double STD = Math.sqrt(0.5 - MEAN * MEAN);
  private static final DoubleUnaryOperator RELU = x -> Math.max(0, x);
  private static final DoubleUnaryOperator STEP = x -> x > 0 ? 1 : 0;
  private static final Statistics NORMAL = new Statistics(0, 1);

  private static FlowTilt slopeAbove(FlowLaw law, Statistics pre) {
    FlowLaw out = law.through(RELU, pre.mean(), pre.std());
    return FlowTilt.activated(law, out, RELU, STEP, pre).back(FlowTilt.EVEN).tilt();
  }

  @Test
  void aSecondRectifierIsOnWhereTheFirstWasOn() {
    // relu(relu(u)) lets pass whenever relu(u) does: half of all, not a half of a half.
    FlowLaw first = FlowLaw.NORMAL.through(RELU, 0, 1);
    Statistics pre = new Statistics(MEAN, STD);
    FlowTilt.Rule rule = FlowTilt.activated(FlowLaw.NORMAL, first, RELU, STEP, NORMAL);
    FlowTilt tilt = slopeAbove(first, pre);
    assertEquals(2, rule.back(tilt).factor(), 0.02);
    assertEquals(1, rule.back(FlowTilt.EVEN).factor());
  }

  @Test
  void throughASumOfNormalsTheChanceIsThatOfAnOrthant() {
    // P(u > 0, p u + q v > 0) = 1/4 + asin(p)/(2 pi) for p^2 + q^2 = 1, instead of 1/4.
    double p = 0.8;
    double q = 0.6;
    FlowLaw sum = FlowLaw.sum(FlowLaw.NORMAL, p, FlowLaw.NORMAL, q);
    FlowTilt above = slopeAbove(sum, NORMAL);
    FlowTilt at = FlowTilt.added(FlowLaw.NORMAL, p, FlowLaw.NORMAL, q, 0, sum).back(above).tilt();
    // An activation whose value tells its input, with the slope of a rectifier.
    FlowTilt.Rule rule = FlowTilt.activated(FlowLaw.NORMAL, FlowLaw.NORMAL, x -> x, STEP, NORMAL);
    assertEquals(1 + 2 * Math.asin(p) / Math.PI, rule.back(at).factor(), 0.02);
    // The other term is asked as much by its own share.
    FlowTilt other =
        FlowTilt.added(FlowLaw.NORMAL, q, FlowLaw.NORMAL, p, 0, sum).back(above).tilt();
    assertEquals(1 + 2 * Math.asin(q) / Math.PI, rule.back(other).factor(), 0.02);
  }

  @Test
  void termsThatCorrelateAreOnTogether() {
    // The sum of 0.5 x and q y of std 1, x and y correlated by 0.6: x and the sum by 0.5 + 0.6 q.
    double q = (-0.6 + Math.sqrt(0.36 + 3)) / 2;
    FlowTilt above = slopeAbove(FlowLaw.NORMAL, NORMAL);
    FlowTilt.Rule added =
        FlowTilt.added(FlowLaw.NORMAL, 0.5, FlowLaw.NORMAL, q, 0.6, FlowLaw.NORMAL);
    FlowTilt.Rule rule = FlowTilt.activated(FlowLaw.NORMAL, FlowLaw.NORMAL, x -> x, STEP, NORMAL);
    double on = 1 + 2 * Math.asin(0.5 + 0.6 * q) / Math.PI;
    assertEquals(on, rule.back(added.back(above).tilt()).factor(), 0.02);
  }

  @Test
  void whatWaysHaveInCommonIsTheProductOfTheirSlopes() {
    // One way of slope 1 and one through relu: E[step]/sqrt(E[step^2]) = sqrt(1/2).
    FlowTilt relu = slopeAbove(FlowLaw.NORMAL, NORMAL);
    double[] signs = FlowLaw.NORMAL.at(STEP, 0, 1);
    FlowTilt.Common common = relu.common(FlowTilt.EVEN, signs);
    assertEquals(Math.sqrt(0.5), common.mean(), 0.01);
    // Both send to what is above 0 alone: a rectifier finds twice as much there.
    FlowTilt.Rule rule = FlowTilt.activated(FlowLaw.NORMAL, FlowLaw.NORMAL, x -> x, STEP, NORMAL);
    assertEquals(2, rule.back(common.tilt()).factor(), 0.02);
  }

  @Test
  void weightsAndOtherReadersEvenItOut() {
    FlowTilt above = slopeAbove(FlowLaw.NORMAL, NORMAL);
    FlowTilt.Rule rule = FlowTilt.activated(FlowLaw.NORMAL, FlowLaw.NORMAL, x -> x, STEP, NORMAL);
    assertSame(FlowTilt.EVEN, rule.evened().back(above).tilt());
    assertEquals(2, rule.back(above).factor(), 0.02);
    assertEquals(1.25, rule.back(above.with(1, FlowTilt.EVEN, 3)).factor(), 0.02);
  }

  @Test
  void theLargestOfTwoIsMostlyAbove() {
    // P(u > 0, u > v) = 3/8: of what a largest of two sends back, three quarters reach u > 0.
    FlowLaw out = FlowLaw.NORMAL.largest(2, 0);
    Statistics of = FlowLaw.NORMAL.ofLargest(2, 0);
    FlowTilt tilt = FlowTilt.largest(FlowLaw.NORMAL, 2, out, of).back(FlowTilt.EVEN).tilt();
    FlowTilt.Rule rule = FlowTilt.activated(FlowLaw.NORMAL, FlowLaw.NORMAL, x -> x, STEP, NORMAL);
    assertEquals(1.5, rule.back(tilt).factor(), 0.01);
  }
}
