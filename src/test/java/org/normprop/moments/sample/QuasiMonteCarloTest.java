package org.normprop.moments.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.Unit;
import org.normprop.function.stage.UnitException;
import org.normprop.table.Estimate;
import org.normprop.table.Input;
import org.normprop.table.Sampled;

class QuasiMonteCarloTest {

  private static final double SIGMOID_STD = 0.208276344931662757;

  private static Sampled estimate(String unit, Input input, long samples, long seed, int threads) {
    Sampling sampling = new Sampling(samples, seed, threads);
    return QuasiMonteCarlo.estimate(List.of(Unit.parse(unit)), input, sampling, done -> {}).get(0);
  }

  private static Sampled estimate(String unit, long samples, long seed) {
    return estimate(unit, Input.STANDARD, samples, seed, 1);
  }

  @Test
  void aHundredThousandPointsGiveSixDigitsOfSigmoidsStd() {
    for (int seed = 1; seed <= 10; seed++) {
      Sampled s = estimate("sigmoid", 100_000, seed);
      assertTrue(s.samples() <= 100_000);
      assertEquals(SIGMOID_STD, s.std().value(), 1e-6 * SIGMOID_STD);
      assertTrue(s.std().standardError() < 2.5e-7 * SIGMOID_STD); // 1e-6 is four of them
    }
  }

  /** The slope of ln(error) over ln(samples); for plain sampling it is -0.5 within 0.03. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"sigmoid|-2", "relu|-1.6", "tanh,avg:2x2|-1.2", "max:2x2|-0.8", "max:3x3|-0.65"})
  void theErrorFallsFasterThanOneOverTheRoot(String unit, double bound) {
    double slope = slope(n -> estimate(unit, n, 1));
    assertTrue(slope < bound, unit + " " + slope);
  }

  @Test
  void plainSamplingWouldNotPassForQuasiMonteCarlo() {
    List<Unit> unit = List.of(Unit.parse("max:3x3"));
    double slope =
        slope(
            n ->
                MonteCarlo.estimate(unit, Input.STANDARD, new Sampling(n, 1, 1), done -> {})
                    .get(0));
    assertEquals(-0.5, slope, 0.05);
  }

  private static double slope(Function<Long, Sampled> run) {
    double[] x = {12, 13, 14, 15, 16, 17};
    double[] y =
        Arrays.stream(x)
            .map(k -> Math.log(run.apply(1L << (int) k).std().standardError()) / Math.log(2))
            .toArray();
    double meanX = Arrays.stream(x).average().orElseThrow();
    double covariance = IntStream.range(0, x.length).mapToDouble(i -> (x[i] - meanX) * y[i]).sum();
    return covariance / Arrays.stream(x).map(v -> (v - meanX) * (v - meanX)).sum();
  }

  // mpmath, 30 digits.
  @ParameterizedTest
  @CsvSource({
    "sigmoid, 0.5, 0.208276344931662757, 0.211745716995190",
    "relu, 0.398942280401432678, 0.583819370103548949, 0.707106781186547524",
    "max:3x3, 1.48501316220923701, 0.597790369910567683, NaN",
    "dropout:keep=0.8, 0, 0.894427190999915879, 0.894427190999915879",
  })
  void zScoresOverSeedsAreCalibrated(String unit, double mean, double std, double backward) {
    List<Sampled> runs =
        IntStream.rangeClosed(1, SEEDS).mapToObj(seed -> estimate(unit, 8192, seed)).toList();
    assertCalibrated(unit + " mean", zScores(runs, Sampled::mean, mean));
    assertCalibrated(unit + " std", zScores(runs, Sampled::std, std));
    if (!Double.isNaN(backward)) {
      assertCalibrated(unit + " backward", zScores(runs, Sampled::backward, backward));
    }
    double[] wrong = zScores(runs, Sampled::std, std * 1.002);
    assertTrue(Math.abs(mean(wrong)) > MEAN_BAND, "a std off by 0.2 % is rejected");
  }

  private static final int SEEDS = 200;

  // With 32 replicates a z-score follows Student's t with 31 degrees of freedom: variance 31/29,
  // fourth moment 3 * 31^2/(29 * 27). Over 11 x 2 assertions at a family-wise rate of 1e-6 a band
  // is
  // 5.5 standard deviations wide; skewed replicates shift the mean of t by up to 0.12 besides
  // (relu's std over 4000 seeds).
  private static final double Z = 5.5;
  private static final double VARIANCE = 31.0 / 29;
  private static final double MEAN_BAND = Z * Math.sqrt(VARIANCE / SEEDS) + 0.12;
  private static final double VARIANCE_BAND =
      Z * Math.sqrt((3 * 31.0 * 31 / (29 * 27) - VARIANCE * VARIANCE) / SEEDS);

  private static void assertCalibrated(String what, double[] z) {
    double mean = mean(z);
    double variance = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).sum() / (SEEDS - 1);
    assertTrue(Math.abs(mean) <= MEAN_BAND, what + ": mean z " + mean);
    assertTrue(Math.abs(variance - VARIANCE) <= VARIANCE_BAND, what + ": variance " + variance);
  }

  private static double[] zScores(
      List<Sampled> runs, Function<Sampled, Estimate> quantity, double exact) {
    return runs.stream().mapToDouble(run -> quantity.apply(run).zScore(exact)).toArray();
  }

  private static double mean(double[] z) {
    return Arrays.stream(z).average().orElseThrow();
  }

  /** The other route's estimate of everything that a unit can be made of. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gelu",
        "mish,tanh",
        "glu",
        "max:2x2,max:2",
        "relu,dropout:keep=0.5:scale=sqrt,max:2x2",
        "dropout:keep=0.5,tanh,dropout:keep=0.7,avg:2",
        "alpha_dropout:keep=0.9",
        "gaussian_dropout:keep=0.5,max:2",
        "rrelu:mode=train",
        "relu,lp:2x2:p=3",
      })
  void agreesWithPlainSampling(String unit) {
    for (Input input : List.of(Input.STANDARD, Input.normal(0.25, 1.5, 0.3))) {
      Sampled quasi = estimate(unit, input, 65_536, 1, 1);
      Sampled plain =
          MonteCarlo.estimate(
                  List.of(Unit.parse(unit)), input, new Sampling(400_000, 1, 2), done -> {})
              .get(0);
      assertEquals(plain.values().keySet(), quasi.values().keySet());
      plain.values().forEach((q, estimate) -> agree(unit, quasi.get(q), estimate));
    }
  }

  /** 80 comparisons at a family-wise rate of 1e-6, Student's t counted in: 6.5 errors. */
  private static void agree(String unit, Estimate a, Estimate b) {
    double error = Math.hypot(a.standardError(), b.standardError());
    assertTrue(
        Math.abs(a.value() - b.value()) <= 6.5 * error + 1e-12, unit + ": " + a + " and " + b);
  }

  @Test
  void theThreadsDoNotShow() {
    for (String unit : List.of("gelu", "relu,dropout:keep=0.5,max:3")) {
      Sampled alone = estimate(unit, Input.STANDARD, 30_000, 4, 1);
      assertEquals(alone, estimate(unit, Input.STANDARD, 30_000, 4, 2));
      assertEquals(alone, estimate(unit, Input.STANDARD, 30_000, 4, 7));
      List<Unit> among = List.of(Unit.parse("max:5x5"), Unit.parse(unit));
      Sampling sampling = new Sampling(30_000, 4, 2);
      List<Sampled> together =
          QuasiMonteCarlo.estimate(among, Input.STANDARD, sampling, done -> {});
      assertEquals(alone, together.get(1));
      assertNotEquals(alone.mean(), estimate(unit, 30_000, 5).mean());
    }
  }

  @Test
  void fewSamplesGiveLargeErrorsAndNoNonsense() {
    for (long samples : new long[] {2, 3, 31, 64, 100}) {
      Sampled s = estimate("relu", samples, 1);
      assertTrue(s.samples() <= samples && s.samples() > samples / 2, s.toString());
      assertTrue(s.mean().standardError() > 0 && s.mean().standardError() < 2, s.toString());
      assertEquals("rqmc", s.method());
    }
  }

  @Test
  void aUnitOfTooManyInputsIsRefused() {
    assertEquals("rqmc", estimate("max:1000", 64, 1).method());
    for (String unit : List.of("max:1001", "max:900,dropout:keep=0.5,max:2", "max:64x16,max:64")) {
      UnitException e = assertThrows(UnitException.class, () -> estimate(unit, 64, 1));
      assertTrue(e.getMessage().startsWith(unit + " takes"), e.getMessage());
    }
  }
}
