package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.line.ExitCode;

/** What holds for options of every command. */
class CommandLineTest {

  @TempDir Path folder;

  @Test
  void ofAnOptionGivenTwiceTheLastCounts() {
    Cli twice =
        Cli.run("estimate relu --method both --method exact --format text -f csv".split(" "));
    assertEquals(ExitCode.DONE, twice.code(), twice.err());
    assertEquals(
        Cli.run("estimate relu --method exact --format csv".split(" ")).out(), twice.out());
  }

  /** The work is not begun for a picture that cannot be drawn. */
  @ParameterizedTest
  @ValueSource(strings = {"estimate relu", "propagate --arch F(10)"})
  void aPictureOfNoKnownKindIsRefusedBeforeTheWork(String line) throws IOException {
    Path picture = folder.resolve("depth.jpg");
    Cli result = Cli.run((line + " --plot " + picture).split(" "));
    assertEquals(ExitCode.USAGE, result.code(), result.err());
    assertTrue(result.err().contains("must end in .svg or .png"), result.err());
    assertEquals("", result.out());
    assertFalse(Files.exists(picture));
  }

  @Test
  void verdictsOnUnitsWithLongNamesArePrinted() throws IOException {
    Path claims = folder.resolve("claims.csv");
    String unit = "expr:" + "relu(x)+".repeat(20) + "x";
    String source = "s".repeat(200);
    Files.writeString(
        claims,
        "group,source,address,where,unit,quantity,printed,samples,kind,note\n"
            + "a,"
            + source
            + ",,,\""
            + unit
            + "\",mean,1.7,,exact,\n");
    for (String format : new String[] {"text", "csv", "json", "markdown"}) {
      Cli result = Cli.run("verify", "--claims", claims.toString(), "-n", "1e4", "-f", format);
      assertEquals(ExitCode.DONE, result.code(), result.err());
      assertTrue(result.out().contains("1.7"), result.out());
    }
  }
}
