package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/**
 * Maxima behind functions that turn, where bounds were once wrong most: windows of 2 to 49 cells,
 * of independent inputs of any kind and of normals that correlate. Drawn with fixed seeds, beside
 * {@link WindowReference}. Some in the usual run, thousands with {@code -Psoak}.
 */
class WindowsSoakTest {

  private static final int CASES = Integer.getInteger("normprop.windows", 12);
  private static final Quantity[] QUANTITIES = {Quantity.MEAN, Quantity.STD, Quantity.BACKWARD};
  private static final String[] WINDOWS = {"2", "2x2", "2x3", "3x3", "4x4", "5x5", "7x7"};

  /** Probabilities of the reference that do not add up to 1 by more than this make it none. */
  private static final double REFERENCE = 1e-19;

  /** Of references in doubles. */
  private static final double DOUBLES = 3e-13;

  private static final class Tally {
    private final List<String> violations = new ArrayList<>();
    private final List<String> unreached = new ArrayList<>();
    private final List<String> doubtful = new ArrayList<>();
    private int reached;

    private void compare(String what, Exact exact, double[] right, double own) {
      reached++;
      if (!(Math.abs(right[0]) < own)) {
        doubtful.add(what + ": " + right[0]);
        return;
      }
      for (int k = 0; k < QUANTITIES.length; k++) {
        Bounded number = exact.get(QUANTITIES[k]);
        double distance = Math.abs(number.value() - right[k + 1]);
        double scale = Math.abs(right[k + 1]) + (k < 2 ? right[2] : 0);
        double allowed = number.error() + Math.max(own, 2e-16) * scale + 1e-38;
        if (!Double.isNaN(number.value()) && !(distance <= allowed)) {
          violations.add(what + ": " + QUANTITIES[k] + " " + number + ", right " + right[k + 1]);
        }
      }
    }
  }

  private static double power(SplittableRandom random, double low, double high) {
    return Double.parseDouble(
        String.format(Locale.ROOT, "%.6g", StrictMath.pow(10, random.nextDouble(low, high))));
  }

  private static double mean(SplittableRandom random, double std) {
    double mean =
        switch (random.nextInt(3)) {
          case 0 -> random.nextDouble(-3, 3);
          case 1 -> random.nextDouble(-3, 3) * std;
          default -> random.nextDouble(-50, 50);
        };
    return Math.rint(Math.max(-50, Math.min(50, mean)) * 1e5) / 1e5;
  }

  /** Whether values are no larger than references can bear. */
  private static boolean isModerate(TurningFunction f, LawReference law, double std) {
    boolean fallsFast = law.text().matches("[-0-9.E]+,.*|uniform.*");
    return std <= Math.abs(f.growth())
        && (fallsFast || f.growth() > 1000)
        && (f.growth() != 1 || Math.abs(law.middle()) <= 40);
  }

  private static Optional<Exact> exact(String unit, Input input) {
    try {
      return ExactMoments.of(Unit.parse(unit), input);
    } catch (MomentException e) {
      throw new AssertionError(unit + " has moments under " + input.text(), e);
    }
  }

  @Test
  void maximaOfIndependentInputsHold() {
    SplittableRandom random = new SplittableRandom(20261129);
    Tally tally = new Tally();
    int drawn = 0;
    while (drawn < CASES) {
      double std = random.nextInt(3) == 0 ? power(random, -6, 4) : power(random, -1, 1);
      double mean = mean(random, std);
      TurningFunction f = TurningFunction.draw(random, mean);
      LawReference law =
          random.nextInt(3) > 0
              ? LawReference.normal(mean, std)
              : LawReference.draw(random, mean, std);
      String window = WINDOWS[random.nextInt(WINDOWS.length)];
      if (!isModerate(f, law, std)) {
        continue;
      }
      drawn++;
      String what = f.unit() + ",max:" + window + " --input " + law.text();
      Unit unit = Unit.parse(f.unit() + ",max:" + window);
      Optional<Exact> exact =
          exact(f.unit() + ",max:" + window, Input.parse(law.text(), n -> null));
      if (exact.isEmpty()) {
        tally.unreached.add(what);
        continue;
      }
      double[] right = new WindowReference(f, law, BoundsSoakTest.RULE).independent(unit.inputs());
      tally.compare(what, exact.get(), right, REFERENCE);
    }
    check(tally, drawn);
  }

  private static void check(Tally tally, int drawn) {
    assertEquals(List.of(), tally.violations);
    assertTrue(tally.doubtful.size() <= drawn / 20, () -> "doubtful references: " + tally.doubtful);
    assertTrue(tally.reached > 0.9 * drawn, () -> "not reached: " + tally.unreached);
  }

  @Test
  void maximaOfInputsThatCorrelateHold() {
    SplittableRandom random = new SplittableRandom(20261130);
    Tally tally = new Tally();
    int drawn = 0;
    while (drawn < CASES / 5) {
      double std = random.nextInt(3) == 0 ? power(random, -6, 4) : power(random, -1, 1);
      double mean = mean(random, std);
      TurningFunction f = TurningFunction.draw(random, mean);
      double rho = new double[] {0.1, 0.3, 0.6, 0.9, 0.97, 0.999, 0.9999}[random.nextInt(7)];
      String window = WINDOWS[random.nextInt(rho > 0.99 ? 3 : WINDOWS.length)];
      if (!isModerate(f, LawReference.normal(mean, std), std)) {
        continue;
      }
      drawn++;
      String name = f.unit() + ",max:" + window;
      String what = name + " --input " + mean + "," + std + " --rho " + rho;
      Optional<Exact> exact = exact(name, Input.normal(mean, std, rho));
      if (exact.isEmpty()) {
        tally.unreached.add(what);
        continue;
      }
      double[] right =
          new WindowReference(f, LawReference.normal(mean, std), BoundsSoakTest.RULE)
              .correlated(Unit.parse(name).inputs(), std, rho);
      tally.compare(what, exact.get(), right, DOUBLES);
    }
    check(tally, drawn);
  }

  /** The reference meets mpmath, and sees what a correlation does. */
  @Test
  void theReferenceTellsAWrongNumber() {
    LawReference normal = LawReference.normal(-12, 0.9);
    double[] right =
        new WindowReference(TurningFunction.silu(), normal, BoundsSoakTest.RULE).independent(2);
    assertEquals(-5.788842081684749e-5, right[1], 1e-19);
    assertEquals(4.223597153284402e-5, right[2], 1e-19);
    double[] two =
        new WindowReference(TurningFunction.gelu(), LawReference.normal(0, 1), BoundsSoakTest.RULE)
            .correlated(2, 1, 0.5);
    double[] other =
        new WindowReference(TurningFunction.gelu(), LawReference.normal(0, 1), BoundsSoakTest.RULE)
            .independent(2);
    assertEquals(0, two[0], 1e-13);
    assertFalse(Math.abs(two[1] - other[1]) < 1e-3);
  }
}
