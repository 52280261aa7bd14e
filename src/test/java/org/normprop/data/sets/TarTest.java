package org.normprop.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.data.read.Tar;
import org.normprop.io.BadFileException;

class TarTest {

  private static final Path NAME = Path.of("a.tar");
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private static Map<String, byte[]> files(byte[] archive) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Tar tar = new Tar(NAME, new ByteArrayInputStream(archive));
    for (String name = tar.next(); name != null; name = tar.next()) {
      files.put(name, tar.file().readAllBytes());
    }
    return files;
  }

  private static String refused(byte[] archive) {
    return assertThrows(BadFileException.class, () -> files(archive)).getMessage();
  }

  @Test
  void regularFilesComeWithTheirBytesAndAllElseIsPassedOver() throws IOException {
    byte[] block = new byte[512];
    byte[] archive =
        new TarMaker()
            .entry("./", '5', new byte[0], 0)
            .file("./a/hello", HELLO)
            .entry("link", '2', new byte[0], 0)
            .entry("hard", '1', new byte[0], 0)
            .entry("device", '3', new byte[0], 0)
            .file("empty", new byte[0])
            .file("block", block)
            .bytes();
    Map<String, byte[]> files = files(archive);
    assertEquals(List.of("a/hello", "empty", "block"), List.copyOf(files.keySet()));
    assertArrayEquals(HELLO, files.get("a/hello"));
    assertArrayEquals(block, files.get("block"));
  }

  @Test
  void filesNeedNotBeReadToGoOn() throws IOException {
    Tar tar =
        new Tar(
            NAME,
            new ByteArrayInputStream(
                new TarMaker().file("a", new byte[2000]).file("b", HELLO).bytes()));
    assertEquals("a", tar.next());
    assertEquals(0, tar.file().read());
    assertEquals("b", tar.next());
    assertEquals('h', tar.file().read());
    assertEquals(null, tar.next());
  }

  @Test
  void whatOtherProgramsWriteIsRead() throws Exception {
    String longName = "n".repeat(150) + ".bin";
    Path inside = Files.createDirectories(folder.resolve("d".repeat(90)).resolve("e".repeat(60)));
    Files.write(inside.resolve(longName), HELLO);
    Files.write(inside.resolve("ä"), HELLO);
    for (String format : List.of("ustar", "gnu", "pax")) {
      Path archive = folder.resolve(format + ".tar");
      String[] command = {
        "tar",
        "--format=" + format,
        "-cf",
        archive.toString(),
        "-C",
        folder.toString(),
        inside.getParent().getFileName().toString()
      };
      boolean written = false;
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
        written = process.waitFor() == 0 || format.equals("ustar");
      } catch (IOException e) {
        // Then there is no tar.
      }
      assumeTrue(written, "tar is not installed");
      Map<String, byte[]> files = files(Files.readAllBytes(archive));
      String prefix = "d".repeat(90) + "/" + "e".repeat(60) + "/";
      if (!format.equals("ustar")) { // ustar has no room for the name
        assertArrayEquals(HELLO, files.get(prefix + longName));
      }
      assertArrayEquals(HELLO, files.get(prefix + "ä"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "/etc/passwd",
        "..",
        "a/..",
        "..\\evil",
        "C:evil",
        "./../evil"
      })
  void namesThatLeadOutOfTheArchiveAreRefused(String name) {
    for (char type : new char[] {'0', '2', '5'}) {
      assertTrue(
          refused(new TarMaker().entry(name, type, new byte[0], 0).bytes())
              .contains("has an entry that leads out of it: '" + name + "'"));
    }
    byte[] path = (" path=" + name + "\n").getBytes(StandardCharsets.UTF_8);
    assertTrue(
        refused(new TarMaker().entry("pax", 'x', path, path.length).file("harmless", HELLO).bytes())
            .contains("leads out of it"));
    byte[] gnu = name.getBytes(StandardCharsets.UTF_8);
    assertTrue(
        refused(
                new TarMaker()
                    .entry("././@LongLink", 'L', gnu, gnu.length)
                    .file("harmless", HELLO)
                    .bytes())
            .contains("leads out of it"));
  }

  @Test
  void anArchiveCutOffAnywhereIsRefusedOrAWholeNumberOfFiles() throws IOException {
    byte[] whole = new TarMaker().file("a", HELLO).file("b", HELLO).bytes();
    for (int length = 1; length < 2048; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length == 1024) {
        assertEquals(1, files(cut).size());
      } else {
        assertTrue(refused(cut).endsWith("is cut off: its tar data end too early"));
      }
    }
  }

  @Test
  void declaredSizesAreNotTakenAsMemory() {
    assertTrue(
        refused(new TarMaker().entry("a", '0', HELLO, 0x1FFFFFFFFL).bytes()).contains("cut off"));
    assertTrue(
        refused(new TarMaker().entry("a", 'L', HELLO, 1 << 30).bytes())
            .contains("a name of 1073741824 bytes"));
    byte[] header = new byte[512];
    TarMaker.put(header, 0, "a");
    header[124] = (byte) 0x80; // GNU's binary form
    header[128] = 1;
    header[156] = '0';
    assertTrue(refused(new TarMaker().raw(header.clone(), HELLO).bytes()).contains("impossible"));
    byte[] size = "30 size=99999999999999999999\n".getBytes(StandardCharsets.UTF_8);
    assertTrue(
        refused(new TarMaker().entry("pax", 'x', size, size.length).file("a", HELLO).bytes())
            .contains("impossible"));
  }

  @Test
  void aFlippedBitInAHeaderIsNoticed() {
    byte[] whole = new TarMaker().file("a", HELLO).bytes();
    for (int bit = 0; bit < 8 * 512; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      if (bit / 8 >= 148 && bit / 8 < 156) {
        continue; // the checksum itself, which can be written in several ways
      }
      assertTrue(refused(flipped).contains("tar archive"), "bit " + bit);
    }
  }
}
