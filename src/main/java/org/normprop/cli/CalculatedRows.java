package org.normprop.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.moments.Calculator;
import org.normprop.moments.sample.Sampling;
import org.normprop.net.flow.Prediction;
import org.normprop.table.Input;
import org.normprop.table.Row;

/** Constants for any normal, computed when asked for, once each. Not thread-safe. */
final class CalculatedRows implements Prediction.Source {

  /** Enough for three digits, where no deterministic route reaches. */
  private static final Sampling FEW = new Sampling(1_000_000, 1, 0);

  private final Map<Request, Row> known = new HashMap<>();

  private record Request(String unit, Input input) {}

  @Override
  public Row row(Unit unit, Input input) {
    return known.computeIfAbsent(
        new Request(unit.text(), input),
        request ->
            Calculator.rows(List.of(unit), input, Calculator.Method.EXACT, FEW, done -> {}).get(0));
  }
}
