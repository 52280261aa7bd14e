package org.normprop.claim.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StructureTest {

  @ParameterizedTest
  @EnumSource(Structure.class)
  void everyClaimComesOutForOtherSeedsToo(Structure structure) {
    for (long seed = 11; seed < 14; seed++) {
      StructuralClaim claim = structure.compute(seed);
      assertTrue(claim.holds(), claim.toString());
    }
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    assertEquals(Structure.JACOBIAN_FACTOR.compute(3), Structure.JACOBIAN_FACTOR.compute(3));
  }

  /** Negative control: predictions that are wrong by a few percent fail. */
  @Test
  void wrongPredictionsFail() {
    WeightDraws draws = new WeightDraws(1, 0);
    assertFalse(holds(DepthRecursion.checks(draws, 1 / Relu.jacobianFactor(), 0.51)));
    assertFalse(holds(DepthRecursion.checks(draws, 0.9, 0.5)));
    for (Structure structure : Structure.values()) {
      for (Check check : structure.compute(1).checks()) {
        // no prediction, or only that something does not occur
        if (!Double.isNaN(check.expected()) && check.tolerance() < 0.1 * check.expected()) {
          double wrong = check.expected() + 2.5 * check.tolerance();
          assertFalse(
              new Check(check.what(), check.computed(), wrong, check.tolerance()).holds()
                  && new Check(check.what(), check.computed(), -wrong, check.tolerance()).holds());
        }
      }
    }
  }

  private static boolean holds(List<Check> checks) {
    return checks.stream().allMatch(Check::holds);
  }

  /** The published sequence: 0.826, 0.689, 0.595, 0.542. */
  @Test
  void theRecursionGivesThePublishedSequence() {
    List<Check> checks = Structure.DEPTH_AT_INVERSE_FACTOR.compute(1).checks();
    double[] published = {0.826, 0.689, 0.595, 0.542};
    for (int layer = 0; layer < published.length; layer++) {
      assertEquals(published[layer], checks.get(layer).expected(), 0.0005);
    }
  }

  @Test
  void orthonormalRowsAreOrthonormal() {
    double[][] w = new WeightDraws(1, 0).orthonormalRows(5, 9);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        assertEquals(i == j ? 1 : 0, WeightDraws.dot(w[i], w[j]), 1e-14);
      }
    }
  }
}
