package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.cli.line.ExitCode;
import org.normprop.train.EpochMetrics;
import org.normprop.train.RunFolder;

/** Data that numbers do not like: trained on with finite results, or refused with the place. */
@Timeout(300)
class HostileNumbersTest {

  @TempDir private Path dir;
  private Path run;

  @BeforeEach
  void prepare() {
    run = dir.resolve("run");
  }

  private Cli train(String csv, String arch, String... more) throws IOException {
    Path data = dir.resolve("data.csv");
    Files.writeString(data, csv);
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                data.toString(),
                "--target",
                "y",
                "--arch",
                arch,
                "--epochs",
                "3",
                "--batch",
                "4",
                "--threads",
                "1",
                "--out",
                run.toString()));
    words.addAll(List.of(more));
    Cli cli = Cli.run(words.toArray(String[]::new));
    assertFalse(cli.err().contains("\tat "), cli.err());
    return cli;
  }

  private void assertFinite() throws IOException {
    for (EpochMetrics metrics : new RunFolder(run).metrics()) {
      assertTrue(Double.isFinite(metrics.train().loss()), metrics.toString());
      assertTrue(Double.isFinite(metrics.heldOut().loss()), metrics.toString());
    }
  }

  /**
   * Rows that take the given values in turn; their numbers stand behind, so that none are alike.
   */
  private static String rows(String a, String b, String classes) {
    StringBuilder text = new StringBuilder("a,b,c,y\n");
    for (int i = 0; i < 24; i++) {
      for (String values : List.of(a, b, classes)) {
        String[] each = values.split(" ");
        text.append(each[i % each.length])
            .append(values.equals(classes) ? "\n" : values.equals(b) ? "," + i + "," : ",");
      }
    }
    return text.toString();
  }

  @ParameterizedTest(name = "{0}, {3}")
  @CsvSource({
    "a constant column,1 2 3 4 5,7,normprop",
    "a constant column,1 2 3 4 5,7,batchnorm",
    "a constant column,1 2 3 4 5,7,layernorm",
    "a constant column,1 2 3 4 5,7,weightnorm",
    "a constant column,1 2 3 4 5,7,none",
    "large,1e30 -1e30 3e29,1 2 3 4 5,normprop",
    "large,1e30 -1e30 3e29,1 2 3 4 5,batchnorm",
    "large,1e30 -1e30 3e29,1 2 3 4 5,layernorm",
    "large,1e30 -1e30 3e29,1 2 3 4 5,none",
    "as large as float32 allows,3.4e38 -3.4e38 0,1 2 3 4 5,normprop",
    "denormal,1e-40 -1e-42 3e-45,1 2 3 4 5,normprop",
    "denormal,1e-40 -1e-42 3e-45,1 2 3 4 5,batchnorm",
    "zero for float32,1e-60 -1e-300 0,1 2 3 4 5,normprop",
    "large and small,1e30 1e-30 1e-40,1 2 3 4 5,normprop"
  })
  void hardFeaturesGiveFiniteResults(String name, String a, String b, String norm)
      throws IOException {
    Cli cli = train(rows(a, b, "u v"), "F(4)-F(2)", "--norm", norm);
    assertEquals(ExitCode.DONE, cli.code(), cli.err());
    assertFinite();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "large,1e30 -1e30 3e29 1e28 2e30",
    "denormal,1e-40 -1e-42 3e-45 2e-41 1e-44",
    "constant,2.5"
  })
  void hardTargetsGiveFiniteResults(String name, String y) throws IOException {
    Cli cli = train(rows("1 2 3 4 5", "1 0", y), "F(4)-F(1)", "--task", "number");
    assertEquals(ExitCode.DONE, cli.code(), cli.err());
    assertFinite();
  }

  @Test
  void oneClassIsLearntAtOnce() throws IOException {
    Cli cli = train(rows("1 2 3", "1 0", "u"), "F(4)-F(1)");
    assertEquals(ExitCode.DONE, cli.code(), cli.err());
    assertTrue(cli.out().contains("accuracy 100.00 %"), cli.out());
    assertFinite();
  }

  @Test
  void rowsThatAreAllAlikeAreRefusedAsNothingCanBeHeldOut() throws IOException {
    Cli cli = train("a,b,y\n" + "3,7,u\n3,7,v\n".repeat(12), "F(4)-F(2)");
    assertEquals(ExitCode.USAGE, cli.code(), cli.err());
    assertTrue(cli.err().contains("too much alike"), cli.err());
  }

  @Test
  void aSingleRowIsRefusedAsNothingCanBeHeldOut() throws IOException {
    Cli cli = train("a,b,y\n1,2,u\n", "F(4)-F(1)");
    assertEquals(ExitCode.USAGE, cli.code(), cli.err());
    assertTrue(cli.err().contains("too few"), cli.err());
  }

  @ParameterizedTest
  @CsvSource({"nan,4:3", "NaN,4:3", "Infinity,4:3", "-inf,4:3", "1e39,4:3", "1e999,4:3"})
  void whatIsNoNumberIsRefusedWithItsPlace(String value, String place) throws IOException {
    Cli cli = train("a,b,y\n1,2,u\n2,3,v\n3," + value + ",u\n4,5,v\n", "F(4)-F(2)");
    assertEquals(ExitCode.FILE, cli.code(), cli.err());
    assertTrue(cli.err().contains("data.csv:" + place + ":"), cli.err());
    assertFalse(Files.exists(run), "nothing was to be written");
  }

  @Test
  void aLearningRateOfAMillionDivergesWithStepAndLayer() throws IOException {
    Cli cli =
        Cli.run(
            "train",
            "--demo",
            "digits-mlp",
            "--lr",
            "1e6",
            "--epochs",
            "3",
            "--out",
            run.toString());
    assertEquals(ExitCode.DIVERGED, cli.code(), cli.err());
    assertTrue(
        cli.err().matches("(?s).*diverged in epoch [0-9]+, step [0-9]+: the .*layer [0-9].*"),
        cli.err());
    assertTrue(new RunFolder(run).diverged());
  }

  @ParameterizedTest
  @CsvSource({"normprop", "batchnorm", "layernorm", "weightnorm", "none"})
  void itEndsInResultsOrInDivergenceWhateverTheNorm(String norm) throws IOException {
    Cli cli = train(rows("1 2 3", "1 0", "u v"), "F(4)-F(2)", "--norm", norm, "--lr", "1e6");
    assertTrue(cli.code() == ExitCode.DONE || cli.code() == ExitCode.DIVERGED, cli.err());
    assertFinite();
  }
}
