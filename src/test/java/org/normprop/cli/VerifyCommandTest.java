package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.claim.Corpus;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;

class VerifyCommandTest {

  private static final String FEW = "10000";

  @TempDir Path dir;

  @Test
  void thePageOfClaimsIsWhatTheCommandPrints() throws IOException {
    Cli result = Cli.run("verify", "--format", "markdown");
    assertEquals(ExitCode.DONE, result.code(), result.err());
    assertEquals(
        Files.readString(Path.of("src/docs/claims.md")),
        result.out(),
        "src/docs/claims.md is old: normprop verify --format markdown > src/docs/claims.md");
  }

  @Test
  void theTableFitsEightyColumnsAndHasASummary() {
    Cli result = Cli.run("verify", "--samples", FEW);
    assertEquals(ExitCode.DONE, result.code(), result.err());
    result.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(result.out().contains("173 published numbers: "), result.out());
    assertFalse(result.out().contains("\033"), "colours without a terminal");
  }

  @Test
  void claimsComeFromStandardInputToo() {
    InputStream own = System.in;
    System.setIn(
        new ByteArrayInputStream(
            "unit,quantity,printed\nrelu,std,0.5838\nrelu,std,0.59\n"
                .getBytes(StandardCharsets.UTF_8)));
    try {
      Cli result = Cli.run("verify", "--claims", "-", "--samples", FEW);
      assertTrue(result.out().contains("1 exact to the printed digits"), result.out());
      assertTrue(result.out().contains("1 off"), result.out());
    } finally {
      System.setIn(own);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "1e-400", "-1e400"})
  void aNumberBeyondDoublesIsOffAndNoBug(String printed) throws IOException {
    Path file = dir.resolve("claims.csv");
    Files.writeString(file, "source,unit,quantity,printed\nown,relu,mean," + printed + "\n");
    Cli result = Cli.run("verify", "--claims", file.toString(), "--samples", FEW);
    assertEquals(ExitCode.DONE, result.code(), result.err());
    assertTrue(result.out().contains("1 off"), result.out());
    assertFalse(result.out().contains("1.8e308"), result.out()); // the largest double is no number
  }

  @Test
  void coloursAreForTerminals() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            true);
    CommandLine.run(new String[] {"verify", "--filter", "nfnet", "--samples", FEW}, console);
    boolean coloured = out.toString(StandardCharsets.UTF_8).contains("\033[31moff\033[0m");
    assertEquals(console.colours(), coloured);
  }

  @Test
  void strictRefusesWhatIsOffAndNothingElse() {
    assertEquals(
        ExitCode.CHECK_FAILED,
        Cli.run("verify", "--strict", "--filter", "nfnet", "--samples", FEW).code());
    assertEquals(ExitCode.DONE, Cli.run("verify", "--filter", "nfnet", "--samples", FEW).code());
    assertEquals(
        ExitCode.DONE,
        Cli.run("verify", "--strict", "--filter", "anyinit", "--samples", FEW).code());
    assertEquals(
        ExitCode.DONE,
        Cli.run("verify", "--strict", "--filter", "pytorch torch.nn", "--samples", FEW).code());
  }

  @Test
  void csvAndJsonSayTheSame() throws IOException {
    List<String> csv =
        Cli.run("verify", "--format", "csv", "--filter", "hendrycks", "--samples", FEW)
            .out()
            .lines()
            .toList();
    Path file = dir.resolve("verdicts.csv");
    Files.write(file, csv);
    JsonObject json =
        JsonParser.parseString(
                Cli.run("verify", "--format", "json", "--filter", "hendrycks", "--samples", FEW)
                    .out())
            .getAsJsonObject();
    try (org.normprop.io.Csv records = org.normprop.io.Csv.open(file)) {
      records.next();
      List<String> header = records.fields();
      for (int i = 0; records.next(); i++) {
        JsonObject finding = json.getAsJsonArray("findings").get(i).getAsJsonObject();
        for (int column = 0; column < header.size(); column++) {
          String name = header.get(column);
          String expected = finding.has(name) ? finding.get(name).getAsString() : "";
          assertEquals(expected, records.field(column), name);
        }
      }
    }
    assertEquals(csv.size() - 1, json.getAsJsonArray("findings").size());
  }

  @Test
  void otherPeoplesClaimsAreJudged() throws IOException {
    Path file = dir.resolve("mine.csv");
    Files.writeString(
        file,
        String.join(",", Corpus.COLUMNS)
            + "\nmine,my paper,,table 1,relu,gain,1.7129,,exact,"
            + "\nmine,my paper,,table 1,\"relu,max:3x3\",mean,1.4850,,exact,\n");
    Cli result = Cli.run("verify", "--claims", file.toString(), "--strict", "--samples", FEW);
    assertEquals(ExitCode.CHECK_FAILED, result.code(), result.err());
    assertTrue(result.out().contains("exact      relu gain"), result.out());
    assertTrue(result.out().contains("off        relu,max:3x3 mean"), result.out());
    assertTrue(result.out().contains("1.48526"), result.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b,,,rellu,gain,1.7,,exact,|2:7: there is no unit 'rellu'",
        "a,b,,,relu,gian,1.7,,exact,|2:12: there is no quantity 'gian'",
        "a,b,,,relu,gain,1.7.1,,exact,|2:17: '1.7.1' is neither a decimal nor a formula",
        "a,b,,,relu,gain,1.7,0,exact,|2:21: samples must be a whole number of at least 2",
        "a,b,,,relu,gain,1.7,,guess,|2:22: kind must be one of",
        "a,b,,,,gain,1.7,,exact,|2:7: gain needs a unit",
        "a,b,,,relu,truncated_normal_std,1.7,,exact,|2:7: truncated_normal_std is of no unit",
        "a,b,,,relu,hermite:1.5,0,,exact,|2:12: there is no quantity 'hermite:1.5'",
        "a,b,,,relu,gain,1.7|2: expected 10 fields, got 7"
      })
  void aMistakeInAFileOfClaimsIsPointedAt(String line, String message) throws IOException {
    Path file = dir.resolve("mine.csv");
    Files.writeString(file, String.join(",", Corpus.COLUMNS) + "\n" + line + "\n");
    Cli result = Cli.run("verify", "--claims", file.toString());
    assertEquals(ExitCode.FILE, result.code(), result.err());
    assertTrue(result.err().contains("mine.csv:" + message), result.err());
    assertEquals(1, result.err().strip().lines().count(), result.err());
  }

  /** A mean that does not exist is no reason to leave the other lines unjudged. */
  @Test
  void unitsWithoutMomentsAreJudgedBesideOthers() throws IOException {
    Path file = dir.resolve("mine.csv");
    Files.writeString(
        file,
        "Unit,Quantity,Printed\nexpr:1/x,mean,0\nexpr:abs(x)^-0.6,std,2\n"
            + "expr:abs(x)^-0.6,mean,2\nexpr:exp(x^2),kernel:0.5,1\nReLU,Mean,0.3989\n");
    Cli result = Cli.run("verify", "--claims", file.toString(), "--samples", FEW);
    assertEquals(ExitCode.DONE, result.code(), result.err());
    assertTrue(result.out().contains("1 exact to the printed digits"), result.out());
    assertTrue(result.out().contains("2 off"), result.out());
    assertTrue(result.out().contains("2 undecided"), result.out());
    assertTrue(result.out().contains("has a pole at x = 0"), result.out());
  }

  @Test
  void otherSeparatorsAreNamed() throws IOException {
    Path file = dir.resolve("mine.csv");
    Files.writeString(file, "unit;quantity;printed\nrelu;mean;0.3989\n");
    Cli result = Cli.run("verify", "--claims", file.toString());
    assertEquals(ExitCode.FILE, result.code(), result.err());
    assertTrue(result.err().contains("by commas, not by semicolons"), result.err());
  }

  @Test
  void aFilterThatFindsNothingIsAMistake() {
    Cli result = Cli.run("verify", "--filter", "frobnicate");
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.err().contains("no published number or claim has 'frobnicate'"));
  }
}
