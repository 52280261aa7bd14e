package org.normprop.net.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutsTest {

  @Test
  void piecesAreSmallAndNotLargerThanTheProduct() {
    Random random = new Random(1);
    for (int round = 0; round < 10_000; round++) {
      int m = 1 + random.nextInt(4000);
      int n = 1 + random.nextInt(4000);
      int k = 1 + random.nextInt(4000);
      boolean dots = random.nextBoolean();
      if (!Cuts.suit(dots, m, n, k)) {
        continue;
      }
      Cuts piece = Cuts.of(dots, m, n, k);
      String what = piece + " of " + m + " x " + n + " x " + k;
      assertTrue(piece.rows() >= 1 && piece.rows() <= m, what);
      assertTrue(piece.columns() >= 1 && piece.columns() <= n, what);
      assertTrue(piece.depth() >= 1 && piece.depth() <= k, what);
      assertTrue((double) piece.rows() * piece.columns() * piece.depth() <= 1e6, what);
    }
  }

  @Test
  void smallProductsStayWhole() {
    assertFalse(Cuts.suit(false, 100, 100, 100));
    assertTrue(Cuts.suit(false, 100, 100, 101));
  }

  @ParameterizedTest
  @CsvSource({"Haswell, true", "ZEN, true", "SkylakeX, false", "Cooperlake, false"})
  void nothingIsCutWhereOpenBlasIsHeldToKernelsThatPack(String held, boolean isBelow) {
    assertEquals(isBelow, NativeBlas.isHeldBelowAvx512(held));
  }

  @Test
  void aNameThatOpenBlasDoesNotKnowHoldsItToNothing() {
    assertFalse(NativeBlas.isHeldBelowAvx512(""));
    assertFalse(NativeBlas.isHeldBelowAvx512("fastest"));
  }
}
