package org.normprop.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.normprop.io.BadFileException;

/**
 * Walks through a tar archive and hands out the bytes of its regular files. It writes nothing, so
 * no entry can lead anywhere; archives with names that try to are refused all the same.
 *
 * <p>Format: POSIX.1-2001 (ustar and pax), and GNU's long names. Links, devices and folders are
 * passed over. What an entry declares is never taken as memory: names are limited, contents are
 * handed out as they come. Not thread-safe.
 */
public final class Tar {

  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 1 << 14;

  private final Path archive;
  private final InputStream in;
  private final byte[] header = new byte[BLOCK];
  private long left;
  private long padding;
  private long paxSize = -1;

  /**
   * Walks through a stream.
   *
   * @param archive what to call it in messages
   * @param in its bytes, unpacked
   */
  public Tar(Path archive, InputStream in) {
    this.archive = archive;
    this.in = in;
  }

  /** Goes to the next regular file and gives its name, or null at the end. */
  public String next() throws IOException {
    String longName = null;
    while (true) {
      skip(left + padding);
      if (!readHeader()) {
        return null;
      }
      char type = (char) (header[156] & 0xFF);
      switch (type) {
        case 'L' -> longName = text(contents(), 0, LONGEST_NAME);
        case 'x' -> longName = paxName(longName);
        case '0', '7', '\0' -> {
          String name = longName == null ? name() : longName;
          return checked(name);
        }
        case 'g', 'K' -> {} // of the archive as a whole, and of a link's target
        default -> {
          checked(longName == null ? name() : longName);
          longName = null;
        }
      }
    }
  }

  /** The bytes of the file that {@link #next} came to; closing it does nothing. */
  public InputStream file() {
    return new BlockStream() {
      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int read = in.read(to, offset, (int) Math.min(length, left));
        if (read < 0) {
          throw cutOff();
        }
        left -= read;
        return read;
      }
    };
  }

  private boolean readHeader() throws IOException {
    int read = in.readNBytes(header, 0, BLOCK);
    if (read == 0 || read == BLOCK && isZero()) {
      return false;
    }
    if (read < BLOCK) {
      throw cutOff();
    }
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xFF; // its own field counts as blanks
    }
    if (number(148, 8) != sum) {
      throw new BadFileException(archive, "is no intact tar archive: a header's checksum is wrong");
    }
    left = paxSize >= 0 ? paxSize : number(124, 12);
    paxSize = -1;
    padding = (BLOCK - left % BLOCK) % BLOCK;
    return true;
  }

  private boolean isZero() {
    for (byte b : header) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** A number in octal digits, or in GNU's binary form. */
  private long number(int from, int length) throws IOException {
    long value = 0;
    if (header[from] < 0) {
      for (int i = from + 1; i < from + length; i++) {
        if (value >>> 47 != 0) {
          throw new BadFileException(archive, "declares an entry of impossible size");
        }
        value = value << 8 | header[i] & 0xFF;
      }
      return value;
    }
    for (int i = from; i < from + length; i++) {
      int b = header[i];
      if (b >= '0' && b <= '7') {
        value = value * 8 + b - '0';
      } else if (b != ' ' && b != 0) {
        throw new BadFileException(archive, "is no tar archive: a header has no number");
      } else if (value > 0) {
        break;
      }
    }
    return value;
  }

  private String name() {
    String name = text(header, 0, 100);
    boolean ustar = text(header, 257, 5).equals("ustar") && header[262] == 0;
    String prefix = ustar ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes, int from, int most) {
    int end = from;
    while (end < bytes.length && end < from + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** The contents of an entry that belongs to the archive's format. */
  private byte[] contents() throws IOException {
    if (left > LONGEST_NAME) {
      throw new BadFileException(archive, "has an entry with a name of " + left + " bytes");
    }
    byte[] bytes = new byte[(int) left];
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw cutOff();
    }
    left = 0;
    return bytes;
  }

  /** Records "length key=value\n", of which name and size matter here. */
  private String paxName(String before) throws IOException {
    String name = before;
    for (String record : new String(contents(), StandardCharsets.UTF_8).split("\n")) {
      int blank = record.indexOf(' ');
      String entry = record.substring(blank + 1);
      if (entry.startsWith("path=")) {
        name = entry.substring("path=".length());
      } else if (entry.startsWith("size=")) {
        String digits = entry.substring("size=".length());
        if (!digits.matches("[0-9]{1,14}")) {
          throw new BadFileException(archive, "declares an entry of impossible size");
        }
        paxSize = Long.parseLong(digits);
      }
    }
    return name;
  }

  /** A name without "./" at its start; names that lead out of the archive are refused. */
  private String checked(String name) throws BadFileException {
    String plain = name.replace('\\', '/');
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    boolean climbs = ("/" + plain + "/").contains("/../");
    if (plain.startsWith("/") || plain.matches("[A-Za-z]:.*") || climbs) {
      throw new BadFileException(archive, "has an entry that leads out of it: '" + name + "'");
    }
    return plain;
  }

  private void skip(long bytes) throws IOException {
    byte[] passed = new byte[1 << 13];
    for (long rest = bytes; rest > 0; ) {
      int read = in.read(passed, 0, (int) Math.min(passed.length, rest));
      if (read < 0) {
        throw cutOff();
      }
      rest -= read;
    }
    left = 0;
    padding = 0;
  }

  private BadFileException cutOff() {
    return new BadFileException(archive, "is cut off: its tar data end too early");
  }
}
