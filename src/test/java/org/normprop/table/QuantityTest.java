package org.normprop.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from what a route finds. */
class QuantityTest {

  @ParameterizedTest
  @EnumSource
  void aNameReadsBack(Quantity quantity) {
    assertEquals(Optional.of(quantity), Quantity.parse(quantity.text()));
  }

  @Test
  void whatFollowsIsRight() {
    Exact relu =
        Exact.of(
            Bounded.exactly(0.3989422804014327),
            Bounded.exactly(0.5838193701035489),
            Bounded.exactly(Math.sqrt(0.5)),
            1,
            "known");
    assertEquals(0.5, relu.get(Quantity.SECOND_MOMENT).value(), 1e-15);
    assertEquals(1.712858550449663, relu.get(Quantity.GAIN).value(), 1e-14);
    assertEquals(Math.sqrt(2), relu.get(Quantity.RMS_GAIN).value(), 1e-15);
    // sqrt(pi/(pi - 1))
    assertEquals(
        Math.sqrt(Math.PI / (Math.PI - 1)), relu.get(Quantity.JACOBIAN_FACTOR).value(), 1e-14);
  }

  /** Any numbers within the bounds give numbers within the bounds that follow. */
  @Test
  void boundsHoldWhateverTheTrueValuesAre() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 2000; trial++) {
      double[] value = {random.nextDouble(-2, 2), random.nextDouble(0.1, 2), random.nextDouble(2)};
      double[] error = random.doubles(3, 0, 0.05).toArray();
      Exact stated = exact(value, error);
      double[] truth = new double[3];
      for (int i = 0; i < 3; i++) {
        truth[i] = value[i] + error[i] * (random.nextInt(3) - 1);
      }
      Exact right = exact(truth, new double[3]);
      stated
          .values()
          .forEach(
              (quantity, number) -> {
                double distance = Math.abs(number.value() - right.get(quantity).value());
                assertTrue(
                    distance <= number.error() + 4 * Math.ulp(number.value()),
                    () -> quantity + ": " + number + " " + right.get(quantity));
              });
    }
  }

  private static Exact exact(double[] value, double[] error) {
    return Exact.of(
        new Bounded(value[0], error[0]),
        new Bounded(value[1], error[1]),
        new Bounded(value[2], error[2]),
        4,
        "test");
  }

  /** Delta method: SE(1/s) = SE(s)/s^2. */
  @Test
  void standardErrorsFollowToo() {
    Sampled sampled =
        Sampled.of(
            Map.of(Quantity.MEAN, new Estimate(1, 1e-6), Quantity.STD, new Estimate(2, 1e-6)),
            1,
            1000,
            1,
            "mc");
    assertEquals(0.25e-6, sampled.get(Quantity.GAIN).standardError(), 1e-12);
    assertEquals(Estimate.NONE, sampled.get(Quantity.JACOBIAN_FACTOR));
  }

  @Test
  void whatIsNotKnownIsMissing() {
    Exact constant = Exact.of(Bounded.ONE, Bounded.ZERO, Bounded.UNKNOWN, 1, "constant");
    assertEquals(Bounded.UNKNOWN, constant.get(Quantity.BACKWARD));
    assertEquals(Bounded.UNKNOWN, constant.get(Quantity.GAIN));
    assertEquals(0, constant.error());
  }
}
