package org.normprop.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.net.compute.Engine;
import org.normprop.net.layer.Statistics;
import org.normprop.net.run.Network;
import org.normprop.net.run.Pass;
import org.normprop.train.setting.Settings;

class TunerTest {

  private static final Path NO_CACHE = Path.of("no-cache");

  private static final String TWO_POOLS =
      "C(16,3,1,1)-P(2,2,0,max)-R(C(16,3,1,1)-C(16,3,1,1,linear))-A-P(2,2,0,avg)-F(10)";

  @TempDir Path dir;

  /** Mean and std of what poolings and sums put out at the start, on as many training rows. */
  private List<Statistics> outputs(String name, int rows, String... options) throws IOException {
    Settings settings = Runs.settings(options);
    RunFolder folder = Runs.start(dir.resolve(name), settings);
    try (Engine engine = Engine.start(1)) {
      Problem problem = Training.checked(settings, NO_CACHE);
      Network network = Training.in(folder, problem, Runs::constants, engine).network();
      Feed feed = TrainingRows.first(settings, problem, rows);
      int n = network.graph().nodes().size();
      List<Statistics.Sum> sums = Stream.generate(Statistics.Sum::new).limit(n + 1).toList();
      int size = network.input().size();
      for (int done = 0; done < rows; done += network.maxBatch()) {
        int batch = Math.min(network.maxBatch(), rows - done);
        float[] part = Arrays.copyOfRange(feed.x(), done * size, (done + batch) * size);
        network.forward(
            part,
            batch,
            Pass.training(1),
            (tensor, values) ->
                sums.get(tensor).add(values, batch * network.graph().shape(tensor).size()));
      }
      return network.graph().nodes().stream()
          .filter(node -> node.text().startsWith("P(") || node.text().equals("calibrated"))
          .map(node -> sums.get(network.graph().nodes().indexOf(node) + 1).get())
          .toList();
    }
  }

  @Test
  void calibratedPoolingsAndSumsPutOutMeanZeroAndStdOne() throws IOException {
    List<Statistics> all = outputs("run", 300, "arch", TWO_POOLS, "calibrate", "300");
    assertEquals(3, all.size());
    for (Statistics of : all) {
      assertEquals(0, of.mean(), 1e-5);
      assertEquals(1, of.std(), 1e-5);
    }
  }

  @Test
  void byConstantsAloneTheyDoNot() throws IOException {
    List<Statistics> all = outputs("run", 300, "arch", TWO_POOLS);
    assertTrue(all.stream().anyMatch(of -> Math.abs(of.mean()) > 0.1), all::toString);
  }

  @Test
  void whatWasFoundStaysInTheFolder() throws IOException {
    outputs("run", 300, "arch", TWO_POOLS, "calibrate", "300", "rho", "auto");
    String tuning = Files.readString(dir.resolve("run").resolve("tuning.json"));
    // Digits: neighbours correlate by about a half.
    assertTrue(tuning.matches("(?s).*\"rho\": \"0\\.[2-8][0-9]*/0\\.[0-9]+\".*"), tuning);
    assertTrue(Files.exists(dir.resolve("run").resolve("constants-rho-2.csv")));
    List<String> names = List.of("\"1\"", "\"2.sum\"", "\"4\"");
    names.forEach(name -> assertTrue(tuning.contains("\"node\": " + name), tuning));
  }

  @Test
  void nothingIsLookedUpThatNobodyAskedFor() throws IOException {
    outputs("run", 64, "arch", TWO_POOLS, "rho", "0.5");
    assertFalse(Files.exists(dir.resolve("run").resolve("tuning.json")));
  }
}
