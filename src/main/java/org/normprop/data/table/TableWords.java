package org.normprop.data.table;

import java.util.ArrayList;
import java.util.List;
import org.normprop.data.TargetKind;
import org.normprop.data.table.TableColumn.Answer;
import org.normprop.data.table.TableColumn.Category;
import org.normprop.data.table.TableColumn.LeftOut;
import org.normprop.data.table.TableColumn.Numeric;

/** Tells how a table was read. */
public final class TableWords {

  /** More words than this are told by their number. */
  static final int MOST_WORDS = 12;

  private TableWords() {}

  /**
   * What stands between fields.
   *
   * @param separator the character
   * @return for example {@code semicolons}
   */
  public static String separator(char separator) {
    return switch (separator) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      case '|' -> "bars";
      case ' ' -> "blanks";
      default -> "'" + separator + "'";
    };
  }

  /**
   * How a table was read, in a line: what is customary is left out.
   *
   * @param table the table
   * @return for example {@code wine.csv: 60 rows separated by semicolons, decimal comma; 2 numbers;
   *     predicts quality: bad, good}
   */
  public static String line(Table table) {
    TableFormat format = table.format();
    List<String> parts = new ArrayList<>();
    parts.add(head(table));
    String inputs = inputs(format);
    if (!inputs.isEmpty()) {
      parts.add(inputs);
    }
    for (TableColumn column : format.columns()) {
      if (column instanceof LeftOut left && !left.isAnswer()) {
        parts.add(leftOut(left));
      }
    }
    if (table.leftOut() > 0) {
      parts.add(
          table.leftOut()
              + (table.leftOut() == 1 ? " row" : " rows")
              + " with missing values left out");
    }
    int missing = table.missing().cardinality();
    if (missing > 0) {
      parts.add(
          missing
              + (missing == 1 ? " missing value is" : " missing values are")
              + " filled by the mean");
    }
    format.answer().ifPresent(answer -> parts.add(answer(answer)));
    return table.rows().name() + ": " + String.join("; ", parts);
  }

  /** How many rows there are, and between which signs. */
  static String head(Table table) {
    TableFormat format = table.format();
    StringBuilder text = new StringBuilder();
    text.append(table.rows().size()).append(table.rows().size() == 1 ? " row" : " rows");
    if (format.separator() != ',') {
      text.append(" separated by ").append(separator(format.separator()));
    }
    if (format.decimal() == ',') {
      text.append(", decimal comma");
    }
    if (!format.encoding().equals(TextEncoding.UTF_8)) {
      text.append(", in ").append(format.encoding());
    }
    if (!format.header()) {
      text.append(", no header");
    }
    return text.toString();
  }

  private static String inputs(TableFormat format) {
    List<String> parts = new ArrayList<>();
    long numbers = format.inputs().stream().filter(Numeric.class::isInstance).count();
    if (numbers > 0) {
      parts.add(numbers + (numbers == 1 ? " number" : " numbers"));
    }
    for (TableColumn column : format.inputs()) {
      if (column instanceof Category category) {
        parts.add(category.name() + " as columns of 0 and 1 for " + words(category.values()));
      } else if (column instanceof Numeric numeric && !numeric.unit().isEmpty()) {
        parts.add(numeric.name() + " in " + numeric.unit());
      }
    }
    return String.join(", ", parts);
  }

  private static String leftOut(LeftOut column) {
    String name = column.name().isEmpty() ? "the column without a name" : column.name();
    return name + " is left out (" + column.reason() + ")";
  }

  private static String answer(Answer answer) {
    return answer.kind() == TargetKind.CLASS
        ? "predicts " + answer.name() + ": " + words(answer.classes())
        : "predicts " + answer.name() + ", a number" + unit(answer.unit());
  }

  private static String unit(String unit) {
    return unit.isEmpty() ? "" : " in " + unit;
  }

  private static String words(List<String> words) {
    return words.size() <= MOST_WORDS
        ? String.join(", ", words)
        : words.size() + " words, from " + words.get(0) + " to " + words.get(words.size() - 1);
  }

  /**
   * What a column is.
   *
   * @param column the column
   * @return for example {@code number in %}, {@code category: no, yes}, {@code left out: an index}
   */
  public static String kind(TableColumn column) {
    if (column instanceof Numeric numeric) {
      return "number" + unit(numeric.unit());
    }
    if (column instanceof Category category) {
      return "category: " + words(category.values());
    }
    if (column instanceof Answer answer) {
      return answer.kind() == TargetKind.CLASS
          ? "target, a class: " + words(answer.classes())
          : "target, a number" + unit(answer.unit());
    }
    return "left out: " + ((LeftOut) column).reason();
  }
}
