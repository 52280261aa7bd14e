package org.normprop.net.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Laws of sums, mixtures and maxima against closed forms. */
class FlowLawTest {

  /** What {@link FlowLaw#ATOMS} parts cost. */
  private static final double CLOSE = 2e-3;

  private static final double MEAN = 1 / Math.sqrt(2 * Math.PI);
  private static final double STD = Math.sqrt(0.5 - MEAN * MEAN);

  private static double relu(double x) {
    return Math.max(0, x);
  }

  private static FlowLaw rectified() {
    return FlowLaw.NORMAL.through(FlowLawTest::relu, 0, 1);
  }

  private static double third(FlowLaw law) {
    return law.mean(x -> x * x * x, 0, 1);
  }

  /** E[(relu - m)^3]/s^3, with E relu^3 = 2 phi(0). */
  private static final double SKEWNESS =
      (2 * MEAN - 3 * MEAN * 0.5 + 2 * MEAN * MEAN * MEAN) / (STD * STD * STD);

  @Test
  void aSumOfNormalsIsNormal() {
    assertSame(FlowLaw.NORMAL, FlowLaw.sum(FlowLaw.NORMAL, 1, FlowLaw.NORMAL, 0.5));
    assertSame(FlowLaw.NORMAL, FlowLaw.sum(FlowLaw.NORMAL, 1, rectified(), 0));
  }

  @Test
  void lawsHaveMeanZeroAndStdOneAndTheirSkewness() {
    FlowLaw law = rectified();
    assertEquals(0, law.mean(x -> x, 0, 1), 1e-12);
    assertEquals(1, law.mean(x -> x * x, 0, 1), 1e-12);
    // The last part of 512 holds the tail, whose third moment its mean does not have.
    assertEquals(SKEWNESS, third(law), 0.02);
  }

  @Test
  void thirdMomentsOfIndependentTermsAdd() {
    FlowLaw law = rectified();
    double own = third(law);
    double p = 0.8;
    double q = -0.6;
    FlowLaw sum = FlowLaw.sum(law, p, law, q);
    assertEquals((p * p * p + q * q * q) * own, third(sum), 0.01);
    assertEquals(p * p * p * own, third(FlowLaw.sum(law, p, FlowLaw.NORMAL, q)), 0.01);
  }

  @Test
  void aMixtureIsPartlyTheOneAndPartlyTheOther() {
    // Halves at -1 and 1, each of no width: a coin.
    FlowLaw law =
        FlowLaw.mixture(
            List.of(FlowLaw.NORMAL, FlowLaw.NORMAL),
            new double[] {16, 16},
            List.of(new Statistics(-1, 0), new Statistics(1, 0)));
    assertEquals(1, law.mean(Math::abs, 0, 1), 1e-9);
    assertEquals(1, law.mean(x -> Math.pow(x, 4), 0, 1), 1e-9);
    assertEquals(Math.sqrt(2 / Math.PI), FlowLaw.NORMAL.mean(Math::abs, 0, 1), CLOSE);
  }

  @Test
  void theLargestOfFourNormals() {
    // Mean and std of the largest of 4: 1.02938, 0.70122 (Tippett 1925).
    Statistics own = FlowLaw.NORMAL.ofLargest(4, 0);
    assertEquals(1.02938, own.mean(), CLOSE);
    assertEquals(0.70122, own.std(), CLOSE);
    // With correlation rho: sqrt(1 - rho) times the mean, (1 - rho) times the variance and rho.
    Statistics common = FlowLaw.NORMAL.ofLargest(4, 0.5);
    assertEquals(Math.sqrt(0.5) * 1.02938, common.mean(), CLOSE);
    assertEquals(Math.sqrt(0.5 * 0.70122 * 0.70122 + 0.5), common.std(), 2 * CLOSE);
    assertEquals(0.5, FlowLaw.NORMAL.largestInCommon(4, 0.5), 0.01);
    assertEquals(0, FlowLaw.NORMAL.largestInCommon(4, 0));
  }

  @Test
  void theLargestOfTwoCoins() {
    FlowLaw coin = FlowLaw.NORMAL.through(Math::signum, 0, 1);
    assertEquals(0.5, coin.ofLargest(2, 0).mean(), 0.01);
  }

  @Test
  void correlationOfRectifiedValuesIsThatOfTheArcCosineKernel() {
    double r = 0.5;
    double product =
        (Math.sqrt(1 - r * r) + r * (Math.PI - Math.acos(r))) / (2 * Math.PI) - MEAN * MEAN;
    assertEquals(product, FlowLaw.NORMAL.covariance(FlowLawTest::relu, 0, 1, r), CLOSE);
    // Backwards: behind rectified values of that correlation are normals of correlation r.
    assertEquals(r, rectified().normalCorrelation(product / (STD * STD)), 2 * CLOSE);
    assertTrue(rectified().normalCorrelation(-0.1) < -0.1);
  }

  /** Readers ask for each atom anew; mixing and sorting all places takes long. */
  @Test
  void whatAllPlacesTogetherAreIsFoundOnce() {
    FlowLaw relu = FlowLaw.NORMAL.through(x -> Math.max(0, x), 0, 1);
    FlowState wide = FlowState.of(new Statistics(0, 2));
    FlowState narrow = FlowState.of(new Statistics(1, 1));
    FlowMap map = new FlowMap(List.of(wide, narrow), List.of(FlowLaw.NORMAL, relu));
    assertSame(map.law(), map.law());
    assertSame(map.statistics(), map.statistics());
    assertEquals(0.5, map.statistics().mean(), 1e-15);
    assertEquals(Math.sqrt((4 + 1) / 2.0 + 0.25), map.statistics().std(), 1e-15);
  }
}
