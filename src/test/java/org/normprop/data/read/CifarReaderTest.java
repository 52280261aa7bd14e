package org.normprop.data.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.data.Loaded;
import org.normprop.data.Made;
import org.normprop.io.BadFileException;

class CifarReaderTest {

  @TempDir private Path folder;

  private static byte[] images(int... labels) {
    byte[] bytes = new byte[3073 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[3073 * i] = (byte) labels[i];
      bytes[3073 * i + 1] = (byte) 255; // red of the first pixel
      bytes[3073 * i + 3072] = (byte) (51 * i); // blue of the last one
    }
    return bytes;
  }

  private String refused() {
    return assertThrows(BadFileException.class, () -> CifarReader.folder("x", folder)).getMessage();
  }

  @Test
  void batchesFollowOneAnotherAndTheTestPartStandsAlone() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), images(3, 0));
    Files.write(folder.resolve("data_batch_2.bin"), images(9));
    assertTrue(CifarReader.folder("x", folder).test().isEmpty());
    Files.write(folder.resolve("test_batch.bin"), images(5));
    Loaded loaded = CifarReader.folder("x", folder);
    assertEquals(3, loaded.rows().size());
    assertEquals("truck", loaded.rows().classNames().get(loaded.rows().label(2)));
    float[] second = Made.row(loaded.rows(), 1);
    assertEquals(1, second[0]);
    assertEquals(0.2f, second[3071]);
    assertEquals(5, loaded.test().orElseThrow().label(0));
  }

  @Test
  void aFileThatIsNoWholeNumberOfImagesIsRefused() throws IOException {
    assertTrue(refused().endsWith("has no data_batch_1.bin"));
    byte[] whole = images(1, 2);
    for (int length : new int[] {0, 1, 3072, 3074, 6145}) {
      Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(whole, length));
      assertTrue(refused().contains("which is no whole number of images of 3073"));
    }
  }

  @Test
  void aClassAboveNineIsRefusedWithItsImage() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), images(9, 10));
    assertTrue(refused().endsWith("image 1 has class 10 of 10, counted from 0"));
  }
}
