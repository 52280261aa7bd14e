package org.normprop.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * <p>One record is held at a time, and a record may have at most {@value #MAX_BYTES} bytes in
 * {@value #MAX_FIELDS} fields, so that memory stays small whatever the file holds. Not thread-safe.
 */
public final class Csv implements Closeable {

  private static final int MAX_BYTES = 1 << 23;
  private static final int MAX_FIELDS = 1 << 18;
  private static final int END = -1;

  private final Path file;
  private final InputStream in;
  private final Dialect dialect;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;

  /** Where the next byte stands. */
  private long line = 1;

  private long column = 1;
  private boolean afterCarriageReturn;

  /** The record: its fields' bytes one behind the other, where each ends, and where each began. */
  private byte[] bytes = new byte[256];

  private int length;
  private int[] ends = new int[16];
  private long[] lines = new long[16];
  private long[] columns = new long[16];
  private int size;

  /**
   * What other programs write in place of RFC 4180.
   *
   * @param separator what stands between fields, an ASCII character; with a blank, fields are
   *     separated by any number of blanks and tabs
   * @param loose whether blanks before and behind a quoted field are passed over
   * @param ifNotUtf8 what to do about bytes that are not UTF-8, for the message; may be empty
   */
  public record Dialect(char separator, boolean loose, String ifNotUtf8) {

    /** RFC 4180 to the letter. */
    public static final Dialect STANDARD = new Dialect(',', false, "");

    /** Refuses separators that could be part of a line's end, of a quote or of a character. */
    public Dialect {
      if (separator > '~' || separator == '"' || separator == '\n' || separator == '\r') {
        throw new IllegalArgumentException(
            "a separator must be one plain character, such as ; or a tab, got '" + separator + "'");
      }
    }

    private boolean separates(int b) {
      return b == separator || separator == ' ' && b == '\t';
    }

    /** For messages: comma, or the character in quotes. */
    private String name() {
      return separator == ',' ? "a comma" : separator == '\t' ? "a tab" : "'" + separator + "'";
    }
  }

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
    this(file, in, Dialect.STANDARD);
  }

  /**
   * Reads a dialect from a stream.
   *
   * @param file the name for messages
   * @param in the bytes; closed by {@link #close}
   * @param dialect how fields are separated
   * @throws IOException if reading fails
   */
  public Csv(Path file, InputStream in, Dialect dialect) throws IOException {
    this.file = file;
    this.in = in;
    this.dialect = dialect;
    fill();
    if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == -65) {
      position = 3;
    }
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the reader, before the first record
   * @throws IOException if the file cannot be read
   */
  public static Csv open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
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
    skipEmptyLines();
    if (peek() != '#') {
      return Optional.empty();
    }
    begin();
    startField();
    read();
    while (!isLineEnd(peek())) {
      append(read());
    }
    endField();
    skipLineEnd();
    return Optional.of(field(0).strip());
  }

  /**
   * Passes over a line, whatever it holds.
   *
   * @throws IOException if reading fails
   */
  public void skipLine() throws IOException {
    begin();
    while (!isLineEnd(peek())) {
      read();
    }
    skipLineEnd();
  }

  /**
   * Reads the next record.
   *
   * @return false at the end of the file
   * @throws IOException if reading fails or the record breaks the format
   */
  public boolean next() throws IOException {
    skipEmptyLines();
    begin();
    if (peek() == END) {
      return false;
    }
    if (dialect.separator == ' ') {
      skipBlanks();
    }
    while (true) {
      if (dialect.loose) {
        skipBlanks();
      }
      startField();
      if (peek() == '"') {
        readQuoted();
      } else {
        readPlain();
      }
      endField();
      if (!dialect.separates(peek())) {
        break;
      }
      read();
      if (dialect.separator == ' ') {
        skipBlanks();
        if (isLineEnd(peek())) {
          break;
        }
      }
    }
    skipLineEnd();
    return true;
  }

  /**
   * The number of fields of the record.
   *
   * @return the number, at least 1 after a successful {@link #next}
   */
  public int size() {
    return size;
  }

  /**
   * A field of the record.
   *
   * @param index from 0
   * @return its text, without quotes around it
   * @throws BadFileException if it is not UTF-8
   */
  public String field(int index) throws BadFileException {
    int start = index == 0 ? 0 : ends[index - 1];
    int ascii = start;
    while (ascii < ends[index] && bytes[ascii] >= 0) {
      ascii++;
    }
    if (ascii == ends[index]) { // nearly always, and several times as fast
      return new String(bytes, start, ends[index] - start, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, ends[index] - start))
          .toString();
    } catch (CharacterCodingException e) {
      throw bad(index, notUtf8(start, ends[index]));
    }
  }

  /** Names the first byte that no UTF-8 text has at its place. */
  private String notUtf8(int start, int end) {
    ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
    StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(end - start), true);
    String hex = String.format(Locale.ROOT, "%02X", bytes[in.position()]);
    return "not UTF-8 text: the byte " + hex + dialect.ifNotUtf8;
  }

  /**
   * All fields of the record.
   *
   * @return their texts
   * @throws BadFileException if one is not UTF-8
   */
  public List<String> fields() throws BadFileException {
    List<String> fields = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      fields.add(field(i));
    }
    return fields;
  }

  /**
   * The line on which the record or comment begins.
   *
   * @return the line, from 1
   */
  public long line() {
    return size == 0 ? line : lines[0];
  }

  /**
   * Where a field of the record begins.
   *
   * @param index the field, from 0
   * @return its place
   */
  public Place place(int index) {
    return new Place(lines[index], columns[index]);
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
    return new BadFileException(file, lines[index], columns[index], message);
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
    while (!dialect.separates(peek()) && !isLineEnd(peek())) {
      if (peek() == '"') {
        throw here("a quote inside a field: put the field in quotes and double the quote");
      }
      append(read());
    }
  }

  private void readQuoted() throws IOException {
    read();
    while (true) {
      if (peek() == END) {
        throw bad(size, "a quote that is never closed");
      }
      int b = read();
      if (b != '"') {
        append(b);
      } else if (peek() == '"') {
        append(read());
      } else {
        if (dialect.loose && dialect.separator != ' ') {
          skipBlanks();
        }
        if (dialect.separates(peek()) || isLineEnd(peek())) {
          return;
        }
        throw here(
            "text behind a closing quote: expected " + dialect.name() + " or the end of the line");
      }
    }
  }

  /** Blanks, and tabs unless these alone separate. */
  private void skipBlanks() throws IOException {
    while (peek() == ' ' || peek() == '\t' && dialect.separator != '\t') {
      read();
    }
  }

  private void begin() {
    size = 0;
    length = 0;
  }

  private void startField() throws BadFileException {
    if (size == MAX_FIELDS) {
      throw here("a record of more than " + MAX_FIELDS + " fields");
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      columns = Arrays.copyOf(columns, 2 * size);
    }
    lines[size] = line;
    columns[size] = column;
  }

  private void endField() {
    ends[size++] = length;
  }

  private void append(int b) throws BadFileException {
    if (length == MAX_BYTES) {
      throw here("a record of more than " + MAX_BYTES + " bytes");
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) b;
  }

  private BadFileException here(String message) {
    return new BadFileException(file, line, column, message);
  }

  private void skipEmptyLines() throws IOException {
    while (peek() == '\n' || peek() == '\r') {
      read();
    }
  }

  private void skipLineEnd() throws IOException {
    if (peek() == '\r') {
      read();
    }
    if (afterCarriageReturn ? peek() == '\n' : isLineEnd(peek())) {
      read();
    }
  }

  private static boolean isLineEnd(int b) {
    return b == '\n' || b == '\r' || b == END;
  }

  private int peek() throws IOException {
    return position < limit || fill() ? buffer[position] & 0xFF : END;
  }

  /** Reads a byte and keeps count of lines and characters. */
  private int read() throws IOException {
    int b = peek();
    if (b == END) {
      return END;
    }
    position++;
    if (b == '\r' || b == '\n' && !afterCarriageReturn) {
      line++;
      column = 1;
    } else if (b != '\n' && (b & 0xC0) != 0x80) {
      column++;
    }
    afterCarriageReturn = b == '\r';
    return b;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
    return limit > 0;
  }
}
