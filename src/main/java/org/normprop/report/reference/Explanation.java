package org.normprop.report.reference;

import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.text.Digits;
import org.normprop.text.Wrap;

/** What the numbers of a unit are, each with its formula and its value. */
public final class Explanation {

  private static final int DIGITS = 6;

  private Explanation() {}

  /**
   * Explains a row.
   *
   * @param row what is known of a unit
   * @return a paragraph a number, 80 columns wide, under the unit's name
   */
  public static String of(Row row) {
    StringBuilder text = new StringBuilder("\n" + row.unit().text() + ", number by number:\n");
    for (Quantity quantity : Quantity.values()) {
      double value = row.value(quantity);
      if (Double.isNaN(value)) {
        continue;
      }
      text.append("\n  ")
          .append(quantity.heading())
          .append(" = ")
          .append(quantity.formula())
          .append(" = ")
          .append(Digits.significant(value, DIGITS))
          .append('\n')
          .append(Wrap.lines(quantity.meaning(), 6));
    }
    return text.toString();
  }
}
