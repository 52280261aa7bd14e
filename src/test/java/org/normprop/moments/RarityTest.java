package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Estimate;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;

/** No wrong standard error goes without a remark; seeds are 1 to {@value #SEEDS}. */
class RarityTest {

  private static final int SEEDS = 200;
  private static final int SAMPLES = 20_000;

  /** Of 200 right errors more than 8 lie beyond 3 with a probability of 2e-8. */
  private static final int CHANCE = 8;

  private static List<Row> rows(String unit, Input input) {
    Unit parsed = Unit.parse(unit);
    return IntStream.rangeClosed(1, SEEDS)
        .mapToObj(
            seed -> {
              Sampled sampled =
                  MonteCarlo.estimate(
                          List.of(parsed), input, new Sampling(SAMPLES, seed, 1), done -> {})
                      .get(0);
              return new Row(parsed, Optional.of(sampled), Optional.empty());
            })
        .toList();
  }

  private static boolean isOff(Estimate estimate, double exact) {
    return !(Math.abs(estimate.zScore(exact)) <= 3);
  }

  /**
   * sqrt(e^(2 a^2) - e^(a^2)) for e^(a x); of relu the square root of what its closed form gives.
   */
  @ParameterizedTest
  @CsvSource({
    "expr:exp(1.5*x), 0, 8.97382",
    "expr:exp(2*x), 0, 54.0962",
    "relu, -5, 1.39080165e-4",
    "relu, -3.5, 0.00528606",
  })
  void aStandardErrorThatIsWrongIsRemarkedOn(String unit, double mean, double std) {
    Input input = Input.normal(mean, 1);
    double exact = ExactMoments.of(Unit.parse(unit), input).orElseThrow().get(Quantity.STD).value();
    assertEquals(std, exact, 0.01 * std);
    List<Row> rows = rows(unit, input);
    long unsaid =
        rows.stream()
            .filter(row -> isOff(row.sampled().orElseThrow().std(), exact))
            .filter(row -> Rarity.remarks(List.of(row)).isEmpty())
            .count();
    assertTrue(unsaid <= CHANCE, unsaid + " of " + SEEDS);
    long off = rows.stream().filter(row -> isOff(row.sampled().orElseThrow().std(), exact)).count();
    assertTrue(off > CHANCE, "the case is harmless: " + off);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "max:3x3", "dropout:keep=0.1", "cube"})
  void whatIsUsualIsNotRemarkedOn(String unit) {
    assertEquals(List.of(), Rarity.remarks(rows(unit, Input.STANDARD)));
  }

  /** P(x &gt; 5) = 2.87e-7, below the bound that is told. */
  @Test
  void whereAllSamplesAreEqualTheProbabilityOfOthersIsBounded() {
    Row row = rows("relu", Input.normal(-5, 1)).get(0);
    String remark = Rarity.remarks(List.of(row)).get(0);
    assertTrue(remark.contains("all 20000 samples are 0"), remark);
    assertTrue(remark.contains("at most 0.00015 (95 %)"), remark);
  }

  @Test
  void aConstantIsOne() {
    Row row = rows("expr:2+0*x", Input.STANDARD).get(0);
    Row both = new Row(row.unit(), row.sampled(), ExactMoments.of(row.unit(), Input.STANDARD));
    assertEquals(List.of(), Rarity.remarks(List.of(both)));
  }
}
