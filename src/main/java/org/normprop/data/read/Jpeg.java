package org.normprop.data.read;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.normprop.io.BadFileException;

/**
 * Reads a JPEG image, grey or RGB, by the JDK's ImageIO: its samples as they come out of the
 * decoder, without colour profiles. What it declares can be held against its size before its pixels
 * are read. Not thread-safe.
 */
public final class Jpeg implements ImageLines {

  private static final int MOST_PIXELS_A_SIDE = 1 << 16;

  /** A block of 64 pixels in three colours takes half a byte at least. */
  private static final int MOST_TIMES = 1032;

  private final Path file;
  private final ImageInputStream in;
  private final ImageReader reader;
  private final List<String> warnings = new ArrayList<>();
  private final int width;
  private final int height;
  private final int channels;

  /** Read when the first line is wanted. */
  private BufferedImage image;

  private int read;

  private Jpeg(Path file, ImageInputStream in) throws IOException {
    this.file = file;
    this.in = in;
    reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    reader.setInput(in, true, true);
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try {
      width = reader.getWidth(0);
      height = reader.getHeight(0);
      channels = reader.getRawImageType(0) == null ? 0 : reader.getRawImageType(0).getNumBands();
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
    if (Math.max(width, height) > MOST_PIXELS_A_SIDE
        || (long) width * height * 3 > MOST_TIMES * Files.size(file)) {
      throw new BadFileException(
          file,
          "declares "
              + width
              + "x"
              + height
              + " pixels, which its "
              + Files.size(file)
              + " bytes cannot hold");
    }
    if (channels != 1 && channels != 3) {
      throw new BadFileException(
          file, "is a JPEG image that is neither grey nor RGB: save it in RGB");
    }
  }

  /**
   * Opens a file and reads what it declares.
   *
   * @param file the file
   * @return the image, before its first line
   * @throws BadFileException if it is no JPEG image, or of a kind that is not read
   * @throws IOException if it cannot be read
   */
  public static Jpeg open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 14);
    try {
      return new Jpeg(file, new MemoryCacheImageInputStream(raw));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private BadFileException damaged(Exception e) {
    return new BadFileException(file, "is a damaged JPEG image: " + e.getMessage());
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int white() {
    return 255;
  }

  @Override
  public void readLine(int[] to) throws IOException {
    if (read == height) {
      throw new IllegalStateException("all lines are read");
    }
    if (image == null) {
      image = decoded();
    }
    image.getRaster().getPixels(0, read++, width, 1, to);
  }

  private BufferedImage decoded() throws IOException {
    BufferedImage decoded;
    try {
      decoded = reader.read(0);
    } catch (IOException | RuntimeException e) { // the decoder throws anything for damaged data
      throw damaged(e);
    }
    for (String warning : warnings) {
      if (warning.contains("remature end")) {
        throw new BadFileException(file, "is cut off");
      }
    }
    if (decoded.getRaster().getNumBands() != channels) {
      throw new BadFileException(
          file, "is a JPEG image that is neither grey nor RGB: save it in RGB");
    }
    return decoded;
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    in.close();
  }
}
