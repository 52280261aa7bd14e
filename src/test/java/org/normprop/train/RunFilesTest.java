package org.normprop.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.data.DataSet;
import org.normprop.net.compute.Engine;
import org.normprop.net.file.NetworkFile;
import org.normprop.net.file.Safetensors;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;

/** One description of a network, and one format for it. */
class RunFilesTest {

  private static final Path OLD = Path.of("src/test/resources/runs/before-network-files");

  @TempDir private Path folder;

  private RunFolder copyOfOldRun() throws IOException {
    try (Stream<Path> files = Files.list(OLD)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return new RunFolder(folder);
  }

  /** What the program said that made the run: accuracy 74.65 %, loss 1.0512. */
  @Test
  void aRunOfAnOlderProgramLoadsAndGivesWhatItGave() throws IOException {
    try (Engine engine = Engine.start(1)) {
      TrainedRun run = TrainedRun.open(copyOfOldRun(), engine);
      DataSet rows = run.answered(Optional.empty(), Optional.empty(), folder);
      Evaluation.Classes found = (Evaluation.Classes) run.predict(rows).against(rows);
      assertEquals(0.7465, found.accuracy(), 5e-5);
      assertEquals(1.0512, found.loss(), 5e-5);
    }
  }

  @Test
  void aCheckpointIsANetworkFileWithCounters() throws IOException, DivergedException {
    try (Engine engine = Engine.start(1)) {
      RunFolder run =
          Runs.start(
              folder,
              Runs.settings(
                  "arch",
                  "C(2,3,1,1)-P(2,2,0,max)-F(10)",
                  "activation",
                  "tanh",
                  "rho",
                  "0.5",
                  "epochs",
                  "1"));
      Runs.run(run, 1, new Runs.Silent());
      Map<String, String> metadata = Safetensors.read(run.checkpoint()).metadata();
      assertEquals("1", metadata.get("epoch"));
      assertTrue(metadata.get("architecture").startsWith("C(2,3,1,1)"), metadata.toString());
      Network alone = NetworkFile.read(run.checkpoint(), 64, engine);
      Network ofRun = TrainedRun.open(run, engine).network();
      float[] x = new float[64];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) Math.sin(i);
      }
      assertArrayEquals(
          ofRun.forward(x, 1, Pass.EVALUATION).clone(), alone.forward(x, 1, Pass.EVALUATION));
      assertEquals(
          List.of(), alone.state().stream().filter(t -> t.name().startsWith("optimizer")).toList());
    }
  }
}
