package org.normprop.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real processes on this machine's loopback: what a cluster leaves is what one machine leaves, byte
 * for byte but for times, whoever dies on the way.
 */
class ClusterSparkTest {

  private static final int MINUTES = 5;
  private static final String TWO_EXECUTORS = "local-cluster[2,1,1024]";

  @TempDir private static Path dir;
  private static SparkHome home;
  private static Path expected;

  @BeforeAll
  static void oneMachine() throws Exception {
    Optional<String> missing = SparkHome.missing();
    assumeTrue(missing.isEmpty(), missing.orElse(""));
    home = SparkHome.in(Files.createDirectories(dir.resolve("spark")));
    expected = dir.resolve("expected");
    List<String> command = new ArrayList<>(List.of(java(), "-jar", SparkHome.JAR.toString()));
    command.addAll(List.of(compare(expected)));
    Finished one = finish(new ProcessBuilder(command).directory(dir.toFile()).start());
    assertEquals(0, one.code, one.err);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Eight trainings, two of which diverge. */
  private static String[] compare(Path out) {
    return new String[] {
      "compare",
      "--demo",
      "digits-mlp",
      "--epochs",
      "6",
      "--vary",
      "lr=0.01,0.03,0.05,1e9",
      "--seeds",
      "2",
      "--threads",
      "1",
      "--out",
      out.toString()
    };
  }

  private record Finished(int code, String out, String err) {}

  private static Finished finish(Process process) throws Exception {
    StringBuilder err = new StringBuilder();
    Thread reader =
        new Thread(
            () -> {
              try (InputStream in = process.getErrorStream()) {
                err.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException e) {
                err.append(e);
              }
            });
    reader.start();
    String out;
    try (InputStream in = process.getInputStream()) {
      out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "it hangs");
    reader.join();
    return new Finished(process.exitValue(), out, err.toString());
  }

  private Finished submitted(String master, String... command) throws Exception {
    return finish(home.submit(master, dir, command).start());
  }

  private void assertAsOnOneMachine(Path got) throws IOException {
    assertEquals(names(expected), names(got));
    for (String name : names(expected)) {
      if (!name.endsWith("times.csv") && !name.endsWith("report.html")) {
        assertArrayEquals(
            Files.readAllBytes(expected.resolve(name)),
            Files.readAllBytes(got.resolve(name)),
            name);
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[2]", TWO_EXECUTORS})
  void aComparisonIsTheSame(String master) throws Exception {
    Path out = dir.resolve("same-" + master.replaceAll("\\W", ""));
    Finished there = submitted(master, compare(out));
    assertEquals(0, there.code, there.err);
    assertTrue(there.out.contains("diverged"), there.out);
    assertAsOnOneMachine(out);
  }

  @Test
  void anExecutorIsKilledInTheMiddle() throws Exception {
    Path out = dir.resolve("killed-executor");
    Process driver =
        home.submit(TWO_EXECUTORS, dir, compare(out)).redirectErrorStream(true).start();
    StringBuilder told = new StringBuilder();
    boolean killed = false;
    try (BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.append(line).append('\n');
        if (!killed && line.startsWith("1/8")) {
          killed =
              driver
                  .descendants()
                  .filter(p -> p.info().commandLine().orElse("").contains("ExecutorBackend"))
                  .findFirst()
                  .map(ProcessHandle::destroyForcibly)
                  .orElse(false);
        }
      }
    }
    assertTrue(driver.waitFor(MINUTES, TimeUnit.MINUTES), "it hangs");
    assertTrue(killed, "no executor was found to kill:\n" + told);
    assertEquals(0, driver.exitValue(), told.toString());
    assertAsOnOneMachine(out);
  }

  @Test
  void theDriverIsKilledAndStartedAgain() throws Exception {
    Path out = dir.resolve("killed-driver");
    Process driver =
        home.submit(TWO_EXECUTORS, dir, compare(out)).redirectErrorStream(true).start();
    try (BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("2/8")) {
        line = lines.readLine();
      }
      driver.descendants().forEach(ProcessHandle::destroyForcibly);
      driver.destroyForcibly().waitFor();
    }
    Finished again = submitted("local[2]", compare(out));
    assertEquals(0, again.code, again.err);
    assertAsOnOneMachine(out);
  }

  @Test
  void aThousandMillionSamplesAreTheSame() throws Exception {
    String[] command = {"estimate", "relu", "--samples", "1e9", "--format", "csv"};
    List<String> here = new ArrayList<>(List.of(java(), "-jar", SparkHome.JAR.toString()));
    here.addAll(List.of(command));
    Finished one = finish(new ProcessBuilder(here).start());
    assertEquals(0, one.code, one.err);
    Finished there = submitted(TWO_EXECUTORS, command);
    assertEquals(0, there.code, there.err);
    assertEquals(one.out, there.out);
  }

  @Test
  void withoutSparkTheRightLineIsPrinted() throws Exception {
    Finished alone =
        finish(
            new ProcessBuilder(
                    java(),
                    "-cp",
                    SparkHome.JAR.toString(),
                    Main.class.getName(),
                    "estimate",
                    "relu")
                .start());
    assertEquals(2, alone.code, alone.err);
    assertTrue(
        alone.err.contains(
            "spark-submit --class org.normprop.spark.Main normprop.jar estimate relu"),
        alone.err);
  }
}
