package org.normprop.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normprop.function.Unit;
import org.normprop.table.Exact;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;
import org.normprop.text.Digits;

/**
 * What is written of one unit: decimals with the digits that their errors support, the same in
 * every format.
 *
 * @param name what the unit was called by who asked for it, or its canonical text
 * @param unit the unit
 * @param numbers a text for each quantity; an empty one for what is not known, or infinite
 * @param error a bound on the error of mean, std and backward, or a sampled mean's standard error
 * @param method the route
 */
public record ExportedConstant(
    String name, Unit unit, Map<Quantity, String> numbers, String error, String method) {

  private static final int SHORT = 6;

  /** What stands in the tables that people read, and first in those that programs read. */
  static final List<Quantity> MAIN =
      List.of(Quantity.MEAN, Quantity.STD, Quantity.GAIN, Quantity.RMS_GAIN, Quantity.BACKWARD);

  /**
   * The constants of a row: exact where it has an exact part, else sampled.
   *
   * @param name what to call the unit
   * @param row the row, with at least one part
   * @return its constants
   */
  public static ExportedConstant of(String name, Row row) {
    Map<Quantity, String> numbers = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      boolean finite = Double.isFinite(row.value(quantity));
      numbers.put(quantity, finite ? row.text(quantity) : "");
    }
    String error =
        row.exact()
            .map(e -> Digits.significant(e.error(), 2))
            .orElseGet(() -> row.sampled().orElseThrow().mean().errorText());
    String method =
        row.exact().map(Exact::method).or(() -> row.sampled().map(Sampled::method)).orElseThrow();
    return new ExportedConstant(name, row.unit(), numbers, error, method);
  }

  /** A number with all its digits; empty if it is not known. */
  String text(Quantity quantity) {
    return numbers.get(quantity);
  }

  /** What people read: the {@link #MAIN} quantities to six digits. */
  List<String> shortened() {
    return MAIN.stream().map(quantity -> shortened(text(quantity))).toList();
  }

  private static String shortened(String number) {
    if (number.isEmpty()) {
      return number;
    }
    String rounded = Digits.significant(Double.parseDouble(number), SHORT);
    return rounded.length() < number.length() ? rounded : number;
  }

  /** All quantities but the {@link #MAIN} ones. */
  static List<Quantity> others() {
    List<Quantity> others = new ArrayList<>(Arrays.asList(Quantity.values()));
    others.removeAll(MAIN);
    return others;
  }
}
