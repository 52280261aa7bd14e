package org.normprop.data.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.io.BadFileException;

/** An image that is read line by line. Not thread-safe. */
public sealed interface ImageLines extends Closeable permits Png, Jpeg {

  /**
   * Opens an image, a PNG or a JPEG by its first bytes.
   *
   * @param file the file
   * @return the image, before its first line
   * @throws BadFileException if it is no such image, or of a kind that is not read
   * @throws IOException if it cannot be read
   */
  static ImageLines open(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(2);
    }
    boolean jpeg = head.length == 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xD8;
    return jpeg ? Jpeg.open(file) : Png.open(file);
  }

  /**
   * The width.
   *
   * @return pixels in a line
   */
  int width();

  /**
   * The height.
   *
   * @return the number of lines
   */
  int height();

  /**
   * The number of channels.
   *
   * @return 1 for grey images, 3 for coloured ones
   */
  int channels();

  /**
   * The sample that stands for full light.
   *
   * @return 255, or 65535 for 16 bits
   */
  int white();

  /**
   * Reads the next line.
   *
   * @param to takes its samples, pixel by pixel, the channels of a pixel side by side
   * @throws BadFileException if the image is damaged
   * @throws IOException if it cannot be read
   */
  void readLine(int[] to) throws IOException;
}
