package org.normprop.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.normprop.data.table.TableColumn.Answer;
import org.normprop.data.table.TableColumn.Category;
import org.normprop.data.table.TableColumn.Numeric;

/**
 * How a table is read: decided once for all its lines, and kept with what was trained on it, so
 * that other files are read in the same way. Immutable.
 *
 * @param separator what stands between fields: a comma, a semicolon, a tab, a bar or a blank
 * @param decimal the decimal sign, a point or a comma; the other one may group thousands
 * @param encoding the name of the character encoding
 * @param header whether the first line names the columns
 * @param missing what is done about cells without a value
 * @param columns the columns of the file, in its order
 * @param fills for each input, what stands for a missing value; none unless the rule is {@link
 *     MissingRule#MEAN}, and none before it was measured
 */
public record TableFormat(
    char separator,
    char decimal,
    String encoding,
    boolean header,
    MissingRule missing,
    List<TableColumn> columns,
    List<Double> fills) {

  /** Refuses signs that are none. */
  public TableFormat {
    columns = List.copyOf(columns);
    fills = List.copyOf(fills);
    if (decimal != '.' && decimal != ',' || decimal == separator) {
      throw new IllegalArgumentException(
          "the decimal sign must be a point or a comma, and not what separates fields, got '"
              + decimal
              + "' beside '"
              + separator
              + "'");
    }
  }

  /**
   * The column that is predicted.
   *
   * @return its description; empty if there is none
   */
  public Optional<Answer> answer() {
    return columns.stream().filter(Answer.class::isInstance).map(Answer.class::cast).findFirst();
  }

  /**
   * The columns that are read as inputs.
   *
   * @return numbers and categories, in the file's order
   */
  public List<TableColumn> inputs() {
    return columns.stream()
        .filter(column -> column instanceof Numeric || column instanceof Category)
        .toList();
  }

  /**
   * The names of the inputs.
   *
   * @return a name for each number, and {@code color=red} for each word of a category
   */
  public List<String> inputNames() {
    List<String> names = new ArrayList<>();
    for (TableColumn column : inputs()) {
      if (column instanceof Category category) {
        category.values().forEach(value -> names.add(category.name() + "=" + value));
      } else {
        names.add(column.name());
      }
    }
    return names;
  }

  /**
   * The same with values for missing inputs.
   *
   * @param values one for each of {@link #inputNames}
   * @return the format
   */
  public TableFormat withFills(List<Double> values) {
    return new TableFormat(separator, decimal, encoding, header, missing, columns, values);
  }

  /**
   * The same with inputs alone, to read rows that have no answers.
   *
   * @return the format
   */
  public TableFormat withoutAnswer() {
    List<TableColumn> others = new ArrayList<>();
    for (TableColumn column : columns) {
      others.add(column instanceof Answer ? TableColumn.LeftOut.answer(column.name()) : column);
    }
    return new TableFormat(separator, decimal, encoding, header, missing, others, fills);
  }

  /** The widths of the inputs: 1 for numbers, as many as words for categories. */
  Stream<Integer> widths() {
    return inputs().stream()
        .map(column -> column instanceof Category category ? category.values().size() : 1);
  }
}
