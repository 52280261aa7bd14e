package org.normprop.data.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.Made;
import org.normprop.data.Parts;
import org.normprop.data.SampleShape;
import org.normprop.data.TargetKind;
import org.normprop.io.BadFileException;

class ImageFilesTest {

  @TempDir private Path folder;

  private Path image(String path, int width, int... rgb) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, rgb.length / width, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < rgb.length; i++) {
      image.setRGB(i % width, i / width, rgb[i]);
    }
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private void refused(String message) {
    BadFileException e = assertThrows(BadFileException.class, () -> ImageFiles.folder("x", folder));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void aFolderForEachClassIsReadChannelByChannel() throws IOException {
    image("dög/b.png", 2, 0x000000, 0x0000FF);
    image("cat/1.PNG", 2, 0xFF0033, 0x336600);
    image("cat/0.png", 2, 0x000000, 0x000000);
    Files.writeString(folder.resolve(".DS_Store"), "x");
    Loaded loaded = ImageFiles.folder("pets", folder);
    DataSet data = loaded.rows();
    assertEquals(new SampleShape(3, 1, 2), data.shape());
    assertEquals(List.of("cat", "dög"), data.classNames());
    assertEquals(3, data.size());
    assertArrayEquals(new float[] {1, 0.2f, 0, 0.4f, 0.2f, 0}, Made.row(data, 1));
    assertEquals(0, data.label(1));
    assertEquals(1, data.label(2));
    assertTrue(loaded.test().isEmpty());
  }

  @Test
  void trainAndTestFoldersAreThePublishedParts() throws IOException {
    image("train/a/1.png", 1, 0);
    image("train/b/1.png", 1, 0);
    image("test/b/1.png", 1, 0);
    Parts parts = ImageFiles.folder("x", folder).parts(0.5, 1);
    assertEquals(2, parts.train().size());
    assertEquals(1, parts.heldOut().label(0));
    image("test/c/1.png", 1, 0);
    refused("has classes that train lacks");
  }

  @Test
  void imagesMustBeOfOneSize() throws IOException {
    image("a/1.png", 1, 0);
    image("a/2.png", 2, 0, 0);
    refused("2.png: is 3x1x2, but 1.png is 3");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    refused("has no images in folders");
    Path stray = Files.writeString(folder.resolve("readme.txt"), "x");
    refused("readme.txt: stands beside folders of images");
    Files.delete(stray);
    image("a/1.png", 1, 0);
    Files.writeString(folder.resolve("a/2.jpg"), "x");
    refused("2.jpg: is no PNG file");
    Files.move(folder.resolve("a/2.jpg"), folder.resolve("a/2.bmp"));
    refused("2.bmp: is no PNG or JPEG image: take it out");
  }

  @Test
  void aBombOfManyImagesIsRefusedBeforeMemoryIsTaken() throws IOException {
    Path black = image("a/0.png", 2000, new int[2000 * 2000]);
    for (int i = 1; i < 8; i++) {
      Files.copy(black, folder.resolve("a/" + i + ".png"));
    }
    refused("8 such images");
  }

  @Test
  void singleImagesAreReadWithoutClasses() throws IOException {
    DataSet data = ImageFiles.images("x", List.of(image("1.png", 1, 0xFFFFFF)));
    assertEquals(TargetKind.NONE, data.targetKind());
    assertArrayEquals(new float[] {1, 1, 1}, Made.row(data, 0));
  }

  @Test
  void aClassWithoutImagesIsRefused() throws IOException {
    image("a/1.png", 1, 0);
    Files.createDirectories(folder.resolve("b"));
    refused("b: has no images, and would be a class: remove it, or put its images there");
  }

  @Test
  void sixteenBitsKeepTheirDepthAndEightTheirScale() throws IOException {
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setPixels(0, 0, 2, 1, new int[] {257, 65534});
    Path second = folder.resolve("b.png");
    ImageIO.write(deep, "png", second.toFile());
    BufferedImage shallow = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    shallow.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 255});
    Path first = folder.resolve("a.png");
    ImageIO.write(shallow, "png", first.toFile());
    DataSet data = ImageFiles.images("x", List.of(first, second, first));
    assertArrayEquals(new float[] {1 / 255f, 1}, Made.row(data, 0));
    assertArrayEquals(new float[] {257 / 65535f, 65534 / 65535f}, Made.row(data, 1));
    assertArrayEquals(new float[] {1 / 255f, 1}, Made.row(data, 2));
  }

  /** JPEG loses digits: a plain image loses the least. */
  @Test
  void jpegImagesAreRead() throws IOException {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 128; i++) {
      image.setRGB(i % 16, i / 16, 0xC86432);
    }
    Path file = folder.resolve("a/1.jpg");
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "jpeg", file.toFile());
    float[] row = Made.row(ImageFiles.folder("x", folder).rows(), 0);
    for (int i = 0; i < 128; i++) {
      assertEquals(200 / 255f, row[i], 4 / 255f);
      assertEquals(100 / 255f, row[128 + i], 4 / 255f);
      assertEquals(50 / 255f, row[256 + i], 4 / 255f);
    }
    byte[] whole = Files.readAllBytes(file);
    for (int length = 2; length < whole.length - 2; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      refused("1.jpg: ");
    }
  }

  @Test
  void greyJpegImagesHaveOneChannel() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      image.getRaster().setSample(i % 8, i / 8, 0, 77);
    }
    Path file = folder.resolve("1.jpeg");
    ImageIO.write(image, "jpeg", file.toFile());
    DataSet data = ImageFiles.images("x", List.of(file));
    assertEquals(new SampleShape(1, 8, 8), data.shape());
    assertEquals(77 / 255f, Made.row(data, 0)[0], 2 / 255f);
  }
}
