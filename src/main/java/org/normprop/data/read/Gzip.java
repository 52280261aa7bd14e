package org.normprop.data.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.normprop.io.BadFileException;

/** Opens files that may be packed by gzip, and refuses to unpack without end. */
public final class Gzip {

  /**
   * Numbers as text and images shrink to a tenth at best, zeros to a thousandth: whatever shrinks
   * more than this is no data set.
   */
  private static final int MOST_TIMES = 200;

  private static final long ALWAYS_ALLOWED = 1 << 24;

  private Gzip() {}

  /**
   * Opens a file, unpacked if it is packed. What is packed beyond belief is refused as it is read.
   *
   * @param file the file
   * @return its bytes; faults of the packing are {@link BadFileException}s
   * @throws IOException if it cannot be read
   */
  public static InputStream open(Path file) throws IOException {
    return open(file, believable(Files.size(file)));
  }

  /**
   * How much may come out of packed data.
   *
   * @param packed their bytes
   * @return the most bytes that are believable
   */
  public static long believable(long packed) {
    return ALWAYS_ALLOWED + MOST_TIMES * packed;
  }

  /**
   * Opens a file, unpacked if it is packed.
   *
   * @param file the file
   * @param most the bytes that may come out of a packed file before it is refused
   * @return its bytes; faults of the packing are {@link BadFileException}s
   * @throws IOException if it cannot be read
   */
  public static InputStream open(Path file, long most) throws IOException {
    boolean packed = isPacked(file);
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return packed ? unpacked(file, in, most) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Whether a file begins as gzip files do. */
  static boolean isPacked(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1F && in.read() == 0x8B;
    }
  }

  /**
   * Unpacks a stream; faults of the packing become faults of the file.
   *
   * @param file what to call it in messages
   * @param in packed bytes
   * @param most the bytes that may come out before it is refused
   * @return its bytes; faults of the packing are {@link BadFileException}s
   * @throws IOException if it cannot be read
   */
  public static InputStream unpacked(Path file, InputStream in, long most) throws IOException {
    try {
      return new Unpacked(file, new GZIPInputStream(in, 1 << 16), most);
    } catch (EOFException | ZipException e) {
      throw fault(file, e);
    }
  }

  private static BadFileException fault(Path file, IOException e) {
    return e instanceof EOFException
        ? new BadFileException(file, "is cut off: its gzip data end too early")
        : new BadFileException(file, "is no intact gzip file: " + e.getMessage());
  }

  private static final class Unpacked extends BlockStream {

    private final Path file;
    private final InputStream in;
    private final long most;
    private long count;

    Unpacked(Path file, InputStream in, long most) {
      this.in = in;
      this.file = file;
      this.most = most;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int read;
      try {
        read = in.read(to, offset, length);
      } catch (EOFException | ZipException e) {
        throw fault(file, e);
      }
      count += Math.max(0, read);
      if (count > most) {
        throw new BadFileException(
            file, "unpacks to more than the " + most + " bytes that are believable");
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
