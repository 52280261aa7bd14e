package org.normprop.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.moments.Calculator;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;

class SpreadTest {

  private static final Sampling SAMPLING = new Sampling(200_000, 7, 1);

  private static Row row(String unit) {
    return Calculator.rows(
            List.of(Unit.parse(unit)), Input.STANDARD, Calculator.Method.BOTH, SAMPLING, n -> {})
        .get(0);
  }

  /** The sample's own fourth moment is good to some percent at this size. */
  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "max:3x3", "gelu", "dropout:keep=0.5"})
  void spreadsAreTheStandardErrorsOfASampleTimesItsRoot(String unit) {
    Row row = row(unit);
    Spread spread = new Spread(row);
    Sampled sampled = row.sampled().get();
    double root = Math.sqrt(sampled.samples());
    assertEquals(1, spread.of(Quantity.MEAN) / (sampled.mean().standardError() * root), 0.02);
    assertEquals(1, spread.of(Quantity.STD) / (sampled.std().standardError() * root), 0.05);
  }

  /** Var[relu^2] = E[z^4]/2 - (E[z^2]/2)^2 = 3/2 - 1/4. */
  @ParameterizedTest
  @ValueSource(strings = "relu")
  void theSecondMomentsSpreadCountsSkewness(String unit) {
    assertEquals(Math.sqrt(1.25), new Spread(row(unit)).of(Quantity.SECOND_MOMENT), 1e-9);
  }
}
