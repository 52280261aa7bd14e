package org.normprop.net.graph;

import org.normprop.function.Unit;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Row;

/**
 * The tables from which a network takes its constants.
 *
 * @param standard of units on independent N(0,1)
 * @param correlated of units on N(0,1) of the recipe's correlation; {@code standard} itself where
 *     that is 0
 */
public record Constants(ConstantsTable standard, ConstantsTable correlated) {

  /**
   * Constants for independent values.
   *
   * @param table a table on N(0,1)
   * @return the constants
   */
  public static Constants of(ConstantsTable table) {
    return new Constants(table, table);
  }

  public Row row(Unit unit, boolean isCorrelated) {
    ConstantsTable table = isCorrelated ? correlated : standard;
    return table
        .find(unit)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there are no constants of " + unit + " for rho " + table.input().rho()));
  }
}
