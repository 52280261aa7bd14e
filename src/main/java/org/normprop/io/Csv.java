package org.normprop.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads comma-separated values record by record, and quotes fields for writing.
 *
 * <p>The format is RFC 4180 in UTF-8: fields are separated by commas; a field that holds a comma, a
 * quote or a line break stands in double quotes, and a quote in it is doubled. Lines end with LF,
 * CRLF or CR; empty lines are passed over; a byte order mark at the start is dropped. Blanks belong
 * to the field. Whatever breaks these rules is a {@link BadFileException} with line and column,
 * which are counted from 1 in characters.
 *
 * <p>One record is held at a time, and a record may have at most {@value CsvRecord#MAX_BYTES} bytes
 * in {@value CsvRecord#MAX_FIELDS} fields, so that memory stays small whatever the file holds. Not
 * thread-safe.
 */
public final class Csv implements Closeable {

  private final Path file;
  private final CsvBytes in;
  private final CsvDialect dialect;

  private final CsvRecord record;

  /** Where a field stands: line and column, from 1. */
  public record Place(long line, long column) {}

  /**
   * Reads from a stream.
   *
   * @param file the name for messages
   * @param in the bytes; closed by {@link #close}
   * @throws IOException if reading fails
   */
  public Csv(Path file, InputStream in) throws IOException {
    this(file, in, CsvDialect.STANDARD);
  }

  /**
   * Reads a dialect from a stream.
   *
   * @param file the name for messages
   * @param in the bytes; closed by {@link #close}
   * @param dialect how fields are separated
   * @throws IOException if reading fails
   */
  public Csv(Path file, InputStream in, CsvDialect dialect) throws IOException {
    this.file = file;
    this.in = new CsvBytes(in);
    this.dialect = dialect;
    this.record = new CsvRecord(file, dialect);
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the reader, before the first record
   * @throws IOException if the file cannot be read
   */
  public static Csv open(Path file) throws IOException {
    InputStream in = FileText.open(file);
    try {
      return new Csv(file, in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads the next line if it is a comment.
   *
   * @return what stands behind its {@code #}, stripped; empty, with nothing read, if the next line
   *     does not start with {@code #}
   * @throws IOException if reading fails, or the line is too long or not UTF-8
   */
  public Optional<String> comment() throws IOException {
    in.skipEmptyLines();
    if (in.peek() != '#') {
      return Optional.empty();
    }
    record.begin();
    startField();
    in.read();
    while (!in.isAtLineEnd()) {
      append(in.read());
    }
    record.endField();
    in.skipLineEnd();
    return Optional.of(field(0).strip());
  }

  /** Passes over a line, whatever it holds. */
  public void skipLine() throws IOException {
    record.begin();
    while (!in.isAtLineEnd()) {
      in.read();
    }
    in.skipLineEnd();
  }

  /**
   * Reads the next record.
   *
   * @return false at the end of the file
   * @throws IOException if reading fails or the record breaks the format
   */
  public boolean next() throws IOException {
    in.skipEmptyLines();
    record.begin();
    if (in.peek() == CsvBytes.END) {
      return false;
    }
    if (dialect.separator() == ' ') {
      skipBlanks();
    }
    while (true) {
      if (dialect.loose()) {
        skipBlanks();
      }
      startField();
      if (in.peek() == '"') {
        readQuoted();
      } else {
        readPlain();
      }
      record.endField();
      if (!dialect.separates(in.peek())) {
        break;
      }
      in.read();
      if (dialect.separator() == ' ') {
        skipBlanks();
        if (in.isAtLineEnd()) {
          break;
        }
      }
    }
    in.skipLineEnd();
    return true;
  }

  /** The number of fields of the record; at least 1 after a successful {@link #next}. */
  public int size() {
    return record.size();
  }

  /**
   * A field of the record.
   *
   * @param index from 0
   * @return its text, without quotes around it
   * @throws BadFileException if it is not UTF-8
   */
  public String field(int index) throws BadFileException {
    return record.field(index);
  }

  /**
   * All fields of the record.
   *
   * @return their texts
   * @throws BadFileException if one is not UTF-8
   */
  public List<String> fields() throws BadFileException {
    List<String> fields = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      fields.add(field(i));
    }
    return fields;
  }

  /** The line on which the record or comment begins, from 1. */
  public long line() {
    return size() == 0 ? in.line() : record.place(0).line();
  }

  /** Where a field of the record begins, counted from 0. */
  public Place place(int index) {
    return record.place(index);
  }

  /**
   * A fault of the record as a whole, to be thrown.
   *
   * @param message what is wrong, and what would be right
   * @return the exception, with file and line
   */
  public BadFileException bad(String message) {
    return new BadFileException(file, line(), message);
  }

  /**
   * A fault of a field, to be thrown.
   *
   * @param index the field, from 0
   * @param message what is wrong, and what would be right
   * @return the exception, with file, line and column
   */
  public BadFileException bad(int index, String message) {
    return record.bad(index, message);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Writes a field so that this reader gives it back.
   *
   * @param field any text
   * @return the text, in quotes if it needs them
   */
  public static String quote(String field) {
    boolean plain =
        !field.isEmpty()
            && !field.startsWith("#")
            && field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && field.charAt(0) != '\uFEFF';
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  /**
   * Writes a record so that this reader gives it back; empty fields stay empty.
   *
   * @param fields at least one
   * @return the line, with {@code \n} at its end
   */
  public static String line(List<String> fields) {
    if (fields.size() == 1) {
      return quote(fields.get(0)) + '\n';
    }
    return fields.stream()
        .map(field -> field.isEmpty() ? field : quote(field))
        .collect(Collectors.joining(",", "", "\n"));
  }

  private void readPlain() throws IOException {
    while (!dialect.separates(in.peek()) && !in.isAtLineEnd()) {
      if (in.peek() == '"') {
        throw here("a quote inside a field: put the field in quotes and double the quote");
      }
      append(in.read());
    }
  }

  private void readQuoted() throws IOException {
    in.read();
    while (true) {
      if (in.peek() == CsvBytes.END) {
        throw bad(record.size(), "a quote that is never closed");
      }
      int b = in.read();
      if (b != '"') {
        append(b);
      } else if (in.peek() == '"') {
        append(in.read());
      } else {
        if (dialect.loose() && dialect.separator() != ' ') {
          skipBlanks();
        }
        if (dialect.separates(in.peek()) || in.isAtLineEnd()) {
          return;
        }
        throw here(
            "text behind a closing quote: expected " + dialect.name() + " or the end of the line");
      }
    }
  }

  /** Blanks, and tabs unless these alone separate. */
  private void skipBlanks() throws IOException {
    while (in.peek() == ' ' || in.peek() == '\t' && dialect.separator() != '\t') {
      in.read();
    }
  }

  private void startField() throws BadFileException {
    record.startField(in.line(), in.column());
  }

  private void append(int b) throws BadFileException {
    record.append(b, in.line(), in.column());
  }

  private BadFileException here(String message) {
    return new BadFileException(file, in.line(), in.column(), message);
  }
}
