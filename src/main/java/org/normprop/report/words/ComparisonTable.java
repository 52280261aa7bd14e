package org.normprop.report.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.normprop.text.TextTable;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonResults;
import org.normprop.train.compare.Student;
import org.normprop.train.setting.Setting;

/** What a comparison found, as a table for a terminal: means +- their 95 % intervals. */
public final class ComparisonTable {

  private ComparisonTable() {}

  /** A column for each setting that varies; those that tell nothing are left out. */
  public static String text(ComparisonResults results, Map<Comparison.Variant, String> refused) {
    boolean classes = results.classes();
    boolean anyDiverged = results.lines().stream().anyMatch(line -> line.diverged() > 0);
    List<String> settings =
        results.lines().get(0).variant().values().keySet().stream().map(Setting::key).toList();
    List<String[]> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(settings);
    head.add("runs");
    if (anyDiverged) {
      head.add("diverged");
    }
    head.addAll(List.of(classes ? "accuracy, %" : "RMSE", "loss", "less first", "p"));
    rows.add(head.toArray(new String[0]));
    for (ComparisonResults.Line line : results.lines()) {
      List<String> row = new ArrayList<>(line.variant().values().values());
      row.add(String.valueOf(line.quality().map(Student.Interval::n).orElse(0)));
      if (anyDiverged) {
        row.add(String.valueOf(line.diverged()));
      }
      row.add(
          refused.containsKey(line.variant())
              ? "refused"
              : ComparisonWords.quality(classes, line.quality(), ComparisonWords.ASCII));
      row.add(ComparisonWords.loss(line.loss(), ComparisonWords.ASCII));
      row.add(ComparisonWords.quality(classes, line.difference(), ComparisonWords.ASCII));
      row.add(ComparisonWords.pValue(line.pValue()));
      rows.add(row.toArray(new String[0]));
    }
    return TextTable.fitted(rows, settings.size());
  }
}
