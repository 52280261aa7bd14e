package org.normprop.moments.sample;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.Unit;
import org.normprop.table.Estimate;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Sampled;

/**
 * Standard errors say what they claim: over {@value #SEEDS} seeds the z-scores against exact values
 * have mean 0 and variance 1.
 *
 * <p>Of S independent standard normals the mean is N(0, 1/S) and the variance about N(1, 2/S). With
 * 2 x 2 x 4 x 2 = 16 assertions and a family-wise rate of 1e-6, a band is 5.4 standard deviations
 * wide on either side.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalibrationTest {

  private static final int SEEDS = 200;
  private static final double Z = 5.4;
  private final Map<String, List<Sampled>> runs = new HashMap<>();

  /** relu at a size at which NFNets' error, 6e-4, is several standard errors of the mean z. */
  @BeforeAll
  void sample() {
    runs.put("relu", runs("relu", 1_000_000));
    for (String unit : List.of("tanh", "max:3x3", "dropout:keep=0.8")) {
      runs.put(unit, runs(unit, 50_000));
    }
  }

  private static List<Sampled> runs(String unit, int samples) {
    return IntStream.rangeClosed(1, SEEDS)
        .mapToObj(
            seed ->
                MonteCarlo.estimate(
                        List.of(Unit.parse(unit)),
                        Input.STANDARD,
                        new Sampling(samples, seed, 0),
                        done -> {})
                    .get(0))
        .toList();
  }

  // From mpmath at 30 digits.
  @ParameterizedTest
  @CsvSource({
    "relu, 0.398942280401432678, 0.583819370103548949, 0.707106781186547524",
    "tanh, 0, 0.627928730349106717, 0.681471130039162",
    "max:3x3, 1.48501316220923701, 0.597790369910567683, 0.333333333333333333",
    "dropout:keep=0.8, 0, 0.894427190999915879, 0.894427190999915879",
  })
  void zScoresHaveMeanZeroAndVarianceOne(String unit, double mean, double std, double backward) {
    assertCalibrated(unit + " mean", zScores(unit, mean, Sampled::mean));
    assertCalibrated(unit + " std", zScores(unit, std, Sampled::std));
    if (!unit.startsWith("max")) { // whose squared gradient is 1 in every sample
      assertCalibrated(unit + " backward", zScores(unit, backward, Sampled::backward));
    }
  }

  /** E[y^k] of relu: 1/sqrt(2 pi), 1/2, 2/sqrt(2 pi), 3/2. */
  @Test
  void errorsOfWhatNeedsHigherPowersAreCalibratedToo() {
    double m = 1 / Math.sqrt(2 * Math.PI);
    double variance = 0.5 - m * m;
    double third = 2 * m - 3 * m * 0.5 + 2 * m * m * m;
    double fourth = 1.5 - 4 * m * 2 * m + 6 * m * m * 0.5 - 3 * m * m * m * m;
    Map<Quantity, Double> exact =
        Map.of(
            Quantity.SECOND_MOMENT, 0.5,
            Quantity.GAIN, 1 / Math.sqrt(variance),
            Quantity.RMS_GAIN, Math.sqrt(2),
            Quantity.SKEWNESS, third / Math.pow(variance, 1.5),
            Quantity.KURTOSIS, fourth / (variance * variance));
    exact.forEach(
        (quantity, value) ->
            assertCalibrated(quantity.text(), zScores("relu", value, run -> run.get(quantity))));
  }

  @Test
  void nfnetsReluGainIsRejected() {
    double[] z = zScores("relu", 1 / 1.7139588594436646, Sampled::std);
    assertTrue(Math.abs(mean(z)) * Math.sqrt(SEEDS) > Z, "mean z " + mean(z));
  }

  @Test
  void anErrorThatAssumesANormalOutputIsRejected() {
    // s/sqrt(2n) for relu, whose kurtosis makes the true error larger
    double[] z =
        runs.get("relu").stream()
            .mapToDouble(
                s ->
                    (s.std().value() - 0.583819370103548949)
                        / (s.std().value() / Math.sqrt(2.0 * s.samples())))
            .toArray();
    assertTrue(Math.abs(variance(z) - 1) > Z * Math.sqrt(2.0 / SEEDS), "variance " + variance(z));
  }

  private double[] zScores(
      String unit, double exact, java.util.function.Function<Sampled, Estimate> quantity) {
    return runs.get(unit).stream().mapToDouble(run -> quantity.apply(run).zScore(exact)).toArray();
  }

  private static void assertCalibrated(String what, double[] z) {
    assertTrue(Math.abs(mean(z)) <= Z / Math.sqrt(SEEDS), what + ": mean z " + mean(z));
    assertTrue(
        Math.abs(variance(z) - 1) <= Z * Math.sqrt(2.0 / SEEDS),
        what + ": variance of z " + variance(z));
  }

  private static double mean(double[] z) {
    return java.util.Arrays.stream(z).average().orElseThrow();
  }

  private static double variance(double[] z) {
    double mean = mean(z);
    return java.util.Arrays.stream(z).map(x -> (x - mean) * (x - mean)).sum() / (z.length - 1);
  }
}
