package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.table.Input;
import org.normprop.table.StandardTable;

/** How long the deterministic route takes, in processor time, which a busy machine leaves alone. */
class ExactSpeedTest {

  private static double seconds(Runnable work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) * 1e-9;
  }

  @Test
  void allTablesTakeLessThanTwoSecondsAndAreReached() {
    List<Unit> units = new ArrayList<>();
    for (StandardTable table : StandardTable.values()) {
      units.addAll(table.units());
    }
    double seconds =
        seconds(
            () -> {
              for (Unit unit : units) {
                assertTrue(ExactMoments.of(unit, Input.STANDARD).isPresent(), unit.text());
              }
            });
    assertTrue(seconds < 2, () -> units.size() + " units took " + seconds + " s");
  }

  @Test
  void oneUnitTakesLessThanFiftyMilliseconds() {
    for (String unit : List.of("max:1024", "gelu,max:3x3", "relu,max:3x3", "mish,max:32x32")) {
      Unit parsed = Unit.parse(unit);
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < 10; i++) {
        best = Math.min(best, seconds(() -> ExactMoments.of(parsed, Input.STANDARD)));
      }
      double seconds = best;
      assertTrue(seconds < 0.05, () -> unit + " took " + seconds + " s");
    }
  }
}
