package org.normprop.data.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.normprop.data.read.BlockStream;
import org.normprop.io.BadFileException;

/** Which characters the bytes of a text are. */
final class TextEncoding {

  static final String UTF_8 = "utf-8";

  private static final Map<String, String> SHORT =
      Map.of("latin1", "iso-8859-1", "latin-1", "iso-8859-1", "ansi", "windows-1252");

  private TextEncoding() {}

  /**
   * The encoding that a text shows: by a byte order mark, or by every second byte being 0.
   *
   * @param head its first bytes
   * @return UTF-8 unless it shows another
   */
  static String shown(byte[] head) {
    int first = head.length < 2 ? 0 : (head[0] & 0xFF) << 8 | head[1] & 0xFF;
    if (first == 0xFFFE || first == 0xFEFF) {
      return first == 0xFFFE ? "utf-16le" : "utf-16be";
    }
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    if (zeros[1] > head.length / 4 && zeros[0] == 0) {
      return "utf-16le";
    }
    return zeros[0] > head.length / 4 && zeros[1] == 0 ? "utf-16be" : UTF_8;
  }

  /**
   * The character set of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Charset charset(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    try {
      return Charset.forName(SHORT.getOrDefault(wanted, wanted));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "--encoding must be an encoding such as utf-8, latin1, windows-1252 or utf-16, got '"
              + name
              + "'");
    }
  }

  /** The text in UTF-8; bytes that are UTF-8 by name are handed on, to be checked in place. */
  static InputStream decoded(Path file, InputStream in, String encoding) {
    Charset charset = charset(encoding);
    return charset.equals(StandardCharsets.UTF_8) ? in : new Decoded(file, in, charset);
  }

  /** What is there, with what cannot be decoded replaced: to look at, not to read. */
  static String glimpse(byte[] head, String encoding) {
    String text = new String(head, charset(encoding));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static final class Decoded extends BlockStream {

    private final Path file;
    private final Charset charset;
    private final InputStreamReader reader;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final CharBuffer chars = CharBuffer.allocate(1 << 13);
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15);
    private long line = 1;

    Decoded(Path file, InputStream in, Charset charset) {
      this.file = file;
      this.charset = charset;
      reader =
          new InputStreamReader(
              in,
              charset
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT));
      chars.limit(0);
      bytes.limit(0);
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      while (!bytes.hasRemaining()) {
        if (!fill()) {
          return -1;
        }
      }
      int count = Math.min(length, bytes.remaining());
      bytes.get(to, offset, count);
      return count;
    }

    private boolean fill() throws IOException {
      chars.compact();
      int read;
      try {
        read = reader.read(chars.array(), chars.position(), chars.remaining());
      } catch (CharacterCodingException e) {
        throw new BadFileException(
            file, line, "or a line behind it: not " + charset.name() + " text; see --encoding");
      }
      for (int i = 0; i < read; i++) {
        line += chars.get(chars.position() + i) == '\n' ? 1 : 0;
      }
      chars.position(chars.position() + Math.max(0, read)).flip();
      bytes.clear();
      Optional.of(encoder.encode(chars, bytes, read < 0))
          .filter(result -> result.isError())
          .ifPresent(result -> chars.position(chars.position() + result.length()));
      bytes.flip();
      return read >= 0;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
