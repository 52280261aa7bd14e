package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.cli.line.ExitCode;

class ReportTest {

  @TempDir Path dir;

  @Test
  void aRunsPageHoldsAllAndLoadsNothing() throws IOException {
    Path run = dir.resolve("a run & more");
    Cli trained =
        Cli.run("train", "--demo", "digits-mlp", "--epochs", "2", "--out", run.toString());
    assertEquals(ExitCode.DONE, trained.code(), trained.err());
    String page = Files.readString(run.resolve("report.html"));
    for (String foreign : new String[] {"http:", "https:", "src=\"h", "@import", "url("}) {
      assertFalse(page.contains(foreign), foreign);
    }
    for (String part :
        new String[] {
          "Learning curves",
          "Pre-activations of layer 0",
          "Confusion",
          "data:image/png;base64,",
          "--weight-decay",
          "width=device-width",
          "taken for"
        }) {
      assertTrue(page.contains(part), part);
    }
  }
}
