package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes the tables of the page of experiments. */
class ExperimentsScriptTest {

  private static final Path SCRIPT = Path.of("src/docs/experiments.sh");
  private static final Path PAGE = Path.of("src/docs/experiments.md");

  /**
   * One of the 359 held-out rows in each run: kernels of another processor add in another order,
   * which moves a logit by some 1e-6, and rows that near to a border between two classes are rare.
   */
  private static final double ONE_ROW = 100.0 / 359 + 0.005;

  @TempDir private Path dir;

  @BeforeEach
  void thereIsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
  }

  private Cli script(String... tables) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("/bin/bash", SCRIPT.toString()));
    line.addAll(List.of(tables));
    Path out = dir.resolve("printed.txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("OUT", dir.resolve("out").toString());
    environment.put("THREADS", "1");
    environment.put("NORMPROP", String.join(" ", Program.in(dir).command()));
    int code = builder.start().waitFor();
    return new Cli(code, Files.readString(out, StandardCharsets.UTF_8), "");
  }

  /** By way: the cells of a table below a line. */
  private static Map<String, List<String>> table(Stream<String> lines, String above) {
    Map<String, List<String>> rows = new TreeMap<>();
    lines
        .dropWhile(line -> !line.equals(above))
        .skip(1)
        .dropWhile(line -> !line.startsWith("| way"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> List.of(line.substring(1).split("\\|", -1)))
        .forEach(
            cells -> rows.put(cells.get(0).strip(), cells.stream().map(String::strip).toList()));
    return rows;
  }

  private static double mean(String cell) {
    return Double.parseDouble(cell.split(" ")[0]);
  }

  @Test
  void itsSmallestTableIsThatOfThePage() throws IOException, InterruptedException {
    Cli made = script("smallest");
    assertEquals(0, made.code(), made.out());
    Map<String, List<String>> ours = table(made.out().lines(), "== smallest");
    Map<String, List<String>> theirs =
        table(Files.readAllLines(PAGE).stream(), "    src/docs/experiments.sh smallest");
    assertEquals(theirs.keySet(), ours.keySet());
    assertEquals(2, ours.size(), made.out());
    ours.forEach(
        (way, cells) -> {
          List<String> expected = theirs.get(way);
          assertEquals(expected.get(1), cells.get(1), "the rate of " + way);
          assertEquals(expected.get(2), cells.get(2), "diverged runs of " + way);
          assertEquals(mean(expected.get(3)), mean(cells.get(3)), ONE_ROW, way);
        });
  }

  @Test
  void everyTableOfThePageHasItsNameThere() throws IOException, InterruptedException {
    Cli listed = script();
    assertEquals(0, listed.code(), listed.out());
    List<String> names = listed.out().lines().toList();
    List<String> asked =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("    src/docs/experiments.sh "))
            .flatMap(line -> Stream.of(line.strip().split(" ")).skip(1))
            .toList();
    assertFalse(asked.isEmpty());
    asked.forEach(name -> assertTrue(names.contains(name), name + " is none of " + names));
    assertFalse(Files.exists(dir.resolve("out")), "a list makes nothing");
  }
}
