package org.normprop.data.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.normprop.io.BadFileException;

/**
 * What a PNG file says of its pixels before they come.
 *
 * @param width pixels in a line
 * @param height lines
 * @param bits of a sample: 1, 2, 4, 8 or 16
 * @param colour the type of colour: bit 0 palette, bit 1 colour, bit 2 alpha
 * @param interlaced whether lines come in the seven passes of Adam7
 * @param palette three bytes for each index, or null
 */
record PngHeader(
    Path file, int width, int height, int bits, int colour, boolean interlaced, byte[] palette) {

  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;
  private static final int LENGTH = 13;
  private static final int LARGEST_PALETTE = 256 * 3;

  /** Reads chunks up to the first one of pixels. */
  static PngHeader read(Path file, PngChunks chunks) throws IOException {
    if (!chunks.next().equals("IHDR") || chunks.length() != LENGTH) {
      throw new BadFileException(file, "is no PNG file: it has no header");
    }
    ByteBuffer header = ByteBuffer.wrap(chunks.bytes());
    int width = header.getInt();
    int height = header.getInt();
    int bits = header.get();
    int colour = header.get();
    boolean coded = header.get() != 0 || header.get() != 0;
    if (width < 1 || height < 1 || coded || !allowed(colour, bits)) {
      throw new BadFileException(file, "has a header that breaks the PNG format");
    }
    int interlace = header.get();
    if (interlace != 0 && interlace != 1) {
      throw new BadFileException(file, "has a header that breaks the PNG format");
    }
    byte[] palette = null;
    for (String type = chunks.next(); !type.equals("IDAT"); type = chunks.next()) {
      if (type.equals("PLTE")) {
        if (chunks.length() > LARGEST_PALETTE || chunks.length() % 3 != 0) {
          throw new BadFileException(file, "has a palette of " + chunks.length() + " bytes");
        }
        palette = chunks.bytes();
      } else if (Character.isUpperCase(type.charAt(0))) {
        throw new BadFileException(file, "has a chunk that nobody knows before its pixels");
      } else {
        chunks.skip();
      }
    }
    if (colour == PALETTE && palette == null) {
      throw new BadFileException(file, "has no palette for its colours");
    }
    return new PngHeader(file, width, height, bits, colour, interlace == 1, palette);
  }

  private static boolean allowed(int colour, int bits) {
    return switch (colour) {
      case GREY -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
      case PALETTE -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
      case RGB, GREY_ALPHA, RGB_ALPHA -> bits == 8 || bits == 16;
      default -> false;
    };
  }

  /** 1 for grey, 3 for colours. */
  int channels() {
    return colour == GREY || colour == GREY_ALPHA ? 1 : 3;
  }

  private boolean hasAlpha() {
    return colour == GREY_ALPHA || colour == RGB_ALPHA;
  }

  private int samples() {
    return colour == PALETTE ? 1 : channels() + (hasAlpha() ? 1 : 0);
  }

  /** The sample that stands for full light. */
  int white() {
    return bits == 16 ? 0xFFFF : 0xFF;
  }

  /** Bytes of a line of so many pixels; widths are checked against {@code 1 << 16} before. */
  int lineBytes(int pixels) {
    return (int) (((long) pixels * samples() * bits + 7) / 8);
  }

  /** Bytes of a pixel, at least 1, by which filters look back. */
  int pixelBytes() {
    return Math.max(1, samples() * bits / 8);
  }

  /**
   * Makes samples of bytes: channels() for each pixel.
   *
   * @param seen is told the least alpha of the line
   */
  void expand(byte[] line, int pixels, int[] to, PngAlpha seen) throws BadFileException {
    int out = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      if (colour == PALETTE) {
        int index = 3 * sample(line, pixel);
        if (index >= palette.length) {
          throw new BadFileException(file, "has a colour that its palette lacks");
        }
        to[out++] = palette[index] & 0xFF;
        to[out++] = palette[index + 1] & 0xFF;
        to[out++] = palette[index + 2] & 0xFF;
        continue;
      }
      int first = pixel * samples();
      for (int c = 0; c < channels(); c++) {
        to[out++] = spread(sample(line, first + c));
      }
      if (hasAlpha()) {
        seen.pixel(to, out - channels(), channels(), sample(line, first + channels()) < white());
      }
    }
  }

  private int sample(byte[] line, int index) {
    if (bits == 16) {
      return (line[2 * index] & 0xFF) << 8 | line[2 * index + 1] & 0xFF;
    }
    if (bits == 8) {
      return line[index] & 0xFF;
    }
    int perByte = 8 / bits;
    int shift = 8 - bits * (index % perByte + 1);
    return line[index / perByte] >> shift & (1 << bits) - 1;
  }

  /** Grey of few bits to 0..255; the bits of a palette's index stay as they are. */
  private int spread(int sample) {
    return bits >= 8 ? sample : sample * 255 / ((1 << bits) - 1);
  }
}
