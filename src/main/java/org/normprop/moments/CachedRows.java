package org.normprop.moments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.normprop.function.Unit;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Input;
import org.normprop.table.Row;

/**
 * What is known of units on any input, found when first asked for: by the exact route where it
 * reaches, else sampled. Thread-safe.
 */
public final class CachedRows {

  private final Sampling sampling;
  private final Map<Request, Row> known = new HashMap<>();

  /** The texts of units tell them apart. */
  private record Request(String unit, Input input) {}

  /**
   * Nothing is known yet.
   *
   * @param sampling how units are sampled that the exact route does not reach
   */
  public CachedRows(Sampling sampling) {
    this.sampling = sampling;
  }

  /**
   * What is known of a unit.
   *
   * @param unit the unit
   * @param input what goes in
   * @return its row
   */
  public Row row(Unit unit, Input input) {
    return rows(List.of(unit), input, done -> {}).get(0);
  }

  /**
   * What is known of units.
   *
   * @param units the units
   * @param input what goes in
   * @param progress told how many samples of those are done that were not known
   * @return a row each, in order
   */
  public synchronized List<Row> rows(List<Unit> units, Input input, LongConsumer progress) {
    List<Unit> missing =
        units.stream().filter(u -> !known.containsKey(new Request(u.text(), input))).toList();
    if (!missing.isEmpty()) {
      List<Row> found =
          Calculator.rows(missing, input, Calculator.Method.EXACT, sampling, progress);
      for (int i = 0; i < missing.size(); i++) {
        known.put(new Request(missing.get(i).text(), input), found.get(i));
      }
    }
    List<Row> rows = new ArrayList<>();
    units.forEach(unit -> rows.add(known.get(new Request(unit.text(), input))));
    return rows;
  }
}
