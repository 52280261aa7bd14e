package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image with a runtime of its own, as {@code mvn -Pdist package} makes it. */
class ImageTest {

  private static final Path IMAGE = Path.of("target/normprop").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void thereIsOne() {
    assumeTrue(
        Files.isExecutable(IMAGE.resolve("bin/normprop")),
        "no image in target/normprop: mvn -Pdist package -DskipTests makes it");
  }

  private String run(Path program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JAVA_HOME");
    Process process = builder.redirectErrorStream(true).start();
    String out;
    try (InputStream in = process.getInputStream()) {
      out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  @Test
  void itIsStartedFromAnyFolderAndByALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("np"), IMAGE.resolve("bin/normprop"));
    Path second = Files.createSymbolicLink(folder.resolve("np2"), Path.of("np"));
    for (Path program : List.of(IMAGE.resolve("bin/normprop"), link, second)) {
      assertTrue(run(program, "estimate", "relu", "--samples", "1e5").contains("0.39894228040143"));
    }
  }

  @Test
  void itMayBeMovedAndKeepsItsClassData() throws Exception {
    Path moved = folder.resolve("else where");
    try (Stream<Path> files = Files.walk(IMAGE)) {
      for (Path file : files.toList()) {
        Path to = moved.resolve(IMAGE.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    Path java = moved.resolve("bin/java");
    String loaded = run(java, "-Xlog:class+load", "org.normprop.cli.CommandLine", "--version");
    assertTrue(
        loaded.contains("org.normprop.cli.CommandLine source: shared objects file"),
        "the program's classes do not come from the archive");
    assertTrue(run(moved.resolve("bin/normprop"), "--version").startsWith("normprop "));
  }

  @Test
  void theCallersClassPathDoesNotMatter() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(IMAGE.resolve("bin/normprop").toString(), "--version");
    builder.environment().put("CLASSPATH", "target/classes:/nowhere");
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertTrue(out.startsWith("normprop "), out);
  }

  @Test
  void networksTrainWithTheNativeLibrary() throws Exception {
    String out =
        run(
            IMAGE.resolve("bin/normprop"),
            "train",
            "--demo",
            "digits-mlp",
            "--epochs",
            "1",
            "--out",
            "run");
    assertTrue(out.contains("held-out accuracy"), out);
    assertTrue(!out.contains("warning"), out);
  }
}
