package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
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

  /** All tables but the first lines, which hold checksums. */
  private List<String> rows() throws IOException {
    List<String> rows = new java.util.ArrayList<>();
    for (StandardTable table : StandardTable.values()) {
      Files.readAllLines(file(table)).stream().filter(l -> !l.startsWith("#")).forEach(rows::add);
    }
    return rows;
  }

  @Test
  void anAddedRowIsMadeAsItsTableSaysAndNoOtherChanges() throws IOException {
    make("--seed", "7");
    List<String> before = rows();
    Cli add = tables(List.of(), "--add", "gelu,max:5x5", "--add", "max:6x5");
    assertEquals(ExitCode.DONE, add.code(), add.err());
    List<String> after = rows();
    assertEquals(before.size() + 2, after.size());
    assertTrue(after.containsAll(before));
    String row = after.stream().filter(l -> l.startsWith("\"gelu,max:5x5\"")).findFirst().get();
    assertTrue(row.startsWith("\"gelu,max:5x5\",25,20000,7,"), row);
    Cli check = tables(List.of("--check"));
    assertEquals(ExitCode.DONE, check.code(), check.err());

    Cli remove = tables(List.of(), "--remove", "max:6x5", "--remove", "gelu,max:5x5");
    assertEquals(ExitCode.DONE, remove.code(), remove.err());
    assertEquals(before, rows());
  }

  @Test
  void aUnitThatIsThereIsNotMadeAgain() throws IOException {
    make();
    Path file = file(StandardTable.ACTIVATIONS);
    FileTime time = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(file, time);
    Cli add = tables(List.of(), "--add", "F.gelu");
    assertEquals(ExitCode.DONE, add.code(), add.err());
    assertTrue(add.out().contains("gelu is there"), add.out());
    assertEquals(time, Files.getLastModifiedTime(file));
  }

  @Test
  void anEditThatCannotBeIsRefusedAndChangesNothing() throws IOException {
    make();
    List<String> before = rows();
    Map.of(
            "--add relu,max:5x5 --samples 1000", "has samples 20000: leave --samples out",
            "--add relu,max:5x5 --seed 9", "has seed 1: leave --seed out",
            "--remove gelu", "always holds",
            "--remove relu,max:5x5", "there is no relu,max:5x5",
            "--remove rellu", "relu",
            "--check --remove relu", "--check writes nothing")
        .forEach(
            (options, message) -> {
              Cli result = tables(List.of(options.split(" ")));
              assertEquals(ExitCode.USAGE, result.code(), result.err());
              assertTrue(result.err().contains(message), result.err());
            });
    assertEquals(before, rows());
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
