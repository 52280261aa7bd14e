package org.normprop.net.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is cheaper is what nearly all jobs do, on machines whose clocks are made up here. */
class SplitCostsTest {

  private static final int RUNS = 10_000;

  private final Random random = new Random(7);

  /**
   * Of so many runs, how many were shared, with times that scatter and are now and then disturbed.
   */
  private int shared(SplitCosts costs, DoubleSupplier together, DoubleSupplier alone) {
    int count = 0;
    for (int run = 0; run < RUNS; run++) {
      boolean share = costs.share();
      double time = (share ? together : alone).getAsDouble() * (1 + 0.2 * random.nextDouble());
      costs.took(random.nextInt(50) == 0 ? 20 * time : time);
      count += share ? 1 : 0;
    }
    return count;
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 500, false", // handing over costs more than half of the work
    "60000, 50000, false", // the other processor is busy
    "600, 1000, true",
    "50, 100, true",
  })
  void nearlyAllRunsAreOfTheCheaperKind(double together, double alone, boolean sharing) {
    for (boolean start : new boolean[] {true, false}) {
      int count = shared(new SplitCosts(start), () -> together, () -> alone);
      int wrong = sharing ? RUNS - count : count;
      assertTrue(wrong < RUNS / 50, wrong + " of " + RUNS + " runs in the dearer way");
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aMachineThatChangesIsNoticed(boolean start) {
    SplitCosts costs = new SplitCosts(start);
    shared(costs, () -> 500, () -> 1000);
    int before = shared(costs, () -> 500, () -> 1000);
    shared(costs, () -> 5000, () -> 1000);
    int after = shared(costs, () -> 5000, () -> 1000);
    assertTrue(before > 0.99 * RUNS, before + " shared while sharing paid");
    assertTrue(after < 0.01 * RUNS, after + " shared when it no longer did");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void withoutADifferenceNothingChanges(boolean start) {
    SplitCosts costs = new SplitCosts(start);
    for (int run = 0; run < RUNS; run++) {
      costs.took(1000);
    }
    assertEquals(start, costs.share());
  }

  /**
   * Where a helper is late, one shared run takes as long as hundreds alone: that is no median's.
   */
  @ParameterizedTest
  @CsvSource({"10, 3000", "100, 3000", "130, 250", "10000, 6000"})
  void trialsCostLittleHoweverBadTheyAre(double alone, double together) {
    SplitCosts costs = new SplitCosts(true);
    double best = Math.min(alone, together);
    double spent = 0;
    int runs = 0;
    // From when the better way was found, and without the first trials, which nothing precedes.
    for (; runs < 2000; runs++) {
      costs.took(costs.share() ? together : alone);
    }
    for (; runs < 102_000; runs++) {
      double time = costs.share() ? together : alone;
      costs.took(time);
      spent += time;
    }
    assertTrue(spent < 1.02 * 100_000 * best, spent / (100_000 * best) + " times the best");
  }
}
