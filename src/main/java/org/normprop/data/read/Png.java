package org.normprop.data.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.normprop.io.BadFileException;

/**
 * Reads a PNG image line by line, its samples as they are stored: no colour space stands between
 * the file and the numbers, and no more than two lines are held.
 *
 * <p>Format: W3C, "Portable Network Graphics (PNG) Specification (Second Edition)". Grey, coloured
 * and palette images of 1 to 16 bits are read; fewer than 8 are spread over 0 to 255. Transparency
 * is left out, as it is by PIL's {@code convert("RGB")}, OpenCV and TensorFlow: pixels have the
 * colour that is stored. An image of one colour that shows something by its transparency alone is
 * refused. Of interlaced images all lines are held. Not thread-safe.
 */
public final class Png implements ImageLines {

  private static final int MOST_PIXELS_A_SIDE = 1 << 16;

  /** Deflate makes at most 1,032 bytes of one. */
  private static final int MOST_TIMES = 1032;

  /** Where the passes of an interlaced image begin, and how far apart their pixels are. */
  private static final int[] X0 = {0, 4, 0, 2, 0, 1, 0};

  private static final int[] Y0 = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] DX = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] DY = {8, 8, 8, 4, 4, 2, 2};

  private final Path file;
  private final PngChunks chunks;
  private final InflaterInputStream lines;
  private final Inflater inflater = new Inflater();
  private final PngHeader header;
  private final PngAlpha alpha = new PngAlpha();
  private byte[] line;
  private byte[] above;
  private int read;

  /** All samples of an interlaced image, once its first line was asked for. */
  private short[] all;

  private Png(Path file, PngChunks chunks) throws IOException {
    this.file = file;
    this.chunks = chunks;
    header = PngHeader.read(file, chunks);
    if (header.width() > MOST_PIXELS_A_SIDE) {
      throw new BadFileException(
          file, "is " + header.width() + " pixels wide, of at most " + MOST_PIXELS_A_SIDE);
    }
    long needed = (1 + (long) header.lineBytes(header.width())) * header.height();
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
    line = new byte[header.lineBytes(header.width())];
    above = new byte[line.length];
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

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public int channels() {
    return header.channels();
  }

  @Override
  public int white() {
    return header.white();
  }

  @Override
  public void readLine(int[] to) throws IOException {
    if (read++ == header.height()) {
      throw new IllegalStateException("all lines are read");
    }
    if (header.interlaced()) {
      if (all == null) {
        readPasses();
      }
      int size = header.width() * header.channels();
      for (int i = 0; i < size; i++) {
        to[i] = all[(read - 1) * size + i] & 0xFFFF;
      }
    } else {
      next(header.width(), to);
      if (read == header.height()) {
        finish();
      }
    }
  }

  /** The seven passes of an interlaced image (section 8 of the specification). */
  private void readPasses() throws IOException {
    int channels = header.channels();
    long size = (long) header.width() * header.height() * channels;
    if (size > Integer.MAX_VALUE - 8) {
      throw new BadFileException(file, "is too large to be read interlaced");
    }
    all = Heap.shorts(file, size);
    int[] samples = new int[header.width() * channels];
    for (int pass = 0; pass < 7; pass++) {
      int x0 = X0[pass];
      int dx = DX[pass];
      int width = (header.width() - x0 + dx - 1) / dx;
      Arrays.fill(line, (byte) 0); // the line above the first of a pass
      for (int y = Y0[pass]; width > 0 && y < header.height(); y += DY[pass]) {
        next(width, samples);
        for (int x = 0; x < width; x++) {
          int to = (y * header.width() + x0 + x * dx) * channels;
          for (int c = 0; c < channels; c++) {
            all[to + c] = (short) samples[x * channels + c];
          }
        }
      }
    }
    finish();
  }

  /** Reads a line of so many pixels. */
  private void next(int pixels, int[] to) throws IOException {
    byte[] spare = above;
    above = line;
    line = spare;
    int length = header.lineBytes(pixels);
    try {
      int filter = lines.read();
      if (filter < 0 || lines.readNBytes(line, 0, length) < length) {
        throw cutOff();
      }
      unfilter(filter, length);
    } catch (EOFException e) {
      throw cutOff();
    } catch (ZipException e) {
      throw new BadFileException(file, "has damaged pixels: " + e.getMessage());
    }
    header.expand(line, pixels, to, alpha);
  }

  private BadFileException cutOff() {
    return new BadFileException(
        file,
        header.interlaced()
            ? "has fewer lines of pixels than it declares"
            : "has " + (read - 1) + " lines of pixels, but declares " + header.height());
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
    if (alpha.isAllThereIs()) {
      throw new BadFileException(
          file,
          "has one colour everywhere, and shows what it shows by its transparency: save it on a"
              + " background, without transparency");
    }
  }

  /** Undoes what made the line easier to pack (section 9 of the specification). */
  private void unfilter(int filter, int length) throws BadFileException {
    int back = header.pixelBytes();
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int i = back; i < length; i++) {
          line[i] += line[i - back];
        }
      }
      case 2 -> {
        for (int i = 0; i < length; i++) {
          line[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 0; i < length; i++) {
          int left = i < back ? 0 : line[i - back] & 0xFF;
          line[i] += (byte) (left + (above[i] & 0xFF) >> 1);
        }
      }
      case 4 -> {
        for (int i = 0; i < length; i++) {
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
