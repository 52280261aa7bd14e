package org.normprop.data.sets;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.data.DataSet;
import org.normprop.data.Made;
import org.normprop.data.read.CifarReader;
import org.normprop.data.read.Gzip;
import org.normprop.data.read.IdxReader;
import org.normprop.data.read.ImageFiles;
import org.normprop.data.read.NumpyFiles;
import org.normprop.data.read.Tar;
import org.normprop.data.table.TableReader;
import org.normprop.data.table.TableRequest;
import org.normprop.io.BadFileException;

/**
 * Damaged files are either read or refused by a {@link BadFileException}: no other exception, no
 * hang, and no memory beyond what the input's size allows.
 *
 * <p>The system property {@code normprop.fuzz} says how many files of each kind are tried; the
 * profile {@code soak} sets it.
 */
class HostileFilesTest {

  private static final int INPUTS = Integer.getInteger("normprop.fuzz", 300);

  /** A kibibyte that is packed may be 16 MiB unpacked, held twice while a list grows, and more. */
  private static final long MOST_MEMORY = 1 << 26;

  private static final String CSV =
      "a,\"b, \"\"c\"\"\",y\n1,2.5,cat\n-3e-2,0,\"dög\"\n\n4,+5.,cat\r\n1e30,.5,eel\n";

  @TempDir private Path folder;

  /** Reads a file to its end. */
  @FunctionalInterface
  private interface Reader {
    void read(Path file) throws IOException;
  }

  /** Makes a damaged file look whole where it can, so that the damage is met further inside. */
  @FunctionalInterface
  private interface Mend {
    byte[] mend(byte[] bytes) throws IOException;
  }

  private void hold(String name, byte[] whole, Mend mend, Reader reader) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path file = folder.resolve(name);
    assertTimeoutPreemptively(
        Duration.ofMillis(60_000L + 20L * INPUTS),
        () -> {
          Files.write(file, mend.mend(whole));
          reader.read(file);
          SplittableRandom random = new SplittableRandom(name.hashCode());
          int refused = 0;
          for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = Mutations.of(whole, random);
            Files.write(file, random.nextInt(4) > 0 ? mend.mend(bytes) : bytes);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
              reader.read(file);
            } catch (BadFileException e) {
              refused++;
              assertTrue(e.getMessage().length() < 2000, "a message of endless length");
            } catch (IOException | RuntimeException | Error e) {
              Files.copy(file, Path.of(System.getProperty("java.io.tmpdir"), "hostile-" + name));
              fail(name + " number " + i + " brought about " + e, e);
            }
            long taken = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(taken < MOST_MEMORY, name + " number " + i + " took " + taken + " bytes");
          }
          if (Integer.getInteger("normprop.fuzz") != null) {
            System.out.printf("%s: %d tried, %d refused%n", name, INPUTS, refused);
          }
          // The negative control: mutations do damage.
          assertTrue(refused > INPUTS / 10, name + ": only " + refused + " were refused");
        });
  }

  @Test
  void csvFiles() {
    byte[] csv = CSV.getBytes(StandardCharsets.UTF_8);
    TableRequest layout = TableRequest.predicting("y");
    hold("a.csv", csv, bytes -> bytes, file -> TableReader.read(file, layout));
    hold("a.csv.gz", csv, Made::packed, file -> TableReader.read(file, layout));
  }

  @Test
  void packedFilesDamagedOutside() throws IOException {
    byte[] packed = Made.packed(CSV.getBytes(StandardCharsets.UTF_8));
    hold(
        "a.gz",
        packed,
        bytes -> bytes,
        file -> {
          try (InputStream in = Gzip.open(file)) {
            in.transferTo(OutputStream.nullOutputStream());
          }
        });
  }

  @Test
  void idxFiles() {
    byte[] images = Made.idx(new int[] {3, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    byte[] labels = Made.idx(new int[] {3}, 1, 2, 0);
    Reader reader =
        file -> {
          Path other = folder.resolve("labels");
          Files.write(other, labels);
          IdxReader.read("x", file, other, List.of());
        };
    hold("images", images, bytes -> bytes, reader);
    hold("images.gz", images, Made::packed, reader);
  }

  @Test
  void cifarFiles() {
    hold(
        "data_batch_1.bin",
        new byte[2 * 3073],
        bytes -> java.util.Arrays.copyOf(bytes, 2 * 3073 + (bytes.length < 3073 ? 1 : 0)),
        file -> {
          DataSet data = CifarReader.folder("x", folder).rows();
          if (data.size() != 2) {
            throw new BadFileException(file, "has another number of images");
          }
          data.label(1);
          // Zeros are images of class 0, so that most damage is no fault; make it one.
          for (int row = 0; row < 2; row++) {
            for (float value : Made.row(data, row)) {
              if (value != 0) {
                throw new BadFileException(file, "is not black");
              }
            }
          }
        });
  }

  @Test
  void pngFiles() throws IOException {
    for (int type :
        List.of(
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_GRAY)) {
      BufferedImage image = new BufferedImage(9, 7, type);
      for (int i = 0; i < 63; i++) {
        image.setRGB(i % 9, i / 9, i * 0x30507);
      }
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      hold(
          type + ".png",
          png.toByteArray(),
          HostileFilesTest::withRightChecksums,
          file -> ImageFiles.images("x", List.of(file)));
    }
  }

  @Test
  void jpegImages() throws IOException {
    BufferedImage image = new BufferedImage(19, 17, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 19 * 17; i++) {
      image.setRGB(i % 19, i / 19, i * 0x30507);
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", jpeg);
    hold(
        "a.jpg", jpeg.toByteArray(), bytes -> bytes, file -> ImageFiles.images("x", List.of(file)));
  }

  @Test
  void numpyArrays() throws IOException {
    Path arrays = Path.of("src/test/resources/numpy");
    for (String name : List.of("f8be-fortran.npy", "u1.npy", "first.npz", "last.npz")) {
      hold(
          name,
          Files.readAllBytes(arrays.resolve(name)),
          bytes -> bytes,
          name.endsWith("y")
              ? NumpyFiles::unanswered
              : file -> NumpyFiles.answered(file, Optional.empty(), Optional.empty()));
    }
  }

  private static byte[] withRightChecksums(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone());
    for (int at = 8; at + 12 <= png.length; ) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes.array(), at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return bytes.array();
  }

  @Test
  void tarArchives() {
    byte[] pax = "21 path=a/other/name\n13 size=0005\n".getBytes(StandardCharsets.UTF_8);
    byte[] tar =
        new TarMaker()
            .entry("./", '5', new byte[0], 0)
            .file("a/b", Made.noise(700))
            .entry("pax", 'x', pax, pax.length)
            .file("short", Made.noise(5))
            .entry("././@LongLink", 'L', new byte[200], 200)
            .file("c", Made.noise(512))
            .bytes();
    Reader reader =
        file -> {
          try (InputStream in = Gzip.open(file, 1 << 20)) {
            Tar archive = new Tar(file, in);
            while (archive.next() != null) {
              archive.file().transferTo(OutputStream.nullOutputStream());
            }
          }
        };
    hold("a.tar", tar, HostileFilesTest::withRightSums, reader);
    hold("a.tar.gz", tar, bytes -> Made.packed(withRightSums(bytes)), reader);
  }

  /** Every block may be a header, so every block gets a header's checksum. */
  private static byte[] withRightSums(byte[] tar) {
    byte[] bytes = tar.clone();
    for (int at = 0; at + 512 <= bytes.length; at += 512) {
      if (bytes[at + 257] == 'u' && bytes[at + 258] == 's') {
        TarMaker.put(bytes, at + 148, "        ");
        int sum = 0;
        for (int i = at; i < at + 512; i++) {
          sum += bytes[i] & 0xFF;
        }
        TarMaker.put(bytes, at + 148, String.format("%06o\0 ", sum));
      }
    }
    return bytes;
  }
}
