package org.normprop.data.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.Made;
import org.normprop.data.SampleShape;
import org.normprop.io.BadFileException;

class IdxReaderTest {

  private static final byte[] IMAGES = Made.idx(new int[] {2, 1, 3}, 0, 51, 255, 1, 2, 3);
  private static final byte[] LABELS = Made.idx(new int[] {2}, 4, 0);

  @TempDir private Path folder;

  private DataSet read(byte[] images, byte[] labels) throws IOException {
    return IdxReader.read(
        "x",
        Files.write(folder.resolve("images"), images),
        Files.write(folder.resolve("labels"), labels),
        List.of());
  }

  private String refused(byte[] images, byte[] labels) {
    return assertThrows(BadFileException.class, () -> read(images, labels)).getMessage();
  }

  @Test
  void imagesAndLabelsAreReadPackedOrNot() throws IOException {
    for (DataSet data :
        List.of(read(IMAGES, LABELS), read(Made.packed(IMAGES), Made.packed(LABELS)))) {
      assertEquals(new SampleShape(1, 1, 3), data.shape());
      assertArrayEquals(new float[] {0, 0.2f, 1}, Made.row(data, 0));
      assertEquals(4, data.label(0));
      assertEquals(List.of("0", "1", "2", "3", "4"), data.classNames());
    }
  }

  @Test
  void aFolderHasATrainingAndATestPart() throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte"), IMAGES);
    Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), Made.packed(LABELS));
    assertTrue(IdxReader.folder("x", folder, List.of()).test().isEmpty());
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), IMAGES);
    BadFileException e =
        assertThrows(BadFileException.class, () -> IdxReader.folder("x", folder, List.of()));
    assertTrue(e.getMessage().contains("has no t10k-labels-idx1-ubyte"), e.getMessage());
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), Made.idx(new int[] {2}, 1, 0));
    Loaded loaded = IdxReader.folder("x", folder, List.of());
    assertEquals(loaded.rows().classNames(), loaded.test().orElseThrow().classNames());
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), Made.idx(new int[] {2}, 5, 0));
    e = assertThrows(BadFileException.class, () -> IdxReader.folder("x", folder, List.of()));
    assertTrue(e.getMessage().contains("label 0 is 5, but there are 5 classes"), e.getMessage());
  }

  @Test
  void aFileCutOffAnywhereIsRefused() throws IOException {
    for (int length = 0; length < IMAGES.length; length++) {
      refused(Arrays.copyOf(IMAGES, length), LABELS);
      refused(Made.packed(Arrays.copyOf(IMAGES, length)), LABELS);
    }
    for (int length = 0; length < LABELS.length; length++) {
      refused(IMAGES, Arrays.copyOf(LABELS, length));
    }
    byte[] packed = Made.packed(IMAGES);
    for (int length = 0; length < packed.length; length++) {
      refused(Arrays.copyOf(packed, length), LABELS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647,2147483647,2147483647",
    "1000000,1000,1000",
    "-1,1,3",
    "0,1,3",
    "2000000000,1,1"
  })
  void declaredSizesThatTheFileCannotHoldAreRefused(int rows, int height, int width)
      throws IOException {
    byte[] bytes = Made.idx(new int[] {rows, height, width}, 1, 2, 3);
    assertTrue(refused(bytes, LABELS).contains("declares"));
    assertTrue(refused(Made.packed(bytes), LABELS).contains("declares"));
  }

  @Test
  void faultsSayWhatIsWrong() {
    assertTrue(refused(new byte[] {1, 2, 3, 4, 5}, LABELS).endsWith("it begins with 01020304"));
    byte[] floats = IMAGES.clone();
    floats[2] = 13;
    assertTrue(refused(floats, LABELS).contains("has values of type 13; only unsigned bytes"));
    assertTrue(refused(LABELS, LABELS).contains("has 1 dimensions instead of 3"));
    assertTrue(
        refused(IMAGES, Made.idx(new int[] {3}, 1, 2, 3))
            .endsWith("has 3 labels, but images has 2 images"));
    assertTrue(
        refused(Arrays.copyOf(IMAGES, IMAGES.length + 1), LABELS)
            .endsWith("goes on behind the 6 values it declares"));
  }
}
