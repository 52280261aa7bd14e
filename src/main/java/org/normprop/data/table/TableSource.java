package org.normprop.data.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.normprop.data.read.Gzip;
import org.normprop.io.BadFileException;

/**
 * Bytes of a table that can be read more than once, packed by gzip or not. Immutable.
 *
 * @param name the name for messages
 * @param held the bytes, where they are held in memory; else null
 */
public record TableSource(Path name, byte[] held) {

  private static final Set<String> STANDARD_INPUT =
      Set.of("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");

  /**
   * Whether a path means the standard input.
   *
   * @param path the path
   * @return whether it is "-" or a name of the device
   */
  public static boolean isStandardInput(String path) {
    return STANDARD_INPUT.contains(path);
  }

  /**
   * A file. What can be read only once, such as a pipe, is read into memory.
   *
   * @param path the file; "-" for the standard input
   * @return its bytes
   * @throws IOException if they cannot be read
   */
  public static TableSource of(Path path) throws IOException {
    if (isStandardInput(path.toString())) {
      return new TableSource(Path.of("standard input"), all(Path.of("standard input"), System.in));
    }
    if (Files.isRegularFile(path)) {
      return new TableSource(path, null);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return new TableSource(path, all(path, in));
    }
  }

  private static byte[] all(Path name, InputStream in) throws IOException {
    try {
      return in.readAllBytes();
    } catch (OutOfMemoryError e) {
      throw new BadFileException(
          name, "is more than memory holds: save it to a file, which is read row by row");
    }
  }

  /**
   * Opens it.
   *
   * @return its bytes, unpacked
   * @throws IOException if it cannot be read
   */
  public InputStream open() throws IOException {
    if (held == null) {
      return Gzip.open(name);
    }
    InputStream in = new ByteArrayInputStream(held);
    boolean packed = held.length > 1 && held[0] == 0x1F && held[1] == (byte) 0x8B;
    return packed ? Gzip.unpacked(name, in, Gzip.believable(held.length)) : in;
  }

  /** The first bytes, at most so many. */
  byte[] head(int most) throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(most);
    }
  }
}
