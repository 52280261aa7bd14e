package org.normprop.data.read;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.normprop.io.BadFileException;

/**
 * Reads a PNG image line by line, its samples as they are stored: no colour space stands between
 * the file and the numbers, and no more than two lines are held.
 *
 * <p>Format: W3C, "Portable Network Graphics (PNG) Specification (Second Edition)". Grey, coloured
 * and palette images of 1 to 16 bits are read; 16 bits are cut to their upper 8, fewer are spread
 * over 0 to 255. An alpha channel is dropped if it is opaque everywhere. Interlaced images and
 * transparent pixels are refused. Not thread-safe.
 */
public final class Png implements Closeable {

  private static final int MOST_PIXELS_A_SIDE = 1 << 16;

  /** Deflate makes at most 1,032 bytes of one. */
  private static final int MOST_TIMES = 1032;

  private final Path file;
  private final PngChunks chunks;
  private final InflaterInputStream lines;
  private final Inflater inflater = new Inflater();
  private final PngHeader header;
  private byte[] line;
  private byte[] above;
  private int read;

  private Png(Path file, PngChunks chunks) throws IOException {
    this.file = file;
    this.chunks = chunks;
    header = PngHeader.read(file, chunks);
    if (header.width() > MOST_PIXELS_A_SIDE) {
      throw new BadFileException(
          file, "is " + header.width() + " pixels wide, of at most " + MOST_PIXELS_A_SIDE);
    }
    long needed = (1 + (long) header.lineBytes()) * header.height();
    if (needed > MOST_TIMES * Files.size(file)) {
      throw new BadFileException(
          file,
          "declares "
              + header.width()
              + "x"
              + header.height()
              + " pixels, which its "
              + Files.size(file)
              + " bytes cannot hold");
    }
    line = new byte[header.lineBytes()];
    above = new byte[header.lineBytes()];
    lines = new InflaterInputStream(chunks.imageData(), inflater, 1 << 13);
  }

  /**
   * Opens a file and reads all that stands before the pixels.
   *
   * @param file the file
   * @return the image, before its first line
   * @throws BadFileException if it is no PNG image, or of a kind that is not read
   * @throws IOException if it cannot be read
   */
  public static Png open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return new Png(file, new PngChunks(file, in));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * The width.
   *
   * @return pixels in a line
   */
  public int width() {
    return header.width();
  }

  /**
   * The height.
   *
   * @return the number of lines
   */
  public int height() {
    return header.height();
  }

  /**
   * The number of channels.
   *
   * @return 1 for grey images, 3 for coloured ones
   */
  public int channels() {
    return header.channels();
  }

  /**
   * Reads the next line.
   *
   * @param to takes its samples, pixel by pixel, the channels of a pixel side by side
   * @throws BadFileException if the image is damaged
   * @throws IOException if it cannot be read
   */
  public void readLine(byte[] to) throws IOException {
    if (read++ == header.height()) {
      throw new IllegalStateException("all lines are read");
    }
    byte[] spare = above;
    above = line;
    line = spare;
    try {
      int filter = lines.read();
      if (filter < 0 || lines.readNBytes(line, 0, line.length) < line.length) {
        throw cutOff();
      }
      unfilter(filter);
    } catch (EOFException e) {
      throw cutOff();
    } catch (ZipException e) {
      throw new BadFileException(file, "has damaged pixels: " + e.getMessage());
    }
    header.expand(line, to);
    if (read == header.height()) {
      finish();
    }
  }

  private BadFileException cutOff() {
    return new BadFileException(
        file, "has " + (read - 1) + " lines of pixels, but declares " + header.height());
  }

  private void finish() throws IOException {
    try {
      if (lines.read() >= 0) {
        throw new BadFileException(file, "has more pixels than it declares");
      }
    } catch (EOFException | ZipException e) {
      throw new BadFileException(file, "has damaged pixels at its end");
    }
    chunks.end();
  }

  /** Undoes what made the line easier to pack (section 9 of the specification). */
  private void unfilter(int filter) throws BadFileException {
    int back = header.pixelBytes();
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int i = back; i < line.length; i++) {
          line[i] += line[i - back];
        }
      }
      case 2 -> {
        for (int i = 0; i < line.length; i++) {
          line[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 0; i < line.length; i++) {
          int left = i < back ? 0 : line[i - back] & 0xFF;
          line[i] += (byte) (left + (above[i] & 0xFF) >> 1);
        }
      }
      case 4 -> {
        for (int i = 0; i < line.length; i++) {
          int left = i < back ? 0 : line[i - back] & 0xFF;
          int corner = i < back ? 0 : above[i - back] & 0xFF;
          line[i] += (byte) paeth(left, above[i] & 0xFF, corner);
        }
      }
      default -> throw new BadFileException(file, "has damaged pixels: filter " + filter);
    }
  }

  private static int paeth(int left, int up, int corner) {
    int guess = left + up - corner;
    int toLeft = Math.abs(guess - left);
    int toUp = Math.abs(guess - up);
    int toCorner = Math.abs(guess - corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    chunks.close();
  }
}
