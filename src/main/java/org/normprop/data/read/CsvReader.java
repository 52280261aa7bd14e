package org.normprop.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.normprop.data.DataSet;
import org.normprop.data.SampleShape;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;
import org.normprop.text.Nearest;

/**
 * Reads data sets from CSV files with a header, packed by gzip or not.
 *
 * <p>All features must be finite numbers. Memory taken grows with the rows read.
 */
public final class CsvReader {

  private CsvReader() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param layout which columns mean what
   * @return the rows
   * @throws BadFileException with line and column, if a column is missing, a row has too few or too
   *     many fields, or a value is missing, no number or not finite
   * @throws IOException if the file cannot be read
   */
  public static DataSet read(Path file, CsvLayout layout) throws IOException {
    try (InputStream in = Gzip.open(file)) {
      return read(file, in, layout);
    }
  }

  /**
   * Reads a stream; closes it.
   *
   * @param file what to call it
   * @param in its bytes
   * @param layout which columns mean what
   * @return the rows
   * @throws IOException as {@link #read(Path, CsvLayout)}
   */
  public static DataSet read(Path file, InputStream in, CsvLayout layout) throws IOException {
    try (Csv csv = new Csv(file, in)) {
      if (!csv.next()) {
        throw new BadFileException(file, "is empty: expected a header and rows");
      }
      List<String> header = header(csv);
      return rows(file, csv, header, layout);
    }
  }

  /** Reads what stands behind the header. */
  private static DataSet rows(Path file, Csv csv, List<String> header, CsvLayout layout)
      throws IOException {
    int target = layout.target().isEmpty() ? -1 : column(csv, header, layout.target().get());
    int[] features = featureColumns(csv, header, target, layout);
    CsvTarget answers = target < 0 ? null : new CsvTarget(header.get(target), layout);
    FloatList values = new FloatList();
    while (csv.next()) {
      if (csv.size() != header.size()) {
        throw csv.bad(
            "a row of "
                + csv.size()
                + " fields where the header has "
                + header.size()
                + ": every row needs as many");
      }
      if (values.size() > Integer.MAX_VALUE - 8 - features.length) {
        throw csv.bad("more than " + Integer.MAX_VALUE + " values, which is more than can be held");
      }
      for (int column : features) {
        values.add(CsvNumbers.number(csv, column, header.get(column)));
      }
      if (answers != null) {
        answers.add(csv, target);
      }
    }
    if (values.size() == 0) {
      throw new BadFileException(file, "has a header, but no rows");
    }
    List<String> names = new ArrayList<>();
    for (int column : features) {
      names.add(header.get(column));
    }
    DataSet data =
        DataSet.ofNumbers(
                file.getFileName().toString(), SampleShape.flat(features.length), values.toArray())
            .withFeatureNames(names);
    return answers == null ? data : answers.addTo(data);
  }

  private static List<String> header(Csv csv) throws BadFileException {
    List<String> header = csv.fields().stream().map(String::strip).toList();
    if (header.stream().allMatch(CsvNumbers::isNumber)) {
      throw csv.bad("numbers only: the first line must name the columns");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < csv.size(); i++) {
      String name = header.get(i);
      if (name.isEmpty()) {
        throw csv.bad(i, "a column without a name: the first line must name every column");
      }
      if (!seen.add(name)) {
        throw csv.bad(i, "a second column '" + name + "': names must differ");
      }
    }
    if (header.size() == 1 && header.get(0).matches("(?s).*[;\t].*")) {
      throw csv.bad("a single column '" + header.get(0) + "': separate fields by commas");
    }
    return header;
  }

  private static int[] featureColumns(Csv csv, List<String> header, int target, CsvLayout layout)
      throws BadFileException {
    List<Integer> columns = new ArrayList<>();
    if (layout.features().isEmpty()) {
      for (int i = 0; i < header.size(); i++) {
        if (i != target) {
          columns.add(i);
        }
      }
    } else {
      for (String name : layout.features()) {
        columns.add(column(csv, header, name));
      }
    }
    if (columns.isEmpty()) {
      throw csv.bad("no column but '" + header.get(target) + "', which is to be predicted");
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int column(Csv csv, List<String> header, String name) throws BadFileException {
    int index = header.indexOf(name);
    if (index < 0) {
      int shown = Math.min(20, header.size());
      String question = Nearest.question(name, header);
      throw csv.bad(
          "there is no column '"
              + name
              + "'"
              + question
              + (question.isEmpty() ? "; " : " ")
              + "the columns are "
              + String.join(", ", header.subList(0, shown))
              + (shown < header.size() ? ", ..." : ""));
    }
    return index;
  }
}
