package org.normprop.function.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {

  // mpmath 1.3, 40 digits, at the double that is nearest to p.
  @ParameterizedTest
  @CsvSource({
    "1e-300, -37.047096299361199237",
    "1e-100, -21.273453560965324294",
    "1e-20, -9.2623400897984075796",
    "1e-10, -6.3613409024040561991",
    "3e-7, -4.9912171399076973355",
    "0.001, -3.0902323061678135354",
    "0.02, -2.0537489106318230443",
    "0.0749999, -1.4395321773759005864",
    "0.075, -1.4395314709384559349",
    "0.2, -0.84162123357291416552",
    "0.4999999, -2.5066282747031065135e-7",
    "0.5, 0",
    "0.6, 0.25334710313579974132",
    "0.93, 1.475791028179171099",
    "0.999, 3.0902323061678132778",
    "0.99999999, 5.6120012433055049826",
    "0, -Infinity",
    "1, Infinity",
    "-0.1, NaN",
    "1.1, NaN",
    "NaN, NaN",
  })
  void agreesWithTheReference(double p, double expected) {
    // A handful of roundings in each of two polynomials and a quotient.
    double delta = Double.isFinite(expected) ? 1e-15 * Math.abs(expected) : 0;
    assertEquals(expected, NormalQuantile.of(p), delta);
  }

  @Test
  void isTheInverseOfTheDistributionFunction() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double p = Math.pow(10, -random.nextDouble(0.31, 300));
      double x = NormalQuantile.of(p);
      // d ln Phi = -x dx (about) for x below -1: 1e-15 of x is 1e-15 x^2 of p.
      assertEquals(p, Special.normalCdf(x), p * 2e-15 * (1 + x * x));
    }
  }

  @Test
  void theDistributionFunctionIsTheSameWhereTheDensityIsKnown() {
    for (double x : new double[] {-1e308, -50, -38, -3, -0.1, 0, 0.1, 3, 50, Double.MAX_VALUE}) {
      assertEquals(Special.normalCdf(x), Special.normalCdf(x, Special.normalDensity(x)), 1e-15);
    }
    assertEquals(0, Special.normalCdf(Double.NEGATIVE_INFINITY, 0));
    assertEquals(1, Special.normalCdf(Double.POSITIVE_INFINITY, 0));
  }
}
