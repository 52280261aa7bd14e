package org.normprop.train.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;
import org.normprop.text.Digits;

/** Lines of a CSV file whose first field is an epoch, in its order. Not thread-safe. */
public final class Journal {

  private static final int DIGITS = 9;

  private final String header;
  private final StringBuilder lines = new StringBuilder();

  /**
   * Begins with no line.
   *
   * @param header the first line, with its end
   */
  public Journal(String header) {
    this.header = header;
  }

  /**
   * The records of epochs up to one; what a process wrote that died before its checkpoint goes.
   *
   * @param header the first line, with its end
   * @param records all records, the header's first
   * @param epoch the last epoch that stays
   * @return the journal
   */
  public static Journal of(String header, List<List<String>> records, int epoch) {
    Journal journal = new Journal(header);
    // The first record is the header.
    for (int i = 1; i < records.size(); i++) {
      List<String> record = records.get(i);
      if (Integer.parseInt(record.get(0)) <= epoch) {
        journal.add(Csv.line(record));
      }
    }
    return journal;
  }

  /**
   * Reads a file of such lines, which anybody may have changed.
   *
   * @param file the file
   * @param header its first line, with its end
   * @return the records, header first; none if there is no file
   * @throws BadFileException if a record has another number of fields, or something else where a
   *     number should be
   * @throws IOException if the file cannot be read
   */
  public static List<List<String>> records(Path file, String header) throws IOException {
    List<List<String>> records = new ArrayList<>();
    if (!Files.exists(file)) {
      return records;
    }
    List<String> names = List.of(header.strip().split(","));
    try (Csv csv = new Csv(file, new ByteArrayInputStream(Files.readAllBytes(file)))) {
      if (!csv.next() || !csv.fields().equals(names)) {
        throw csv.bad("expected the header " + header.strip());
      }
      records.add(names);
      while (csv.next()) {
        List<String> record = List.copyOf(csv.fields());
        check(csv, names, record);
        records.add(record);
      }
    }
    return records;
  }

  private static void check(Csv csv, List<String> names, List<String> record) throws IOException {
    if (record.size() != names.size()) {
      throw csv.bad("expected " + names.size() + " fields, found " + record.size());
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String field = record.get(i);
      boolean right =
          switch (name) {
            case "epoch", "layer" -> field.matches("[0-9]{1,9}");
            case "kind" -> true;
            case "from", "to", "count", "seconds" -> isNumber(field);
            default -> field.isEmpty() || isNumber(field);
          };
      if (!right) {
        throw csv.bad("expected a number as " + name + ", found '" + field + "'");
      }
    }
  }

  private static boolean isNumber(String field) {
    try {
      return Double.isFinite(Double.parseDouble(field));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Adds a line.
   *
   * @param line the line, with its end
   */
  public void add(String line) {
    lines.append(line);
  }

  /** All lines, the header first. */
  public String text() {
    return header + lines;
  }

  /**
   * A number as journals have it.
   *
   * @param value the number
   * @return its first nine significant digits
   */
  public static String number(double value) {
    return Digits.significant(value, DIGITS);
  }
}
