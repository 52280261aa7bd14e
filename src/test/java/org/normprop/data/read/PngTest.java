package org.normprop.data.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.io.BadFileException;

/** The foreign implementation that writes the images here is the JDK's javax.imageio. */
class PngTest {

  @TempDir private Path folder;

  private static BufferedImage noise(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    SplittableRandom random = new SplittableRandom(width * 31L + height);
    Raster raster = image.getRaster();
    int levels = 1 << raster.getSampleModel().getSampleSize(0);
    int[] samples = new int[width * height * raster.getNumBands()];
    for (int i = 0; i < samples.length; i++) {
      // Runs and ramps, so that the writer has a use for every kind of filter.
      samples[i] = (levels / 256 * 77 + 1) * (i / 7 + random.nextInt(3)) % levels;
    }
    image.getRaster().setPixels(0, 0, width, height, samples);
    return image;
  }

  private Path written(BufferedImage image) throws IOException {
    Path file = folder.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static int[] read(Path file) throws IOException {
    try (Png png = Png.open(file)) {
      int size = png.width() * png.channels();
      int[] all = new int[size * png.height()];
      int[] line = new int[size];
      for (int y = 0; y < png.height(); y++) {
        png.readLine(line);
        System.arraycopy(line, 0, all, y * size, size);
      }
      return all;
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_USHORT_GRAY
      })
  void samplesAreThoseThatWereWritten(int type) throws IOException {
    for (int width = 1; width < 20; width++) {
      BufferedImage image = noise(type, width, 23 - width);
      int[] samples = image.getRaster().getPixels(0, 0, width, 23 - width, (int[]) null);
      assertArrayEquals(samples, read(written(image)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void palettesGiveTheirColours(int bits) throws IOException {
    int colours = 1 << bits;
    byte[][] rgb = new byte[3][colours];
    for (int i = 0; i < colours; i++) {
      rgb[0][i] = (byte) (i * 5);
      rgb[1][i] = (byte) (255 - i * 3);
      rgb[2][i] = (byte) (i * 91);
    }
    IndexColorModel model = new IndexColorModel(bits, colours, rgb[0], rgb[1], rgb[2]);
    BufferedImage image =
        bits < 8
            ? new BufferedImage(13, 7, BufferedImage.TYPE_BYTE_BINARY, model)
            : new BufferedImage(13, 7, BufferedImage.TYPE_BYTE_INDEXED, model);
    int[] expected = new int[3 * 13 * 7];
    for (int i = 0; i < 13 * 7; i++) {
      int index = i * 11 % colours;
      image.getRaster().setSample(i % 13, i / 13, 0, index);
      for (int c = 0; c < 3; c++) {
        expected[3 * i + c] = rgb[c][index] & 0xFF;
      }
    }
    assertArrayEquals(expected, read(written(image)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void greyOfFewBitsIsSpread(int bits) throws IOException {
    // imageio writes grey of few bits from a palette of evenly spaced greys.
    int levels = 1 << bits;
    byte[] greys = new byte[levels];
    for (int i = 0; i < levels; i++) {
      greys[i] = (byte) (i * 255 / (levels - 1));
    }
    BufferedImage image =
        new BufferedImage(
            9,
            3,
            BufferedImage.TYPE_BYTE_BINARY,
            new IndexColorModel(bits, levels, greys, greys, greys));
    for (int i = 0; i < 27; i++) {
      image.getRaster().setSample(i % 9, i / 9, 0, i % levels);
    }
    try (Png png = Png.open(written(image))) {
      assertEquals(1, png.channels());
      int[] line = new int[9];
      png.readLine(line);
      for (int x = 0; x < 9; x++) {
        assertEquals(greys[x % levels] & 0xFF, line[x]);
      }
    }
  }

  @Test
  void transparencyIsLeftOutUnlessItIsAllThatAnImageShows() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFF010203);
    image.setRGB(1, 0, 0x10040506);
    assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, read(written(image)));
    image.setRGB(1, 0, 0x10010203);
    assertRefused(
        "has one colour everywhere, and shows what it shows by its transparency: save it on a"
            + " background, without transparency",
        written(image));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void interlacedImagesGiveTheSamePixels(int type) throws IOException {
    for (int width = 1; width < 12; width++) {
      BufferedImage image = noise(type, width, 13 - width);
      assertArrayEquals(read(written(image)), read(interlaced(image)), "width " + width);
    }
  }

  private Path interlaced(BufferedImage image) throws IOException {
    Path file = folder.resolve("interlaced.png");
    Files.deleteIfExists(file);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    }
    assertEquals(1, Files.readAllBytes(file)[28], "the header says that it is interlaced");
    return file;
  }

  @Test
  void anInterlacedImageCutOffAnywhereIsRefused() throws IOException {
    Path file = interlaced(noise(BufferedImage.TYPE_3BYTE_BGR, 9, 9));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(BadFileException.class, () -> read(file), "cut at " + length);
    }
  }

  @Test
  void anImageCutOffAnywhereIsRefused() throws IOException {
    Path file = written(noise(BufferedImage.TYPE_3BYTE_BGR, 9, 9));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(BadFileException.class, () -> read(file), "cut at " + length);
    }
  }

  @Test
  void aFlippedBitIsNoticedWhereverItIs() throws IOException {
    Path file = written(noise(BufferedImage.TYPE_3BYTE_BGR, 3, 3));
    byte[] whole = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);
      assertThrows(BadFileException.class, () -> read(file), "bit " + bit);
    }
  }

  @Test
  void declaredSizesThatTheFileCannotHoldAreRefusedBeforeMemoryIsTaken() throws IOException {
    Path file = written(noise(BufferedImage.TYPE_BYTE_GRAY, 9, 9));
    byte[] bytes = Files.readAllBytes(file);
    for (int[] size : new int[][] {{1 << 16, 1 << 30}, {1 << 30, 1}, {60_000, 60_000}}) {
      java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(bytes);
      header.putInt(16, size[0]).putInt(20, size[1]);
      java.util.zip.CRC32 crc = new java.util.zip.CRC32();
      crc.update(bytes, 12, 17);
      header.putInt(29, (int) crc.getValue());
      Files.write(file, bytes);
      BadFileException e = assertThrows(BadFileException.class, () -> Png.open(file));
      assertTrue(
          e.getMessage().contains("cannot hold") || e.getMessage().contains("pixels wide"),
          e.getMessage());
    }
  }

  private static void assertRefused(String message, Path file) {
    BadFileException e = assertThrows(BadFileException.class, () -> read(file));
    assertEquals(file + ": " + message, e.getMessage());
  }
}
