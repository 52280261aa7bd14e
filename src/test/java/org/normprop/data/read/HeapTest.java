package org.normprop.data.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.io.BadFileException;

class HeapTest {

  @TempDir private Path folder;

  /** Reads images in a heap that is too small for them. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws Exception {
      try {
        CifarReader.read("x", List.of(Path.of(arguments[0])));
      } catch (BadFileException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void aHeapThatIsTooSmallIsNamedWithWhatIsNeeded() throws Exception {
    Path file = folder.resolve("data_batch_1.bin");
    try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
      empty.setLength(20_000L * 3073);
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(said.startsWith(file + ": needs 59 MB of memory, but Java may take only 3"), said);
    assertTrue(said.endsWith(" MB in all; raise it with java -Xmx"), said);
  }
}
