package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import org.normprop.io.FolderLock;

class TrainCommandTest {

  @TempDir Path dir;

  private Cli train(String options) {
    return train(options, "run");
  }

  private Cli train(String options, String folder) {
    List<String> line = new ArrayList<>(List.of("train"));
    line.addAll(List.of(options.split(" ")));
    line.addAll(List.of("--out", dir.resolve(folder).toString()));
    return Cli.run(line.toArray(new String[0]));
  }

  @Test
  void aDemoTrainsAndLeavesAWholeFolder() throws IOException {
    Cli run = train("--demo digits-mlp --epochs 4 --threads 1");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(
        run.out().matches("held-out accuracy 9[0-9.]+ %, loss .* after epoch 4\n"), run.out());
    // A line an epoch where nobody looks on, and no control characters.
    assertEquals(4, run.err().lines().filter(line -> line.startsWith("epoch ")).count());
    assertFalse(run.err().contains("\r") || run.err().contains("\033"), run.err());

    Path folder = dir.resolve("run");
    JsonObject config =
        JsonParser.parseString(Files.readString(folder.resolve("config.json"))).getAsJsonObject();
    assertEquals("normprop", config.get("norm").getAsString());
    assertEquals(4, config.get("epochs").getAsInt());
    List<String> metrics = Files.readAllLines(folder.resolve("metrics.csv"));
    assertEquals(
        "epoch,steps,rate,train_loss,train_accuracy,validation_loss,validation_accuracy,"
            + "held_out_loss,held_out_accuracy",
        metrics.get(0));
    assertEquals(5, metrics.size());
    // Epochs 0 to 4, four layers each, and the header.
    assertEquals(1 + 5 * 4, Files.readAllLines(folder.resolve("layers.csv")).size());
    assertTrue(Files.readString(folder.resolve("constants.csv")).contains("\nrelu,"));
    assertTrue(run.err().contains("constants of relu"), run.err());

    Cli again = train("--demo digits-mlp");
    assertEquals(ExitCode.USAGE, again.code());
    assertTrue(again.err().contains("--resume"), again.err());

    byte[] before = Files.readAllBytes(folder.resolve("checkpoint.safetensors"));
    Cli done = Cli.run("train", "--resume", folder.toString());
    assertEquals(ExitCode.DONE, done.code(), done.err());
    assertEquals(run.out(), done.out());
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("checkpoint.safetensors")));

    Cli evaluated = Cli.run("evaluate", folder.toString());
    assertEquals(ExitCode.DONE, evaluated.code(), evaluated.err());
    String accuracy = run.out().substring(9, run.out().indexOf(" %"));
    assertTrue(evaluated.out().contains(accuracy), evaluated.out() + run.out());
    assertTrue(evaluated.out().contains("confusion"), evaluated.out());
  }

  @Test
  void regressionIsEvaluatedAndAsked() throws IOException {
    Path csv = dir.resolve("made up.csv");
    StringBuilder text = new StringBuilder("a,b,sum\n");
    for (int i = 0; i < 60; i++) {
      int a = i * 7 % 20;
      int b = i * 11 % 30;
      text.append(a).append(',').append(b).append(',').append(a + b + 0.5).append('\n');
    }
    Files.writeString(csv, text);
    Cli run =
        Cli.run(
            "train",
            "--data",
            csv.toString(),
            "--target",
            "sum",
            "--arch",
            "F(8)-F(1)",
            "--input",
            "channel",
            "--batch",
            "1",
            "--lr",
            "0.003",
            "--epochs",
            "20",
            "--out",
            dir.resolve("run").toString());
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.out().startsWith("held-out RMSE "), run.out());
    Cli evaluated = Cli.run("evaluate", dir.resolve("run").toString());
    assertTrue(evaluated.out().contains("R^2 0.9"), evaluated.out());

    Path question = dir.resolve("question.csv");
    // Columns are found by their names, in any order.
    Files.writeString(question, "b,a\n10,5\n20,10\n");
    Path answer = dir.resolve("answer.csv");
    Cli asked =
        Cli.run(
            "predict",
            dir.resolve("run").toString(),
            question.toString(),
            "--output",
            answer.toString());
    assertEquals(ExitCode.DONE, asked.code(), asked.err());
    List<String> lines = Files.readAllLines(answer);
    assertEquals("row,value", lines.get(0));
    assertEquals(15.5, Double.parseDouble(lines.get(1).split(",")[1]), 3);
    assertEquals(30.5, Double.parseDouble(lines.get(2).split(",")[1]), 3);
  }

  @Test
  void whatDoesNothingIsSaid() {
    String others = train("--demo digits-mlp --epochs 1 --norm none --rho 0.5 --calibrate 9").err();
    assertTrue(
        others.startsWith(
            "--rho, --calibrate: nothing to do with --norm none, which has no constants\n"),
        others);
    Cli demo = train("--demo digits-mlp --epochs 1 --norm none", "demo");
    assertEquals(ExitCode.DONE, demo.code(), demo.err());
    assertFalse(demo.err().contains("nothing to do"), demo.err());
    String many = train("--demo digits-mlp --epochs 1 --calibrate 99999", "many").err();
    assertTrue(many.startsWith("--calibrate 99999: takes all 1438 training rows\n"), many);
  }

  @Test
  void divergenceEndsWithItsOwnCode() {
    Cli run = train("--demo digits-mlp --norm none --lr 1e30 --threads 1");
    assertEquals(ExitCode.DIVERGED, run.code(), run.err());
    assertTrue(run.err().contains("step "), run.err());
  }

  @Test
  void batchNormalisationNeedsABatchAndNormpropNone() {
    Cli refused = train("--demo digits-mlp --norm batchnorm --batch 1");
    assertEquals(ExitCode.USAGE, refused.code());
    assertTrue(refused.err().contains("no variance"), refused.err());
    assertFalse(Files.exists(dir.resolve("run")));
    Cli run = train("--demo digits-mlp --batch 1 --lr 0.001 --epochs 1 --threads 1");
    assertEquals(ExitCode.DONE, run.code(), run.err());
  }

  @Test
  void layerNormalisationNeedsNoBatchButTwoValues() {
    Cli refused = train("--data digits --arch F(1)-F(10) --norm layernorm");
    assertEquals(ExitCode.USAGE, refused.code());
    assertTrue(refused.err().contains("of a single value is 0"), refused.err());
    assertFalse(Files.exists(dir.resolve("run")));
    Cli run =
        train("--demo digits-mlp --norm layernorm --batch 1 --epochs 1 --lr 0.003 --threads 1");
    assertEquals(ExitCode.DONE, run.code(), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--demo digits-mpl",
        "--demo digits-mlp --lr -1",
        "--demo digits-mlp --norm norm",
        "--demo digits-mlp --activation rulu",
        "--demo digits-mlp --arch F(64)-F(9)",
        "--demo digits-mlp --arch F(64",
        "--demo digits-mlp --schedule sometimes",
        "--demo digits-mlp --gamma x",
        "--demo concrete --flip yes",
        "--data digits",
        "--arch F(10)",
        "--data nothing-there --arch F(10)",
        "--demo digits-mlp --early-stop 3"
      })
  void mistakesAreToldInALineBeforeAnythingIsWritten(String options) {
    Cli run = train(options);
    assertEquals(ExitCode.USAGE, run.code(), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
    assertFalse(Files.exists(dir.resolve("run")), options);
  }

  @Test
  void whatIsNoRunIsNotResumedNorAsked() {
    for (String[] line :
        new String[][] {
          {"train", "--resume", dir.toString()},
          {"evaluate", dir.toString()},
          {"predict", dir.toString(), "x.csv"}
        }) {
      Cli run = Cli.run(line);
      assertEquals(ExitCode.FILE, run.code());
      assertTrue(run.err().contains("holds no run"), run.err());
    }
    assertEquals(ExitCode.USAGE, Cli.run("train", "--resume", dir.toString(), "--lr", "1").code());
  }

  @Test
  void twoProcessesDoNotWriteOneRun() throws IOException {
    Path folder = dir.resolve("run");
    Files.createDirectories(folder);
    try (FolderLock lock = FolderLock.take(folder, "train elsewhere")) {
      Cli run = train("--demo digits-mlp --epochs 1");
      assertEquals(ExitCode.FILE, run.code());
      assertTrue(run.err().contains("train elsewhere"), run.err());
    }
  }

  @Test
  void damagedRunsAreRefusedWithTheFile() throws IOException {
    Path folder = dir.resolve("run");
    train("--demo digits-mlp --epochs 1 --threads 1");
    for (String name :
        List.of("config.json", "inputs.json", "constants.csv", "checkpoint.safetensors")) {
      Path file = folder.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      Cli run = Cli.run("evaluate", folder.toString());
      assertEquals(ExitCode.FILE, run.code(), name + run.err());
      assertTrue(run.err().contains(name), run.err());
      Files.write(file, bytes);
    }
    // Settings that are well formed but make no run are the file's fault, not the command line's.
    Files.writeString(folder.resolve("config.json"), "{}");
    Cli resumed = Cli.run("train", "--resume", folder.toString());
    assertEquals(ExitCode.FILE, resumed.code(), resumed.err());
    assertTrue(resumed.err().contains("config.json"), resumed.err());
  }

  @Test
  void theDemosAreListed() {
    Cli run = Cli.run("train", "--list");
    assertEquals(ExitCode.DONE, run.code());
    for (String demo :
        List.of(
            "digits-mlp",
            "digits-cnn",
            "digits-deep",
            "deep-sigmoid",
            "concrete",
            "mnist-mlp",
            "mnist-cnn",
            "fashion-cnn",
            "cifar10-cnn",
            "cifar10-paper")) {
      assertTrue(run.out().contains(demo), demo);
    }
  }

  @Test
  void embeddedDataAreListedAndDescribed() {
    Cli list = Cli.run("data", "list", "--dir", dir.toString());
    assertTrue(list.out().contains("digits") && list.out().contains("not fetched"), list.out());
    Cli info = Cli.run("data", "info", "digits");
    assertTrue(info.out().contains("rows: 1797"), info.out());
    assertEquals(ExitCode.USAGE, Cli.run("data", "fetch").code());
    assertEquals(ExitCode.USAGE, Cli.run("data", "info", "dgits").code());
    assertEquals(ExitCode.DONE, Cli.run("data", "fetch", "digits").code());
  }
}
