package org.normprop.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.normprop.function.Unit;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;

/**
 * A table's file as lines: rows are put in and taken out, and all others stay as they are, byte for
 * byte. Not thread-safe.
 */
public final class TableLines {

  private static final String CHECKSUM = "# checksum: ";

  private final TableFile read;
  private final List<String> head = new ArrayList<>();

  /** By the unit's text, in the order of the file. */
  private final Map<String, String> rows = new TreeMap<>();

  private TableLines(TableFile read) {
    this.read = read;
  }

  /**
   * Reads a file.
   *
   * @param file a table of constants
   * @return its lines
   * @throws BadFileException if it is truncated, edited, no table at all, or has fewer columns than
   *     rows have today
   * @throws IOException if it cannot be read
   */
  public static TableLines read(Path file) throws IOException {
    TableLines lines = new TableLines(TableFile.read(file));
    String[] text = Files.readString(file, StandardCharsets.UTF_8).split("\n");
    int at = 0;
    for (; text[at].startsWith("#"); at++) {
      lines.head.add(text[at]);
    }
    if (!(text[at] + "\n").equals(RowCsv.header())) {
      throw new BadFileException(
          file,
          at + 1,
          "has the columns of an earlier version; make it anew with the command tables");
    }
    for (String line : List.of(text).subList(at + 1, text.length)) {
      lines.rows.put(unit(file, line), line);
    }
    return lines;
  }

  /** The unit of a line that was read before. */
  private static String unit(Path file, String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try (Csv csv = new Csv(file, new ByteArrayInputStream(bytes))) {
      csv.next();
      return Unit.parse(csv.field(0)).text();
    }
  }

  /**
   * What the file's head says of its numbers.
   *
   * @return where they come from
   */
  public Provenance provenance() {
    return read.provenance();
  }

  /**
   * What went into the units.
   *
   * @return the input
   */
  public Input input() {
    return read.table().input();
  }

  /**
   * Whether there is a row of a unit.
   *
   * @param unit the unit
   * @return whether its very text names a row
   */
  public boolean has(Unit unit) {
    return rows.containsKey(unit.text());
  }

  /**
   * Puts a row in.
   *
   * @param row the row, made with this table's samples, seed and input
   */
  public void put(Row row) {
    rows.put(row.unit().text(), RowCsv.line(row).stripTrailing());
  }

  /**
   * Takes a row out.
   *
   * @param unit whose row
   */
  public void remove(Unit unit) {
    rows.remove(unit.text());
  }

  /**
   * How many rows there are.
   *
   * @return the number of units
   */
  public int size() {
    return rows.size();
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param file where to
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    StringBuilder body = new StringBuilder(RowCsv.header());
    rows.values().forEach(line -> body.append(line).append('\n'));
    StringBuilder text = new StringBuilder();
    for (String line : head) {
      text.append(line.startsWith(CHECKSUM) ? CHECKSUM + TableFile.checksum(body.toString()) : line)
          .append('\n');
    }
    AtomicFile.write(file, text.append(body).toString());
  }
}
