package org.normprop.table;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;

/**
 * Constants of many units under one kind of input. Immutable.
 *
 * <p>Rows are found by {@link Unit#key()}, so {@code max:9} finds the row of {@code max:3x3}.
 */
public final class ConstantsTable {

  private final Input input;
  private final List<Row> rows;
  private final Map<String, Row> byKey;

  /**
   * A table of the given rows.
   *
   * @param input what went into the units
   * @param rows the rows, in any order; of rows with one key the first is found
   */
  public ConstantsTable(Input input, Collection<Row> rows) {
    this.input = input;
    this.rows = rows.stream().sorted(Comparator.comparing(row -> row.unit().text())).toList();
    Map<String, Row> index = new LinkedHashMap<>();
    rows.forEach(row -> index.putIfAbsent(row.unit().key(), row));
    this.byKey = Collections.unmodifiableMap(index);
  }

  /**
   * What went into the units.
   *
   * @return the input
   */
  public Input input() {
    return input;
  }

  /**
   * All rows.
   *
   * @return the rows, sorted by their units' texts
   */
  public List<Row> rows() {
    return rows;
  }

  /**
   * The row of a unit.
   *
   * @param unit the unit
   * @return its row, if the table has one
   */
  public Optional<Row> find(Unit unit) {
    return Optional.ofNullable(byKey.get(unit.key()));
  }
}
