package org.normprop.data.table;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;

/** Counts cells without a value, and remembers the first. Not thread-safe. */
final class MissingCells {

  private Csv.Place first;
  private String firstText;
  private String firstColumn;
  private boolean inRow;
  private long rows;
  private long seen;
  private final Map<String, Long> byColumn = new LinkedHashMap<>();

  void startRow() {
    inRow = false;
    seen++;
  }

  /** Whether the row has such a cell so far. */
  boolean inRow() {
    return inRow;
  }

  void add(Csv csv, int field, String column, String text) {
    if (first == null) {
      first = csv.place(field);
      firstText = text;
      firstColumn = column;
    }
    rows += inRow ? 0 : 1;
    inRow = true;
    byColumn.merge(column, 1L, Long::sum);
  }

  /**
   * Refuses them unless the format says what stands for them.
   *
   * @param columns how many columns are read
   */
  void mustBeNone(Path file, TableFormat format, int columns) throws BadFileException {
    boolean answers = format.answer().isPresent();
    boolean allowed =
        format.missing() == MissingRule.MEAN && (answers || !format.fills().isEmpty())
            || format.missing() == MissingRule.DROP && answers;
    if (first == null || allowed) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append("a missing value in column '").append(firstColumn).append('\'');
    if (!firstText.isEmpty()) {
      text.append(" ('").append(firstText).append("')");
    }
    text.append("; in all, ").append(rows).append(" of ").append(seen);
    text.append(seen == 1 ? " row " : " rows ").append(rows == 1 ? "has" : "have");
    text.append(" missing values, in ").append(byColumn.size()).append(" of ").append(columns);
    text.append(columns == 1 ? " column" : " columns").append(" (");
    int shown = 0;
    for (Map.Entry<String, Long> entry : byColumn.entrySet()) {
      if (shown == 5) {
        text.append(", ...");
        break;
      }
      text.append(shown++ > 0 ? ", " : "").append(entry.getKey()).append(": ");
      text.append(entry.getValue());
    }
    text.append("): ");
    text.append(
        answers
            ? "--missing drop leaves such rows out, --missing mean puts the column's mean in"
                + " their place, --drop COLUMN leaves a column out"
            : "fill them in, or leave the rows out");
    throw new BadFileException(file, first.line(), first.column(), text.toString());
  }
}
