package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.cli.line.ExitCode;
import org.normprop.table.StandardTable;

class TablesCommandTest {

  private static final String SAMPLES = "20000";

  @TempDir Path dir;

  private Cli make(String... more) {
    return tables(List.of("--samples", SAMPLES), more);
  }

  private Cli tables(List<String> options, String... more) {
    List<String> line = new java.util.ArrayList<>(List.of("tables", "--dir", dir.toString()));
    line.addAll(options);
    line.addAll(List.of(more));
    return Cli.run(line.toArray(new String[0]));
  }

  private Path file(StandardTable table) {
    return dir.resolve(table.fileName());
  }

  @Test
  void whatIsMadeChecksWithAnyNumberOfThreads() {
    assertEquals(ExitCode.DONE, make("--threads", "2").code());
    for (String threads : List.of("1", "7")) {
      Cli check = tables(List.of("--check", "--threads", threads));
      assertEquals(ExitCode.DONE, check.code(), check.err());
    }
  }

  @Test
  void oneChangedDigitFailsTheCheckAndIsPointedAt() throws IOException {
    make();
    Path file = file(StandardTable.POOLING);
    List<String> lines = Files.readAllLines(file);
    int at = 0;
    while (!lines.get(at).startsWith("max:3x3,")) {
      at++;
    }
    String edited = lines.get(at).replaceFirst("9,20000,1,1\\.4", "9,20000,1,1.5");
    assertTrue(!edited.equals(lines.get(at)), lines.get(at));
    lines.set(at, edited);
    Files.writeString(file, String.join("\n", lines) + "\n");
    String before = Files.readString(file);

    Cli check = tables(List.of("--check"));
    assertEquals(ExitCode.CHECK_FAILED, check.code());
    assertTrue(check.err().contains(file + ":" + (at + 1)), check.err());
    assertTrue(check.err().contains(edited), check.err());

    Cli again = make();
    assertEquals(ExitCode.FILE, again.code());
    assertTrue(again.err().contains("truncated or edited"), again.err());
    assertEquals(before, Files.readString(file));
  }

  @Test
  void aTruncatedTableIsRefusedAndLeftAlone() throws IOException {
    make();
    Path file = file(StandardTable.UNITS);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertEquals(ExitCode.CHECK_FAILED, tables(List.of("--check")).code());
    assertEquals(ExitCode.FILE, make().code());
    assertEquals(bytes.length / 2, Files.size(file));
  }

  @Test
  void addedUnitsStayWhenTheTablesAreMadeAnew() throws IOException {
    make("--add", "relu,max:5x5", "--add", "leaky_relu:slope=0.05");
    make("--seed", "2");
    assertTrue(Files.readString(file(StandardTable.UNITS)).contains("\n\"relu,max:5x5\",25,"));
    assertTrue(
        Files.readString(file(StandardTable.ACTIVATIONS)).contains("\nleaky_relu:slope=0.05,1,"));
    assertEquals(ExitCode.DONE, tables(List.of("--check")).code());
  }

  @Test
  void estimatePrintsTheVeryNumbersOfTheTable() throws IOException {
    make();
    for (String unit : List.of("max:3x3", "gelu", "dropout:keep=0.8", "relu,avg:2x2")) {
      String line =
          Cli.run("estimate", unit, "--samples", SAMPLES, "--format", "csv")
              .out()
              .lines()
              .toList()
              .get(1);
      boolean found = false;
      for (StandardTable table : StandardTable.values()) {
        found |= Files.readAllLines(file(table)).contains(line);
      }
      assertTrue(found, line);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldBeforeTheWork() throws IOException {
    Path occupied = dir.resolve("occupied");
    Files.writeString(occupied, "a file");
    Cli result = Cli.run("tables", "--dir", occupied.toString());
    assertEquals(ExitCode.FILE, result.code());
    assertTrue(result.err().contains("occupied"), result.err());
    assertEquals(1, result.err().strip().lines().count(), result.err());
  }

  @Test
  void checkingWhatIsNotThereNamesTheFile() {
    Cli result = Cli.run("tables", "--check", "--dir", dir.resolve("none").toString());
    assertEquals(ExitCode.FILE, result.code());
    assertTrue(result.err().contains("activations.csv"), result.err());
  }
}
