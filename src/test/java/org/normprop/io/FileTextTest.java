package org.normprop.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be read is named. */
class FileTextTest {

  @TempDir private Path dir;

  @Test
  void textIsRead() throws IOException {
    Path file = Files.writeString(dir.resolve("text"), "norm ±\n");
    assertEquals("norm ±\n", FileText.read(file));
  }

  @Test
  void aFolderIsToldAsOne() {
    String message = assertThrows(BadFileException.class, () -> FileText.read(dir)).getMessage();
    assertEquals(dir + ": is a folder, where a file is expected", message);
    assertThrows(BadFileException.class, () -> Csv.open(dir));
  }

  @Test
  void whatIsNotUtf8IsNamed() throws IOException {
    Path file = Files.write(dir.resolve("latin1"), new byte[] {'a', (byte) 0xE4});
    String message = assertThrows(BadFileException.class, () -> FileText.read(file)).getMessage();
    assertEquals(file + ": is no text in UTF-8", message);
  }
}
