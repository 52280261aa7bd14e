package org.normprop.report.words;

import java.util.ArrayList;
import java.util.List;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;
import org.normprop.text.Digits;
import org.normprop.text.TextTable;

/** Several units side by side, in 80 columns: their moments, and what follows from them. */
final class UnitsTable {

  private static final List<Quantity> FOLLOWING =
      List.of(Quantity.BACKWARD, Quantity.GAIN, Quantity.RMS_GAIN, Quantity.JACOBIAN_FACTOR);

  private UnitsTable() {}

  static String of(List<String> texts, List<Row> rows) {
    List<String[]> moments = new ArrayList<>();
    moments.add(new String[] {"unit", "mean", "+-", "std", "+-", "exact mean", "exact std"});
    List<String[]> following = new ArrayList<>();
    following.add(new String[] {"unit", "backward", "gain", "rms gain", "jacobian factor"});
    for (int i = 0; i < rows.size(); i++) {
      moments.add(moments(texts.get(i), rows.get(i)));
      following.add(following(texts.get(i), rows.get(i)));
    }
    return TextTable.fitted(moments, 1) + "\n" + TextTable.fitted(following, 1);
  }

  private static String[] moments(String text, Row row) {
    Estimate mean = row.sampled().map(Sampled::mean).orElse(Estimate.NONE);
    Estimate std = row.sampled().map(Sampled::std).orElse(Estimate.NONE);
    return new String[] {
      text,
      mean.valueText(),
      mean.errorText(),
      std.valueText(),
      std.errorText(),
      exact(row, Quantity.MEAN),
      exact(row, Quantity.STD)
    };
  }

  /** Exact where that is known, else as sampled; nothing where a quantity is not defined. */
  private static String[] following(String text, Row row) {
    List<String> cells = new ArrayList<>(List.of(text));
    for (Quantity quantity : FOLLOWING) {
      String exact = exact(row, quantity);
      cells.add(
          exact.isEmpty()
              ? row.sampled().map(s -> s.get(quantity)).orElse(Estimate.NONE).valueText()
              : exact);
    }
    return cells.toArray(new String[0]);
  }

  private static String exact(Row row, Quantity quantity) {
    Bounded number = row.exact().map(e -> e.get(quantity)).orElse(Bounded.UNKNOWN);
    if (number.text().isEmpty()) {
      return "";
    }
    return Math.abs(number.value()) <= number.error()
        ? "0"
        : Digits.significant(number.value(), 10);
  }
}
