package org.normprop.data.read;

import java.nio.file.Path;
import org.normprop.io.BadFileException;

/** Takes large arrays, and says so where the heap is too small for them. */
final class Heap {

  private static final int MOST = Integer.MAX_VALUE - 8;

  private Heap() {}

  /**
   * An array of bytes.
   *
   * @param file what it is for
   * @param size how many; already held against what the file has
   */
  static byte[] bytes(Path file, long size) throws BadFileException {
    if (size > MOST) {
      throw new BadFileException(file, "needs " + size + " bytes in one piece, of at most " + MOST);
    }
    try {
      return new byte[(int) size];
    } catch (OutOfMemoryError e) {
      long megabyte = 1 << 20;
      throw new BadFileException(
          file,
          "needs "
              + (size / megabyte + 1)
              + " MB of memory, but Java may take only "
              + Runtime.getRuntime().maxMemory() / megabyte
              + " MB in all; raise it with java -Xmx");
    }
  }
}
