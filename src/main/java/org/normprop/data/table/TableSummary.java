package org.normprop.data.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.normprop.data.DataSet;
import org.normprop.data.MeanStd;
import org.normprop.data.TargetKind;
import org.normprop.data.table.TableColumn.Answer;
import org.normprop.data.table.TableColumn.Category;
import org.normprop.data.table.TableColumn.LeftOut;
import org.normprop.data.table.TableColumn.Numeric;
import org.normprop.text.Digits;
import org.normprop.text.TextTable;

/**
 * What is in a table, column by column, whether all of it can be read or not. Not thread-safe, but
 * for its static method.
 */
public final class TableSummary {

  private static final int DIGITS = 6;

  private final Table table;
  private final List<String[]> lines = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private TableSummary(Table table) {
    this.table = table;
  }

  /**
   * Goes through a table.
   *
   * @param source its bytes
   * @param request what is known of it
   * @return how it is read, a line for each column, and what cannot be read and why
   * @throws IOException if it is no table
   */
  public static String of(TableSource source, TableRequest request) throws IOException {
    TableRequest filling = request.withMissing(MissingRule.MEAN);
    TableFormat format = TableReader.formatAsFarAsPossible(source, filling);
    List<Double> zeros = Collections.nCopies(format.inputNames().size(), 0.0);
    return new TableSummary(TableReader.read(source, format.withFills(zeros))).text();
  }

  private String text() {
    lines.add(new String[] {"column", "is", "missing", "mean", "std", "least", "most"});
    int input = 0;
    for (TableColumn column : table.format().columns()) {
      if (column instanceof Numeric) {
        lines.add(numbers(column, input++));
      } else if (column instanceof Category category) {
        int missing = missing(input);
        lines.add(line(column, missing, TableWords.kind(column)));
        input += category.values().size();
      } else if (column instanceof Answer answer) {
        lines.add(answer(answer));
      } else if (column instanceof LeftOut left) {
        boolean fault = left.reason().contains(": ");
        if (fault) {
          faults.add(left.reason());
        }
        lines.add(line(column, -1, fault ? "cannot be read: see below" : TableWords.kind(column)));
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(table.rows().name()).append(": ").append(TableWords.head(table)).append('\n');
    if (table.leftOut() > 0) {
      text.append(table.leftOut()).append(" more without a value of the target\n");
    }
    text.append(TextTable.aligned(lines, 2));
    faults.forEach(fault -> text.append(fault).append('\n'));
    return text.toString();
  }

  private static String[] line(TableColumn column, int missing, String kind) {
    String name = column.name().isEmpty() ? "(no name)" : column.name();
    return new String[] {name, kind, missing < 0 ? "" : String.valueOf(missing), "", "", "", ""};
  }

  private int missing(int input) {
    int width = table.rows().shape().size();
    int count = 0;
    for (int i = 0; i < table.rows().size(); i++) {
      count += table.missing().get(i * width + input) ? 1 : 0;
    }
    return count;
  }

  private String[] numbers(TableColumn column, int input) {
    DataSet rows = table.rows();
    int width = rows.shape().size();
    float[] row = new float[width];
    float[] present = new float[rows.size()];
    int n = 0;
    for (int i = 0; i < rows.size(); i++) {
      rows.features(i, row, 0);
      if (!table.missing().get(i * width + input)) {
        present[n++] = row[input];
      }
    }
    return numbers(column, java.util.Arrays.copyOf(present, n), rows.size() - n);
  }

  private static String[] numbers(TableColumn column, float[] values, int missing) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    MeanStd of = MeanStd.of(values.length, i -> values[i]);
    String[] line = line(column, missing, TableWords.kind(column));
    line[3] = Digits.significant(of.mean(), DIGITS);
    line[4] = Digits.significant(of.std(), DIGITS);
    line[5] = Digits.significant(least, DIGITS);
    line[6] = Digits.significant(most, DIGITS);
    return line;
  }

  private String[] answer(Answer answer) {
    DataSet rows = table.rows();
    int missing = (int) table.leftOut();
    if (answer.kind() == TargetKind.CLASS) {
      int[] counts = new int[answer.classes().size()];
      for (int i = 0; i < rows.size(); i++) {
        counts[rows.label(i)]++;
      }
      StringBuilder kind = new StringBuilder(TableWords.kind(answer));
      if (counts.length <= TableWords.MOST_WORDS) {
        kind.append(" (");
        for (int i = 0; i < counts.length; i++) {
          kind.append(i > 0 ? ", " : "").append(counts[i]);
        }
        kind.append(counts.length == 1 && counts[0] == 1 ? " row)" : " rows)");
      }
      return line(answer, missing, kind.toString());
    }
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.value(i);
    }
    return numbers(answer, values, missing);
  }
}
