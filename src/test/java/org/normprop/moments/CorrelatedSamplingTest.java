package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.Unit;
import org.normprop.moments.sample.QuasiMonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Correlation;
import org.normprop.table.CorrelationText;
import org.normprop.table.Estimate;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Sampled;

/** Windows of correlated cells by points of a Sobol net. */
class CorrelatedSamplingTest {

  private static final int SEEDS = 200;

  // Student's t with 31 degrees of freedom; 5.5 standard deviations over 20 assertions, see
  // QuasiMonteCarloTest.
  private static final double VARIANCE = 31.0 / 29;
  private static final double VARIANCE_BAND =
      5.5 * Math.sqrt((3 * 31.0 * 31 / (29 * 27) - VARIANCE * VARIANCE) / SEEDS);
  private static final double MEAN_BAND = 5.5 * Math.sqrt(VARIANCE / SEEDS) + 0.12;

  private static List<Sampled> runs(String unit, Input input, long samples) {
    return IntStream.rangeClosed(1, SEEDS)
        .mapToObj(
            seed ->
                QuasiMonteCarlo.estimate(
                        List.of(Unit.parse(unit)),
                        input,
                        new Sampling(samples, seed, 1),
                        done -> {})
                    .get(0))
        .toList();
  }

  private static Input window(String rho, int side) throws IOException {
    return Input.normal(0, 1, CorrelationText.parse(rho, List.of(side, side)));
  }

  private static void assertCalibrated(
      List<Sampled> runs, Function<Sampled, Estimate> quantity, double exact) {
    double[] z = runs.stream().mapToDouble(run -> quantity.apply(run).zScore(exact)).toArray();
    double mean = Arrays.stream(z).average().orElseThrow();
    double variance = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).sum() / (SEEDS - 1);
    assertTrue(Math.abs(mean) <= MEAN_BAND, "mean z " + mean);
    assertEquals(VARIANCE, variance, VARIANCE_BAND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"max:2x2|0.8,0.5", "max:2x2|-0.3,0.4,0.1", "relu,max:2x2|exp:2"})
  void errorsOfSmallWindowsAreCalibratedAgainstOrthants(String unit, String rho)
      throws IOException {
    Input input = window(rho, 2);
    Exact exact = ExactMoments.of(Unit.parse(unit), input).orElseThrow();
    List<Sampled> runs = runs(unit, input, 4096);
    assertCalibrated(runs, Sampled::mean, exact.get(Quantity.MEAN).value());
    assertCalibrated(runs, Sampled::std, exact.get(Quantity.STD).value());
  }

  @Test
  void errorsOfLargerWindowsAreCalibratedAgainstConditioning() {
    List<List<Double>> rows =
        IntStream.range(0, 9)
            .mapToObj(i -> IntStream.range(0, 9).mapToObj(j -> i == j ? 1.0 : 0.6).toList())
            .toList();
    Input matrix = Input.normal(0, 1, new Correlation.Matrix(rows, "all 0.6"));
    Input number = Input.normal(0, 1, new Correlation.Equal(0.6));
    Exact exact = ExactMoments.of(Unit.parse("max:3x3"), number).orElseThrow();
    List<Sampled> runs = runs("max:3x3", matrix, 4096);
    assertCalibrated(runs, Sampled::mean, exact.get(Quantity.MEAN).value());
    assertCalibrated(runs, Sampled::std, exact.get(Quantity.STD).value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"max:3x3|3|exp:6.15", "max:3x3|3|gauss:0.9", "max:5x5|5|exp:3"})
  void errorsAreAsLargeAsSeedsDiffer(String unit, int side, String rho) throws IOException {
    List<Sampled> runs = runs(unit, window(rho, side), 4096);
    double mean = runs.stream().mapToDouble(run -> run.mean().value()).average().orElseThrow();
    assertCalibrated(runs, Sampled::mean, mean);
  }

  @Test
  void threeByThreeIsKnownToTwoTenThousandths() throws IOException {
    Sampled found =
        QuasiMonteCarlo.estimate(
                List.of(Unit.parse("max:3x3")),
                window("exp:3", 3),
                new Sampling(1 << 18, 1, 1),
                done -> {})
            .get(0);
    assertTrue(found.mean().standardError() < 2e-4, found.mean().toString());
    assertTrue(found.std().standardError() < 2e-4, found.std().toString());
  }

  @Test
  void cellsThatAreOneGiveTheSmallerWindow() {
    Input twice = Input.normal(0, 1, new Correlation.Matrix(twice(0.5), "pairs of one cell"));
    Input once = Input.normal(0, 1, new Correlation.Equal(0.5));
    Exact exact = ExactMoments.of(Unit.parse("max:2"), once).orElseThrow();
    List<Sampled> runs = runs("max:4", twice, 4096);
    assertCalibrated(runs, Sampled::mean, exact.get(Quantity.MEAN).value());
    double wrong = exact.get(Quantity.MEAN).value() * 1.01;
    double z = runs.stream().mapToDouble(r -> r.mean().zScore(wrong)).average().orElseThrow();
    assertTrue(Math.abs(z) > MEAN_BAND, "a mean off by 1 % is rejected");
  }

  private static List<List<Double>> twice(double rho) {
    List<Double> a = List.of(1.0, 1.0, rho, rho);
    List<Double> b = List.of(rho, rho, 1.0, 1.0);
    return Collections.unmodifiableList(Arrays.asList(a, a, b, b));
  }
}
