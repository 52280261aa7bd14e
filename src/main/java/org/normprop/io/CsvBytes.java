package org.normprop.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a CSV file, one after the other, with count of lines and characters. */
final class CsvBytes implements Closeable {

  static final int END = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;

  /** Where the next byte stands. */
  private long line = 1;

  private long column = 1;
  private boolean afterCarriageReturn;

  /** Begins behind a byte order mark, if there is one. */
  CsvBytes(InputStream in) throws IOException {
    this.in = in;
    fill();
    if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == -65) {
      position = 3;
    }
  }

  long line() {
    return line;
  }

  long column() {
    return column;
  }

  static boolean isLineEnd(int b) {
    return b == '\n' || b == '\r' || b == END;
  }

  /** The next byte, which stays. */
  int peek() throws IOException {
    return position < limit || fill() ? buffer[position] & 0xFF : END;
  }

  boolean isAtLineEnd() throws IOException {
    return isLineEnd(peek());
  }

  /** Takes the next byte. */
  int read() throws IOException {
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

  void skipEmptyLines() throws IOException {
    while (peek() == '\n' || peek() == '\r') {
      read();
    }
  }

  void skipLineEnd() throws IOException {
    if (peek() == '\r') {
      read();
    }
    if (afterCarriageReturn ? peek() == '\n' : isAtLineEnd()) {
      read();
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
