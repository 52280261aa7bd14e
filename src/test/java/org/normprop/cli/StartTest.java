package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a short command does not need is not loaded: most of its time is loading. */
class StartTest {

  @TempDir private Path dir;

  private List<String> loaded(String... command) throws Exception {
    return everyLoaded(command).stream().filter(line -> line.contains(" org.normprop.")).toList();
  }

  private List<String> everyLoaded(String... command) throws Exception {
    Cli cli = Program.in(dir).jvm("-Xlog:class+load").run(command);
    assertEquals(0, cli.code(), cli.err());
    return cli.out().lines().filter(line -> line.contains("source:")).toList();
  }

  @Test
  void helpLoadsNeitherTheCatalogueNorSettings() throws Exception {
    List<String> loaded = loaded("--help");
    assertTrue(loaded.stream().anyMatch(line -> line.contains("org.normprop.cli.Commands")));
    for (String line : loaded) {
      assertTrue(!line.contains("function.catalogue"), line);
      assertTrue(!line.contains("train.setting"), line);
      assertTrue(!line.contains("org.normprop.net."), line);
    }
  }

  @Test
  void anEstimateLoadsNoNetwork() throws Exception {
    for (String line : loaded("estimate", "relu", "--samples", "1e4")) {
      assertTrue(!line.contains("org.normprop.net."), line);
      assertTrue(!line.contains("org.normprop.data.table"), line);
    }
  }

  // Sums of strings that are put together when they are first reached bind three texts and more.
  @Test
  void anEstimatePutsNoMethodsTogetherThatTheCompilerCouldHaveWritten() throws Exception {
    for (String line : everyLoaded("estimate", "relu", "--samples", "1e4")) {
      assertTrue(!line.contains("java.lang.runtime.ObjectMethods"), line);
      assertTrue(!line.contains("java.lang.invoke.BoundMethodHandle$Species_LLL"), line);
    }
  }
}
