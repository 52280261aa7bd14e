package org.normprop.data.read;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.normprop.io.BadFileException;

/** The chunks of a PNG file, one after the other, each checked against its checksum. */
final class PngChunks implements Closeable {

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  private final Path file;
  private final DataInputStream in;
  private final CRC32 crc = new CRC32();
  private String type = "";

  /** Bytes of the chunk that are not read yet. */
  private int left;

  PngChunks(Path file, InputStream raw) throws IOException {
    this.file = file;
    in = new DataInputStream(new BufferedInputStream(raw, 1 << 14));
    try {
      if (in.readLong() != SIGNATURE) {
        throw new BadFileException(file, "is no PNG file");
      }
    } catch (EOFException e) {
      throw new BadFileException(file, "is no PNG file: it has fewer than 8 bytes");
    }
  }

  /** Goes to the next chunk and gives its type. */
  String next() throws IOException {
    try {
      int length = in.readInt();
      byte[] name = new byte[4];
      in.readFully(name);
      type = new String(name, StandardCharsets.ISO_8859_1);
      if (length < 0) {
        throw new BadFileException(file, "has a chunk of impossible length");
      }
      left = length;
      crc.reset();
      crc.update(name);
      return type;
    } catch (EOFException e) {
      throw cutOff();
    }
  }

  int length() {
    return left;
  }

  /** All bytes of the chunk, of which the caller has checked the length. */
  byte[] bytes() throws IOException {
    byte[] bytes = new byte[left];
    int length = read(bytes, 0, bytes.length);
    while (length < bytes.length) {
      length += read(bytes, length, bytes.length - length);
    }
    check();
    return bytes;
  }

  /** Passes over the chunk. */
  void skip() throws IOException {
    byte[] passed = new byte[1 << 12];
    while (left > 0) {
      read(passed, 0, passed.length);
    }
    check();
  }

  /** The bytes of this chunk and of all that follow and are of its type. */
  InputStream imageData() {
    return new BlockStream() {
      private boolean ended;

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        while (!ended && left == 0) {
          check();
          ended = !next().equals("IDAT");
        }
        return ended ? -1 : PngChunks.this.read(to, offset, length);
      }
    };
  }

  /** Passes over all that is left and checks that the file ends as it should. */
  void end() throws IOException {
    skip();
    while (!type.equals("IEND")) {
      next();
      skip();
    }
  }

  private int read(byte[] to, int offset, int length) throws IOException {
    int read = in.read(to, offset, Math.min(length, left));
    if (read < 0) {
      throw cutOff();
    }
    crc.update(to, offset, read);
    left -= read;
    return read;
  }

  private void check() throws IOException {
    try {
      if (in.readInt() != (int) crc.getValue()) {
        throw new BadFileException(file, "is damaged: the checksum of " + type + " is wrong");
      }
    } catch (EOFException e) {
      throw cutOff();
    }
  }

  private BadFileException cutOff() {
    return new BadFileException(file, "is cut off");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
