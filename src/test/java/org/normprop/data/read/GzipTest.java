package org.normprop.data.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.io.BadFileException;

class GzipTest {

  @TempDir private Path folder;

  private Path packed(byte[] bytes) throws IOException {
    Path file = folder.resolve("file.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  private static byte[] unpacked(Path file) throws IOException {
    try (InputStream in = Gzip.open(file)) {
      return in.readAllBytes();
    }
  }

  @Test
  void packedAndPlainFilesAreOpenedAlike() throws IOException {
    byte[] bytes = {1, 2, 3};
    assertArrayEquals(bytes, unpacked(packed(bytes)));
    Path plain = Files.write(folder.resolve("plain"), bytes);
    assertArrayEquals(bytes, unpacked(plain));
    try (InputStream in = Gzip.open(packed(bytes))) {
      assertEquals(1, in.read());
      assertEquals(1, in.skip(1));
      assertEquals(3, in.read());
      assertEquals(-1, in.read());
    }
  }

  @Test
  void aFileCutOffAnywhereIsRefused() throws IOException {
    Path file = packed("some text, some text, some more text".getBytes());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 2; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      BadFileException e = assertThrows(BadFileException.class, () -> unpacked(file));
      assertEquals(file + ": is cut off: its gzip data end too early", e.getMessage());
    }
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    Path file = packed(new byte[1000]);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 6] ^= 1; // in the checksum
    Files.write(file, bytes);
    BadFileException e = assertThrows(BadFileException.class, () -> unpacked(file));
    assertTrue(e.getMessage().contains("is no intact gzip file"), e.getMessage());
  }

  @Test
  void aBombIsRefused() throws IOException {
    Path file = packed(new byte[1 << 25]); // zeros: a thousand times smaller when packed
    BadFileException e = assertThrows(BadFileException.class, () -> unpacked(file));
    assertTrue(e.getMessage().contains("unpacks to more than the"), e.getMessage());
  }
}
