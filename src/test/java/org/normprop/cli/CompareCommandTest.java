package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.line.ExitCode;

class CompareCommandTest {

  @TempDir Path dir;

  private Cli compare(String options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "compare",
                "--data",
                "digits",
                "--arch",
                "F(8)-F(10)",
                "--epochs",
                "1",
                "--threads",
                "1",
                "--out",
                dir.resolve("out").toString()));
    line.addAll(List.of(options.split(" ")));
    return Cli.run(line.toArray(new String[0]));
  }

  private String read(String name) throws IOException {
    return Files.readString(dir.resolve("out").resolve(name));
  }

  @Test
  void moreSeedsAreAddedToThoseThatAreThere() throws IOException {
    String options = "--vary norm=normprop,none --lr 0.003 --seeds ";
    assertEquals(ExitCode.DONE, compare(options + 2).code());
    Path kept = dir.resolve("out/runs/variant-1-seed-1/checkpoint.safetensors");
    Object untouched = Files.getLastModifiedTime(kept);
    Cli more = compare(options + 3);
    assertEquals(ExitCode.DONE, more.code(), more.err());
    assertEquals(1 + 2 * 3, read("compare.csv").lines().count());
    assertEquals(untouched, Files.getLastModifiedTime(kept));
    Cli fewer = compare(options + 2);
    assertEquals(ExitCode.USAGE, fewer.code());
    assertTrue(fewer.err().contains("say --seeds 3 or more"), fewer.err());
  }

  @Test
  void everyWayMeetsEverySeedAndTheRefusedIsNamed() throws IOException {
    String options = "--vary norm=normprop,batchnorm --vary batch=1,64 --seeds 2 --lr 0.003";
    Cli compared = compare(options);
    assertEquals(ExitCode.DONE, compared.code(), compared.err());
    List<String> csv = read("compare.csv").lines().toList();
    assertEquals("norm,batch,seed,epochs,diverged,held_out_loss,held_out_accuracy", csv.get(0));
    // Three of four ways can be trained, with two seeds each.
    assertEquals(1 + 3 * 2, csv.size());
    assertTrue(compared.out().contains("refused"), compared.out());
    assertTrue(compared.out().contains("+-"), compared.out());
    assertTrue(read("compare.html").contains("no variance"));

    // What is lost is done again, what is there stays, and all comes out as before.
    String before = read("compare.csv");
    Path runs = dir.resolve("out").resolve("runs");
    Path kept = runs.resolve("variant-1-seed-1").resolve("checkpoint.safetensors");
    Object untouched = Files.getLastModifiedTime(kept);
    Files.delete(runs.resolve("variant-2-seed-1").resolve("checkpoint.safetensors"));
    Cli again = compare(options);
    assertEquals(ExitCode.DONE, again.code(), again.err());
    assertEquals(before, read("compare.csv"));
    assertEquals(compared.out(), again.out());
    assertEquals(untouched, Files.getLastModifiedTime(kept));

    Cli other = compare(options + " --momentum 0.5");
    assertEquals(ExitCode.USAGE, other.code());
    assertTrue(other.err().contains("another comparison"), other.err());
  }

  /** The runs that are there stay; the page leads to each run's own. */
  @Test
  void aComparisonGoesOnWithMoreSeeds() throws IOException {
    String options = "--vary norm=normprop,none";
    assertEquals(ExitCode.DONE, compare(options + " --seeds 1").code());
    Path kept = dir.resolve("out/runs/variant-1-seed-1/checkpoint.safetensors");
    Object untouched = Files.getLastModifiedTime(kept);
    Cli more = compare(options + " --seeds 2");
    assertEquals(ExitCode.DONE, more.code(), more.err());
    assertEquals(1 + 2 * 2, read("compare.csv").lines().count());
    assertEquals(untouched, Files.getLastModifiedTime(kept));
    assertTrue(read("compare.html").contains("href=\"runs/variant-2-seed-2/report.html\""));
    assertTrue(Files.exists(dir.resolve("out/runs/variant-2-seed-2/report.html")));
  }

  @Test
  void divergedRunsAreCountedAndLeftOutOfMeans() throws IOException {
    Cli compared = compare("--norm none --vary lr=0.01,1e30 --seeds 2");
    assertEquals(ExitCode.DONE, compared.code(), compared.err());
    assertTrue(read("compare.csv").contains(",yes,,"), read("compare.csv"));
    assertTrue(
        compared.out().lines().anyMatch(line -> line.matches("1E\\+30 +0 +2")), compared.out());
  }

  @Test
  void optionsThatChangeTogetherMakeOneWayEach() throws IOException {
    String options =
        "--vary norm,lr=(normprop,0.03),(layernorm,0.01) --vary batch=1,64 --seeds 1 --plot "
            + dir.resolve("batch.svg")
            + " --against batch";
    Cli compared = compare(options + " --validation 0.2");
    assertEquals(ExitCode.DONE, compared.code(), compared.err());
    List<String> csv = read("compare.csv").lines().toList();
    assertEquals(
        "norm,lr,batch,seed,epochs,diverged,held_out_loss,held_out_accuracy,validation_loss",
        csv.get(0));
    assertEquals(
        List.of("normprop,0.03,1", "normprop,0.03,64", "layernorm,0.01,1", "layernorm,0.01,64"),
        csv.stream().skip(1).map(line -> line.replaceFirst(",1,1,no,.*", "")).toList());
    List<String> metrics = read("runs/variant-4-seed-1/metrics.csv").lines().toList();
    assertEquals(
        metrics.get(1).split(",")[5], csv.get(4).substring(csv.get(4).lastIndexOf(',') + 1));
    // A line for each norm, though their rates differ too.
    String picture = Files.readString(dir.resolve("batch.svg"));
    assertTrue(picture.contains("layernorm 0.01"), picture);
    String byNorm = options.replace("--against batch", "--against norm") + " --validation 0.2";
    assertEquals(ExitCode.DONE, compare(byNorm).code());
    picture = Files.readString(dir.resolve("batch.svg"));
    assertFalse(picture.contains("0.01<"), picture);
  }

  @Test
  void sideBySideGivesWhatOneAfterTheOtherGives() throws IOException {
    String options = "--vary norm=normprop,batchnorm,none --seeds 2";
    Cli alone = compare(options);
    assertEquals(ExitCode.DONE, alone.code(), alone.err());
    String csv = read("compare.csv");
    String checkpoint = "runs/variant-2-seed-2/checkpoint.safetensors";
    byte[] weights = Files.readAllBytes(dir.resolve("out").resolve(checkpoint));
    Files.move(dir.resolve("out"), dir.resolve("alone"));

    Cli together = compare(options + " --jobs 4");
    assertEquals(ExitCode.DONE, together.code(), together.err());
    assertEquals(csv, read("compare.csv"));
    assertEquals(alone.out(), together.out());
    assertArrayEquals(weights, Files.readAllBytes(dir.resolve("out").resolve(checkpoint)));
    assertTrue(together.err().contains("6/6  "), together.err());
  }

  @Test
  void oneThatFailsStopsTheOthersAndSaysWhy() throws IOException {
    String options = "--vary norm=normprop,batchnorm,none --seeds 4 --jobs 2";
    Path broken = dir.resolve("out/runs/variant-2-seed-1/config.json");
    Files.createDirectories(broken.getParent());
    Files.writeString(broken, "{}");
    Cli compared = compare(options);
    assertEquals(ExitCode.FILE, compared.code(), compared.err());
    assertTrue(compared.err().contains("variant-2-seed-1"), compared.err());
    assertFalse(compared.err().contains("12/12"), compared.err());

    // Once it is mended, the rest is done.
    Files.delete(broken);
    Cli mended = compare(options);
    assertEquals(ExitCode.DONE, mended.code(), mended.err());
    assertTrue(mended.err().contains("12/12"), mended.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--vary lr=0.1,0.2 --jobs 0",
        "--seeds 2",
        "--vary norm",
        "--vary nrm=none",
        "--vary norm=none,nothing",
        "--vary activation=relu,gelo",
        "--vary arch=F(10),F(8)-G(10)",
        "--vary norm=none,none",
        "--vary seed=1,2",
        "--vary norm,lr=(none,0.1),(normprop)",
        "--vary norm,lr=(none,0.1),(none,0.1)",
        "--vary norm,lr=(none,0.1) --vary lr=0.2,0.3",
        "--vary norm,norm=(none,none)",
        "--vary lr=0.1,0.2 --plot a.txt",
        "--vary lr=0.1,0.2 --plot a.svg --against batch",
        "--vary lr=0.1,0.2 --plot a.svg --against bach",
        "--vary lr=0.1 --vary lr=0.2",
        "--vary lr=0.1,0.2 --norm batchnorm --batch 1",
        "--vary lr=0.1,0.2 --seeds 0"
      })
  void mistakesAreToldBeforeAnythingIsWritten(String options) {
    Cli compared = compare(options);
    assertEquals(ExitCode.USAGE, compared.code(), compared.err());
    assertFalse(Files.exists(dir.resolve("out")), options);
  }
}
