package org.normprop.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The record that is read: its fields' bytes one behind the other, where each ends and began. */
final class CsvRecord {

  static final int MAX_BYTES = 1 << 23;
  static final int MAX_FIELDS = 1 << 18;

  private final Path file;
  private final CsvDialect dialect;
  private byte[] bytes = new byte[256];
  private int length;
  private int[] ends = new int[16];
  private long[] lines = new long[16];
  private long[] columns = new long[16];
  private int size;

  CsvRecord(Path file, CsvDialect dialect) {
    this.file = file;
    this.dialect = dialect;
  }

  int size() {
    return size;
  }

  void begin() {
    size = 0;
    length = 0;
  }

  void startField(long line, long column) throws BadFileException {
    if (size == MAX_FIELDS) {
      throw new BadFileException(
          file, line, column, "a record of more than " + MAX_FIELDS + " fields");
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      columns = Arrays.copyOf(columns, 2 * size);
    }
    lines[size] = line;
    columns[size] = column;
  }

  void endField() {
    ends[size++] = length;
  }

  /** Adds a byte that stood before a place. */
  void append(int b, long line, long column) throws BadFileException {
    if (length == MAX_BYTES) {
      throw new BadFileException(
          file, line, column, "a record of more than " + MAX_BYTES + " bytes");
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) b;
  }

  String field(int index) throws BadFileException {
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
    ByteBuffer rest = ByteBuffer.wrap(bytes, start, end - start);
    StandardCharsets.UTF_8.newDecoder().decode(rest, CharBuffer.allocate(end - start), true);
    String hex = String.format(Locale.ROOT, "%02X", bytes[rest.position()]);
    return "not UTF-8 text: the byte " + hex + dialect.ifNotUtf8();
  }

  Csv.Place place(int index) {
    return new Csv.Place(lines[index], columns[index]);
  }

  BadFileException bad(int index, String message) {
    return new BadFileException(file, lines[index], columns[index], message);
  }
}
