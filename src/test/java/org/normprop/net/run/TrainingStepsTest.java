package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the benchmarks keeps up with what it measures. */
class TrainingStepsTest {

  private static final String SOURCE = "src/bench/java/org/normprop/net/run/TrainingSteps.java";

  @Test
  void everyNetOfTheBenchmarksTrains(@TempDir Path folder) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), SOURCE));
    command.addAll(List.of("0.001", "1", "1"));
    List<String> nets = List.of("mlp@2", "mlp1", "cnn@2", "nin@2", "paper@2", "w8d2/normprop");
    command.addAll(nets);
    Path told = folder.resolve("told.txt");
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(told.toFile())
            .redirectError(errors.toFile())
            .start();
    int code = process.waitFor();
    assertEquals(0, code, () -> read(errors));
    List<String> lines = Files.readAllLines(told);
    assertEquals(nets.size(), lines.size(), () -> read(told));
    for (int i = 0; i < nets.size(); i++) {
      assertTrue(lines.get(i).startsWith("{\"spec\": \"" + nets.get(i) + "\""), lines.get(i));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
