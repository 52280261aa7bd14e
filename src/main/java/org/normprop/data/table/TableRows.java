package org.normprop.data.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.normprop.data.DataSet;
import org.normprop.data.SampleShape;
import org.normprop.data.TargetKind;
import org.normprop.data.read.FileKind;
import org.normprop.data.table.TableColumn.Answer;
import org.normprop.data.table.TableColumn.Category;
import org.normprop.data.table.TableColumn.Numeric;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;
import org.normprop.text.Nearest;

/** A table that is being read by a {@link TableFormat}, row by row. Not thread-safe. */
final class TableRows {

  private final TableSource source;
  private final TableFormat format;
  private final List<TableColumn> inputs;
  private final Answer answer;

  /** The field of each input, and of the answer, or -1. */
  private int[] fields;

  private int answerField = -1;
  private int columns;
  private final FloatList values = new FloatList();
  private final BitSet missing = new BitSet();

  /** The answers: numbers, or the places of classes. */
  private final FloatList answers = new FloatList();

  private final MissingCells cells = new MissingCells();
  private final int width;
  private int rows;
  private long leftOut;

  TableRows(TableSource source, TableFormat format) {
    this.source = source;
    this.format = format;
    this.inputs = format.inputs();
    this.answer = format.answer().orElse(null);
    this.width = format.widths().mapToInt(Integer::intValue).sum();
  }

  /** Reads it to its end. */
  Table read() throws IOException {
    byte[] head = source.head(1 << 16);
    if (head.length == 0) {
      throw new BadFileException(source.name(), "is empty: expected a header and rows");
    }
    FileKind.mustBeText(source.name(), head);
    String shown = TextEncoding.shown(head);
    String encoding = shown.equals(TextEncoding.UTF_8) ? format.encoding() : shown;
    try (Csv csv = TableSurvey.open(source, encoding, format.separator())) {
      if (!csv.next()) {
        throw new BadFileException(source.name(), "is empty: expected a header and rows");
      }
      find(csv);
      boolean more = !format.header() || csv.next();
      while (more) {
        if (csv.size() != columns) {
          throw TableSurvey.uneven(csv, columns, format.header(), false);
        }
        add(csv);
        more = csv.next();
      }
    }
    cells.mustBeNone(source.name(), format, inputs.size() + (answer == null ? 0 : 1));
    if (rows == 0) {
      throw new BadFileException(
          source.name(),
          leftOut > 0 ? "has no row without missing values" : "has a header, but no rows");
    }
    return new Table(data(), format, missing, leftOut);
  }

  /** Finds the fields of the columns. */
  private void find(Csv csv) throws BadFileException {
    columns = csv.size();
    fields = new int[inputs.size()];
    if (format.header()) {
      List<String> names = csv.fields().stream().map(String::strip).toList();
      for (int i = 0; i < fields.length; i++) {
        fields[i] = field(csv, names, inputs.get(i).name());
      }
      answerField = answer == null ? -1 : field(csv, names, answer.name());
      return;
    }
    List<TableColumn> all = format.columns();
    int shortBy = all.size() - columns;
    boolean bare = answer == null && shortBy == 1;
    if (shortBy != 0 && !bare) {
      throw csv.bad(
          "a row of " + columns + " fields, where " + all.size() + " columns are expected");
    }
    int next = 0;
    int place = 0;
    for (TableColumn column : all) {
      boolean absent = bare && column instanceof TableColumn.LeftOut left && left.isAnswer();
      if (inputs.contains(column)) {
        fields[next++] = place;
      } else if (column instanceof Answer) {
        answerField = place;
      }
      place += absent ? 0 : 1;
    }
  }

  private int field(Csv csv, List<String> names, String name) throws BadFileException {
    int index = names.indexOf(name);
    if (index < 0) {
      throw csv.bad(noColumn(names, name));
    }
    return index;
  }

  private String noColumn(List<String> names, String name) {
    List<String> known = inputs.stream().map(TableColumn::name).toList();
    Optional<String> number =
        names.stream().filter(text -> NumberText.isNumber(text, format.decimal())).findFirst();
    if (number.isPresent() && names.stream().noneMatch(known::contains)) {
      return "the first line holds numbers such as '"
          + number.get()
          + "', where names of columns are expected: put them above it, "
          + shown(known);
    }
    boolean joined = names.size() == 1 && known.size() > 1;
    String question = joined ? "" : Nearest.question(name, names);
    return "there is no column '"
        + name
        + "'"
        + question
        + (question.isEmpty() ? "; " : " ")
        + "the columns are "
        + shown(names)
        + (joined
            ? "; fields are expected between " + TableWords.separator(format.separator())
            : "");
  }

  private static String shown(List<String> names) {
    int most = Math.min(20, names.size());
    return String.join(", ", names.subList(0, most)) + (most < names.size() ? ", ..." : "");
  }

  private void add(Csv csv) throws IOException {
    if (values.size() > Integer.MAX_VALUE - 8 - width) {
      throw csv.bad("more than " + Integer.MAX_VALUE + " values, which is more than can be held");
    }
    int start = values.size();
    cells.startRow();
    for (int i = 0; i < fields.length; i++) {
      String text = csv.field(fields[i]).strip();
      if (inputs.get(i) instanceof Category category) {
        addCategory(csv, fields[i], text, category);
      } else {
        addNumber(csv, fields[i], text, (Numeric) inputs.get(i));
      }
    }
    boolean answered = answer == null || addAnswer(csv);
    boolean whole = format.missing() != MissingRule.DROP || !cells.inRow();
    if (answered && whole) {
      rows++;
      return;
    }
    leftOut++;
    values.truncate(start);
    missing.clear(start, start + width);
    if (answered && answer != null) {
      answers.truncate(answers.size() - 1);
    }
  }

  private void addNumber(Csv csv, int field, String text, Numeric column) throws BadFileException {
    if (NumberText.isMissing(text) || NumberText.isWeaklyMissing(text)) {
      cells.add(csv, field, column.name(), text);
      lack(1);
    } else {
      values.add(number(csv, field, text, column.name(), column.unit()));
    }
  }

  private float number(Csv csv, int field, String text, String column, String unit)
      throws BadFileException {
    String plain = NumberText.withoutUnit(text, unit);
    boolean inUnit = unit.isEmpty() || !plain.equals(text);
    if (inUnit && NumberText.isNumber(plain, format.decimal())) {
      float value = NumberText.value(plain, format.decimal());
      if (Math.abs(value) <= Float.MAX_VALUE) {
        return value;
      }
    }
    ColumnTally.Found found = new ColumnTally.Found(csv.place(field), text);
    if (!inUnit) {
      throw csv.bad(
          field,
          "column '" + column + "' must hold numbers in " + unit + ", got '" + found.shown() + "'");
    }
    if (NumberText.isNumber(plain, format.decimal())) {
      throw csv.bad(
          field,
          "column '"
              + column
              + "' must hold finite numbers up to 3.4e38, got '"
              + found.shown()
              + "'");
    }
    boolean first = !format.header() && rows == 0 && leftOut == 0;
    throw csv.bad(
        field,
        TableDecision.mustBeNumbers(column, found, format.decimal(), "")
            + (first
                ? "; if this is a header, leave it out: the table of the training has none"
                : ""));
  }

  private void addCategory(Csv csv, int field, String text, Category column)
      throws BadFileException {
    int size = column.values().size();
    if (NumberText.isMissing(text)) {
      cells.add(csv, field, column.name(), text);
      lack(size);
      return;
    }
    int index = column.values().indexOf(text);
    if (index < 0) {
      throw csv.bad(
          field,
          "column '"
              + column.name()
              + "' has '"
              + new ColumnTally.Found(null, text).shown()
              + "', but the categories known are "
              + String.join(", ", column.values()));
    }
    for (int i = 0; i < size; i++) {
      values.add(i == index ? 1 : 0);
    }
  }

  /** Inputs that are not there: what is known to stand for them, or 0 for now. */
  private void lack(int count) {
    for (int i = 0; i < count; i++) {
      int input = values.size() % width;
      missing.set(values.size());
      values.add(format.fills().isEmpty() ? 0 : format.fills().get(input).floatValue());
    }
  }

  /** Whether there is an answer, which is then kept. */
  private boolean addAnswer(Csv csv) throws BadFileException {
    String text = csv.field(answerField).strip();
    boolean number = answer.kind() == TargetKind.NUMBER;
    if (NumberText.isMissing(text)
        || NumberText.isWeaklyMissing(text) && (number || !answer.classes().contains(text))) {
      cells.add(csv, answerField, answer.name(), text);
      return false;
    }
    if (number) {
      answers.add(number(csv, answerField, text, answer.name(), answer.unit()));
      return true;
    }
    int label = answer.classes().indexOf(text);
    if (label < 0) {
      label = answer.classes().indexOf(TargetDecision.className(text));
    }
    if (label < 0) {
      throw csv.bad(
          answerField,
          "there is no class '"
              + new ColumnTally.Found(null, text).shown()
              + "': "
              + String.join(", ", answer.classes()));
    }
    answers.add(label);
    return true;
  }

  private DataSet data() {
    Path file = source.name().getFileName();
    DataSet data =
        DataSet.ofNumbers(String.valueOf(file), SampleShape.flat(width), values.toArray())
            .withFeatureNames(format.inputNames());
    if (answer == null) {
      return data;
    }
    float[] all = answers.toArray();
    return answer.kind() == TargetKind.NUMBER
        ? data.withValues(all)
        : data.withClasses(
            IntStream.range(0, all.length).map(i -> (int) all[i]).toArray(), answer.classes());
  }
}
