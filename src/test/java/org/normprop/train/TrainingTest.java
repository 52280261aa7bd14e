package org.normprop.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.train.setting.Settings;

class TrainingTest {

  private static final List<String> REPRODUCIBLE =
      List.of(
          "config.json",
          "inputs.json",
          "constants.csv",
          "metrics.csv",
          "layers.csv",
          "histograms.csv",
          "checkpoint.safetensors");

  @TempDir Path dir;

  private static void assertSameBytes(RunFolder expected, RunFolder got) throws IOException {
    for (String name : REPRODUCIBLE) {
      assertArrayEquals(
          Files.readAllBytes(expected.path().resolve(name)),
          Files.readAllBytes(got.path().resolve(name)),
          name);
    }
    assertEquals(Files.exists(expected.best()), Files.exists(got.best()));
  }

  /** Stops in the middle of an epoch. */
  private static void killIn(RunFolder folder, int epoch) {
    assertThrows(
        Runs.Killed.class,
        () ->
            Runs.run(
                folder,
                1,
                new Runs.Silent() {
                  @Override
                  public void batch(int number, Score.Sum sum) {
                    if (number == epoch && sum.rows() > 500) {
                      throw new Runs.Killed();
                    }
                  }
                }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "norm normprop",
        "norm normprop weights both nesterov yes clip 1",
        "norm batchnorm optimizer adam",
        "norm layernorm batch 1",
        "norm weightnorm validation 0.2",
        "norm none arch F(12)-D(keep=0.5)-F(10) input batch",
        "norm normprop arch C(3,3,1,1)-P(2,2,0,max)-F(10) flip yes",
        "norm normprop activation prelu momentum 0 schedule halve:1",
        "rho auto calibrate 200 arch C(3,3,1,1)-P(2,2,0,max)-C(3,3,1,1)-P(2,2,0,max)-F(10)"
      })
  void stoppingAnywhereAndResumingGivesTheSameBytes(String options) throws Exception {
    Settings settings = Runs.settings(options.split(" "));
    RunFolder whole = Runs.whole(dir.resolve("whole"), settings, 1);
    RunFolder stopped = Runs.start(dir.resolve("stopped"), settings);
    for (int epoch = 1; epoch <= 3; epoch++) {
      killIn(stopped, epoch);
    }
    Runs.run(stopped, 1, new Runs.Silent());
    assertSameBytes(whole, stopped);
  }

  @Test
  void whatAProcessWroteBeyondItsLastCheckpointIsDoneAgain() throws Exception {
    Settings settings = Runs.settings("epochs", "2");
    RunFolder whole = Runs.whole(dir.resolve("whole"), settings, 1);
    RunFolder stopped = Runs.start(dir.resolve("stopped"), settings);
    killIn(stopped, 2);
    // Dead between its metrics and its checkpoint, and while it wrote a file.
    for (String name : List.of("metrics.csv", "layers.csv", "histograms.csv")) {
      Files.copy(
          whole.path().resolve(name),
          stopped.path().resolve(name),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    Path half = stopped.path().resolve(".metrics.csv.0b5e3b2a-7c1d-4e8f-9a6b-1c2d3e4f5a6b.tmp");
    Files.writeString(half, "epo");
    Runs.run(stopped, 1, new Runs.Silent());
    assertSameBytes(whole, stopped);
    assertFalse(Files.exists(half));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arch F(12)-F(12)-F(10)",
        "arch C(4,3,1,1)-P(2,2,0,max)-D(keep=0.8)-F(10)",
        "norm batchnorm arch C(4,3,1,1)-P(2,2,0,avg)-F(10)",
        "norm layernorm arch C(4,3,1,1)-P(2,2,0,avg)-F(12)-F(10)",
        "calibrate 99 arch C(4,3,1,1)-R(C(4,3,1,1)-C(4,3,1,1,linear))-A-P(2,2,0,max)-F(10)"
      })
  void oneTwoAndFiveThreadsGiveTheSameBytes(String options) throws Exception {
    Settings settings = Runs.settings((options + " epochs 2").split(" "));
    RunFolder one = Runs.whole(dir.resolve("one"), settings, 1);
    assertSameBytes(one, Runs.whole(dir.resolve("two"), settings, 2));
    assertSameBytes(one, Runs.whole(dir.resolve("five"), settings, 5));
  }

  @Test
  void anotherSeedGivesAnotherRun() throws Exception {
    RunFolder one = Runs.whole(dir.resolve("one"), Runs.settings(), 1);
    RunFolder two = Runs.whole(dir.resolve("two"), Runs.settings("seed", "2"), 1);
    assertFalse(
        Files.readString(one.path().resolve("metrics.csv"))
            .equals(Files.readString(two.path().resolve("metrics.csv"))));
  }

  @Test
  void divergenceIsToldWithStepAndPlaceAndKeepsTheLastCheckpoint() throws Exception {
    Settings settings = Runs.settings("norm", "none", "lr", "1e30");
    RunFolder folder = Runs.start(dir.resolve("run"), settings);
    DivergedException e =
        assertThrows(DivergedException.class, () -> Runs.run(folder, 1, new Runs.Silent()));
    assertTrue(
        e.getMessage().matches(".*epoch 1, step [0-9]+: .*(layer|parameter) .*"), e::getMessage);
    assertTrue(folder.diverged());
    assertTrue(folder.metrics().isEmpty());
  }

  @Test
  void trainingStopsWhenTheValidationLossFallsNoMore() throws Exception {
    Settings settings =
        Runs.settings("validation", "0.2", "early-stop", "2", "epochs", "200", "lr", "0.3");
    RunFolder folder = Runs.whole(dir.resolve("run"), settings, 1);
    List<EpochMetrics> metrics = folder.metrics();
    assertTrue(metrics.size() < 200);
    double least = metrics.stream().mapToDouble(EpochMetrics::validationLoss).min().orElseThrow();
    assertEquals(least, metrics.get(metrics.size() - 3).validationLoss());
    assertEquals(metrics.size() - 2, Checkpoint.read(folder.best()).epoch());
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefused() throws Exception {
    RunFolder one = Runs.whole(dir.resolve("one"), Runs.settings(), 1);
    RunFolder two = Runs.start(dir.resolve("two"), Runs.settings("arch", "F(13)-F(10)"));
    Files.copy(one.checkpoint(), two.checkpoint());
    IOException e = assertThrows(IOException.class, () -> Runs.run(two, 1, new Runs.Silent()));
    assertTrue(e.getMessage().contains("shape"), e::getMessage);
  }

  @Test
  void batchNormalisationOfOneRowIsRefusedWithAReason() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Training.checked(
                    Runs.settings("norm", "batchnorm", "batch", "1"), Path.of("none")));
    assertTrue(e.getMessage().contains("no variance"), e::getMessage);
  }

  @Test
  void batchNormalisationNeverMeetsABatchOfOneRow() throws Exception {
    // 1,438 training rows leave one row over with batches of 479.
    Settings settings = Runs.settings("norm", "batchnorm", "batch", "479", "epochs", "1");
    assertEquals(1438, Training.checked(settings, Path.of("none")).train().size());
    RunFolder folder = Runs.whole(dir.resolve("run"), settings, 1);
    assertEquals(3, folder.metrics().get(0).steps());
  }
}
