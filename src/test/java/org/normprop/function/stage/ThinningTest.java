package org.normprop.function.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dropout as a choice between an affine map and a constant. */
class ThinningTest {

  static Stream<Noisy> dropouts() {
    return Stream.of(
        new Dropout(0.8, Dropout.Scaling.NONE),
        new Dropout(0.8, Dropout.Scaling.INVERSE),
        new Dropout(0.8, Dropout.Scaling.SQRT),
        new AlphaDropout(0.8));
  }

  @ParameterizedTest
  @MethodSource("dropouts")
  void saysWhatTheStageDoesToKeptAndToDroppedValues(Noisy dropout) {
    Thinning thinning = dropout.thinning().orElseThrow();
    double kept = Math.nextDown(thinning.keep());
    for (double x : new double[] {-2, 0, 0.3, 7}) {
      // A few roundings of numbers up to 8.
      assertEquals(dropout.value(x, kept), thinning.slope() * x + thinning.offset(), 8e-15);
      assertEquals(dropout.derivative(x, kept), thinning.slope());
      assertEquals(dropout.value(x, thinning.keep()), thinning.dropped());
    }
  }

  /** Klambauer et al. 2017, section 2: mean 0 and variance 1 stay. */
  @Test
  void alphaDropoutKeepsMeanZeroAndVarianceOne() {
    Thinning thinning = new AlphaDropout(0.7).thinning().orElseThrow();
    assertEquals(0, thinning.mean(0), 1e-15);
    assertEquals(1, thinning.square(0, 1), 1e-15);
  }

  @Test
  void whatMultipliesByARandomNumberIsNone() {
    assertTrue(new GaussianDropout(0.8).thinning().isEmpty());
    assertTrue(new RandomizedRelu(0.1, 0.3).thinning().isEmpty());
  }
}
