package org.normprop.data.read;

import java.nio.file.Path;
import java.util.function.IntFunction;
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
    return taken(file, size, 1, byte[]::new);
  }

  /** An array of numbers of two bytes each. */
  static short[] shorts(Path file, long size) throws BadFileException {
    return taken(file, size, 2, short[]::new);
  }

  /** An array of numbers of four bytes each. */
  static float[] floats(Path file, long size) throws BadFileException {
    return taken(file, size, 4, float[]::new);
  }

  private static <T> T taken(Path file, long size, int each, IntFunction<T> maker)
      throws BadFileException {
    if (size > MOST) {
      throw new BadFileException(
          file, "needs " + size + " numbers in one piece, of at most " + MOST);
    }
    try {
      return maker.apply((int) size);
    } catch (OutOfMemoryError e) {
      long megabyte = 1 << 20;
      throw new BadFileException(
          file,
          "needs "
              + (each * size / megabyte + 1)
              + " MB of memory, but Java may take only "
              + Runtime.getRuntime().maxMemory() / megabyte
              + " MB in all; raise it with java -Xmx");
    }
  }
}
