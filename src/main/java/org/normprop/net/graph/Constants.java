package org.normprop.net.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Correlation;
import org.normprop.table.Input;
import org.normprop.table.Row;

/**
 * The tables from which a network takes its constants: of units on N(0,1), by how these correlate.
 *
 * @param tables the tables, that of independent inputs among them
 */
public record Constants(Map<Correlation, ConstantsTable> tables) {

  /** Copies the map. */
  public Constants {
    tables = Map.copyOf(tables);
  }

  /**
   * Constants of tables.
   *
   * @param tables tables on N(0,1)
   * @return the constants
   */
  public static Constants of(List<ConstantsTable> tables) {
    Map<Correlation, ConstantsTable> all = new LinkedHashMap<>();
    tables.forEach(table -> all.put(correlation(table.input()), table));
    return new Constants(all);
  }

  /**
   * Constants for independent values.
   *
   * @param table a table on N(0,1)
   * @return the constants
   */
  public static Constants of(ConstantsTable table) {
    return of(List.of(table));
  }

  private static Correlation correlation(Input input) {
    return input instanceof Input.Normal normal ? normal.correlation() : Correlation.NONE;
  }

  /**
   * The constants of a unit.
   *
   * @param unit the unit
   * @param correlation how its inputs hang together
   * @return the row
   * @throws IllegalArgumentException if no table has it
   */
  public Row row(Unit unit, Correlation correlation) {
    ConstantsTable table = tables.get(correlation);
    return (table == null ? Optional.<Row>empty() : table.find(unit))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there are no constants of " + unit + " for rho " + text(correlation)));
  }

  private static String text(Correlation correlation) {
    return correlation instanceof Correlation.Matrix matrix
        ? matrix.text()
        : String.valueOf(((Correlation.Equal) correlation).rho());
  }
}
