package org.normprop.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.moments.ExactMoments;
import org.normprop.table.Exact;
import org.normprop.table.Input;

class MapSlopesTest {

  /** relu(s z) = s relu(z): mean s / sqrt(2 pi), variance s^2 (1 - 1/pi) / 2. */
  @Test
  void reluScalesWithItsInput() {
    MapSlopes slopes = MapSlopes.of(Unit.parse("relu")).get();
    assertEquals(1 / Math.sqrt(2 * Math.PI) / 2, slopes.ofMean().value(), 1e-13);
    assertEquals((1 - 1 / Math.PI) / 2, slopes.ofVariance().value(), 1e-13);
  }

  /** Central differences over h = 1e-3 are off by h^2 times a third derivative of order 1. */
  @Test
  void seluAgreesWithDifferences() {
    MapSlopes slopes = MapSlopes.of(Unit.parse("selu")).get();
    double h = 1e-3;
    Exact above = at(1 + h);
    Exact below = at(1 - h);
    assertEquals((above.mean() - below.mean()) / (2 * h), slopes.ofMean().value(), 1e-6);
    assertEquals(
        (above.std() * above.std() - below.std() * below.std()) / (2 * h),
        slopes.ofVariance().value(),
        1e-6);
  }

  private static Exact at(double variance) {
    Input input = Input.normal(0, Math.sqrt(variance));
    return ExactMoments.of(Unit.parse("selu"), input).get();
  }

  @Test
  void aWindowHasNone() {
    assertTrue(MapSlopes.of(Unit.parse("max:2x2")).isEmpty());
  }
}
