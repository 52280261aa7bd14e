package org.normprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.normprop.train.Comparison;
import org.normprop.train.ComparisonResults;
import org.normprop.train.Student;

/** What a comparison found, as a table for a terminal: means with 95 % intervals. */
final class ComparisonTable {

  private ComparisonTable() {}

  static String text(ComparisonResults results, Map<Comparison.Variant, String> refused) {
    boolean classes = results.classes();
    List<String[]> rows = new ArrayList<>();
    String quality = classes ? "accuracy %" : "RMSE";
    rows.add(
        new String[] {
          "variant",
          "runs",
          "diverged",
          quality + " (95 %)",
          "loss (95 %)",
          "less first (95 %)",
          "p"
        });
    for (ComparisonResults.Line line : results.lines()) {
      boolean isRefused = refused.containsKey(line.variant());
      rows.add(
          new String[] {
            line.variant().name(),
            isRefused
                ? "refused"
                : String.valueOf(line.quality().map(Student.Interval::n).orElse(0)),
            String.valueOf(line.diverged()),
            text(line.quality(), classes ? 2 : 3),
            text(line.loss(), 4),
            text(line.difference(), classes ? 2 : 3),
            Double.isNaN(line.pValue()) ? "" : String.format(Locale.ROOT, "%.3f", line.pValue())
          });
    }
    return TextTable.aligned(rows);
  }

  private static String text(Optional<Student.Interval> interval, int decimals) {
    return interval.map(i -> text(i, decimals)).orElse("");
  }

  private static String text(Student.Interval interval, int decimals) {
    String mean = String.format(Locale.ROOT, "%." + decimals + "f", interval.mean());
    return Double.isNaN(interval.halfWidth())
        ? mean
        : mean + String.format(Locale.ROOT, " +- %." + decimals + "f", interval.halfWidth());
  }
}
