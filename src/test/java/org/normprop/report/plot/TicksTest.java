package org.normprop.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TicksTest {

  private static List<String> labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).toList();
  }

  @Test
  void linearTicksAreRoundAndHaveTheDecimalsOfTheirStep() {
    assertEquals(List.of("0.0", "0.5", "1.0"), labels(Ticks.linear(0, 1.1, 3)));
    assertEquals(List.of("\u22122", "0", "2"), labels(Ticks.linear(-2.5, 3, 4)));
    assertEquals(List.of("0", "50", "100"), labels(Ticks.linear(0, 120, 4)));
    assertEquals(List.of("0", "5e5", "1e6"), labels(Ticks.linear(0, 1e6, 4)));
    assertEquals(List.of("0", "2e\u22126", "4e\u22126"), labels(Ticks.linear(0, 5e-6, 4)));
  }

  @Test
  void logarithmicTicksArePowersOfTenWhereThereAreEnough() {
    assertEquals(List.of("1", "10", "100"), labels(Ticks.logarithmic(0.5, 200, 8)));
    assertEquals(List.of("1e3", "1e4", "1e5", "1e6"), labels(Ticks.logarithmic(1000, 1e6, 8)));
    assertEquals(List.of("0.1", "0.2", "0.5", "1"), labels(Ticks.logarithmic(0.08, 1.5, 8)));
    assertEquals(List.of("2.0", "2.5", "3.0"), labels(Ticks.logarithmic(2, 3, 4)));
  }

  @Test
  void ticksOfAnyRangeAreFewDistinctAndInside() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double size = Math.pow(10, random.nextDouble(-200, 200));
      double from = (random.nextDouble() - 0.5) * size;
      double to = from + size * Math.pow(10, random.nextDouble(-9, 1));
      int most = random.nextInt(2, 12);
      checked(Ticks.linear(from, to, most), from, to, most);
      double low = Math.pow(10, random.nextDouble(-100, 100));
      double high = low * Math.pow(10, random.nextDouble(0.001, 30));
      checked(Ticks.logarithmic(low, high, most), low, high, most);
    }
  }

  private static void checked(List<Tick> ticks, double from, double to, int most) {
    String what = from + " to " + to + ", " + most + ": " + ticks;
    assertTrue(ticks.size() <= most, what);
    assertEquals(ticks.size(), new HashSet<>(labels(ticks)).size(), what);
    double slack = (to - from) * 1e-8;
    for (Tick tick : ticks) {
      assertTrue(tick.value() >= from - slack && tick.value() <= to + slack, what);
      double read = Double.parseDouble(tick.label().replace('\u2212', '-'));
      assertEquals(tick.value(), read, Math.abs(read) * 1e-14, what);
    }
  }
}
