package org.normprop.moments.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.moments.sample.pairs.SampledPair;
import org.normprop.table.Estimate;
import org.normprop.table.Input;

class PairSamplerTest {

  private static SampledPair sampled(String unit, double r, long samples, long seed, int threads) {
    return PairSampler.estimate(
            Unit.parse(unit),
            Input.STANDARD,
            List.of(r),
            new Sampling(samples, seed, threads),
            done -> {})
        .get(0);
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    SampledPair one = sampled("relu,max:2x2", 0.5, 300_000, 3, 1);
    assertEquals(one, sampled("relu,max:2x2", 0.5, 300_000, 3, 3));
    assertFalse(one.equals(sampled("relu,max:2x2", 0.5, 300_000, 4, 1)));
  }

  /** Over 200 seeds the z-scores of relu's kernel at 1/2 have the variance 1: 0.7 to 1.35 holds. */
  @Test
  void standardErrorsAreCalibrated() {
    // Cho and Saul (2009) at an angle of pi/3
    double expectation = (Math.sqrt(3) / 2 + Math.PI / 3) / (2 * Math.PI);
    double variance = 0.5 - 1 / (2 * Math.PI);
    double correlation = (expectation - 1 / (2 * Math.PI)) / variance;
    double slope = 1 / 3.0;
    double[] squares = new double[3];
    int seeds = 200;
    for (int seed = 1; seed <= seeds; seed++) {
      SampledPair found = sampled("relu", 0.5, 4000, seed, 1);
      squares[0] += square(found.expectation(), expectation);
      squares[1] += square(found.correlation(), correlation);
      squares[2] += square(found.slope(), slope);
    }
    for (double sum : squares) {
      // chi-square of 200 degrees over 200 has the standard deviation 0.1
      assertEquals(1, sum / seeds, 0.35);
    }
  }

  private static double square(Estimate estimate, double exact) {
    double z = estimate.zScore(exact);
    return z * z;
  }

  @Test
  void equalInputsCorrelateFully() {
    Estimate one = sampled("tanh", 1, 10_000, 1, 1).correlation();
    assertEquals(1, one.value(), 1e-12);
    assertEquals(-1, sampled("tanh", -1, 10_000, 1, 1).correlation().value(), 1e-12);
  }

  @Test
  void whatJumpsHasNoSampledSlope() {
    assertFalse(sampled("sign", 0.5, 1000, 1, 1).slope().isDefined());
    assertTrue(sampled("tanh", 0.5, 1000, 1, 1).slope().isDefined());
  }
}
