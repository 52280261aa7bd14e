package org.normprop.moments.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;

class MeanFieldTest {

  private static MeanField of(String unit) {
    return MeanField.of(Unit.parse(unit)).orElseThrow();
  }

  /** He et al. (2015): variance 2/N, no bias. */
  @Test
  void reluIsCriticalAtTwoAndNothing() {
    for (double q : new double[] {0.1, 1, 7}) {
      MeanField.Critical found = of("relu").critical(q);
      assertEquals(2, found.weights().value(), 1e-12);
      assertEquals(0, found.biases().value(), found.biases().error() + 1e-13);
      assertTrue(found.exists());
    }
  }

  /** Schoenholz et al. (2017) and Pennington et al. (2017): tanh's line begins at (1, 0). */
  @Test
  void tanhsLineBeginsAtOneAndNothing() {
    MeanField.Critical found = of("tanh").critical(1e-6);
    assertEquals(1, found.weights().value(), 1e-5);
    assertEquals(0, found.biases().value(), 1e-9);
  }

  @Test
  void whatJumpsHasNoEdgeOfChaos() {
    assertFalse(of("sign").critical(1).exists());
  }

  /** On the edge, the fixed point has the variance that the pair was made for, and chi_1 = 1. */
  @Test
  void pairsOnTheEdgeKeepTheirVariance() {
    MeanField tanh = of("tanh");
    MeanField.Critical pair = tanh.critical(0.7);
    MeanField.Point point = tanh.point(pair.weights().value(), pair.biases().value()).orElseThrow();
    assertEquals(0.7, point.q(), 1e-10);
    assertEquals(1, point.chiOne(), 1e-9);
  }

  @Test
  void inChaosCorrelationsGoElsewhere() {
    MeanField.Point point = of("tanh").point(2.5, 0.1).orElseThrow();
    assertTrue(point.chiOne() > 1);
    assertTrue(point.correlation() < 0.999 && point.chiCorrelation() < 1);
    // what goes in with this correlation comes out with it
    PairMap map =
        PairMap.of(Unit.parse("tanh"), org.normprop.table.Input.normal(0, Math.sqrt(point.q())))
            .orElseThrow();
    double out =
        (2.5 * map.at(Rho.of(point.correlation())).expectation().value() + 0.1) / point.q();
    assertEquals(point.correlation(), out, 1e-12);
  }

  @Test
  void aVarianceThatGrowsOrFallsSettlesNowhere() {
    assertTrue(of("relu").point(3, 0).isEmpty());
    assertTrue(of("tanh").point(0.5, 0).isEmpty());
  }
}
