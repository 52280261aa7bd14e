package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.StandardTable;

class AgreementTest {

  private static List<Row> rows(long samples) {
    List<Unit> units = new ArrayList<>();
    for (StandardTable table : StandardTable.values()) {
      units.addAll(table.units());
    }
    return Calculator.rows(
        units, Input.STANDARD, Calculator.Method.BOTH, new Sampling(samples, 1, 0), done -> {});
  }

  @Test
  void theTwoRoutesAgreeOnEveryUnitOfTheTables() {
    assertEquals(List.of(), Agreement.disagreements(rows(100_000)));
  }

  @Test
  void aConstantTenStandardErrorsOffIsNoticed() {
    for (Row row : rows(20_000)) {
      if (row.exact().isEmpty() || row.unit().isActivation() && row.std() == 0) {
        continue;
      }
      double shift = 10 * row.sampled().orElseThrow().std().standardError();
      if (shift < 1e-3 * row.std()) {
        continue; // sign: smaller than what may go unmet by so few samples
      }
      Exact e = row.exact().get();
      Exact wrong =
          Exact.of(
              e.get(Quantity.MEAN),
              e.get(Quantity.STD).plus(Bounded.exactly(shift)),
              e.get(Quantity.BACKWARD),
              row.unit().inputs(),
              e.method());
      Row changed = new Row(row.unit(), row.sampled(), java.util.Optional.of(wrong));
      boolean noticed = Agreement.disagreements(List.of(changed)).size() == 1;
      // Where the exact value was by chance on the other side, less than 10 remain.
      assertTrue(
          noticed || Math.abs(row.sampled().get().std().zScore(e.std())) > 3, row.unit().text());
    }
  }

  /** A million samples of e^(3z) do not meet what makes its variance, nor 100,000 a relu at -5. */
  @Test
  void whatSamplesCannotShowIsNoDisagreement() {
    for (Input input : new Input[] {Input.normal(0, 3), Input.normal(-5, 1)}) {
      String unit = input.mean() == 0 ? "exponential" : "relu";
      List<Row> rows =
          Calculator.rows(
              List.of(Unit.parse(unit)),
              input,
              Calculator.Method.BOTH,
              new Sampling(100_000, 1, 0),
              done -> {});
      assertEquals(List.of(), Agreement.disagreements(rows));
    }
  }
}
