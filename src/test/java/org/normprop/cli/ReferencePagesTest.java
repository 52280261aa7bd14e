package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.line.ExitCode;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.StageParameter;
import org.normprop.table.Quantity;

/** The pages of reference say what the code says. */
class ReferencePagesTest {

  static String page(String name) throws IOException {
    return Files.readString(Path.of("src/docs", name + ".md"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"activations", "definitions"})
  void aPrintedPageIsCommittedAsItIsPrinted(String name) throws IOException {
    assertEquals(
        Cli.run("manual", name).out(),
        page(name),
        "make it anew: java -jar target/normprop.jar manual "
            + name
            + " > src/docs/"
            + name
            + ".md");
  }

  @Test
  void everyActivationHasAFormulaAndItsParametersWithDefaults() throws IOException {
    String page = page("activations");
    for (String name : Activations.names()) {
      assertTrue(page.contains("\n| `" + name + "` | "), name);
      assertFalse(page.contains("\n| `" + name + "` |  |"), name + " has no formula");
      for (StageParameter parameter : Activations.parameters(name)) {
        assertTrue(page.contains("`" + parameter.name() + "="), name + " " + parameter.name());
      }
    }
  }

  @Test
  void everyQuantityIsDefined() throws IOException {
    for (Quantity quantity : Quantity.values()) {
      assertTrue(page("definitions").contains("| " + quantity.heading() + " | `"), quantity.text());
    }
  }

  @Test
  void aUnitIsExplainedByItsOwnNumbers() {
    String out = Cli.run("estimate", "relu", "--method", "exact", "--explain").out();
    assertTrue(out.contains("rms gain = 1/sqrt(E[y^2]) = 1.41421\n"), out);
    assertTrue(out.contains("backward = sqrt(E|grad y|^2 / 1) = 0.707107\n"), out);
    String several =
        Cli.run("estimate", "relu,max:2x2", "tanh", "--method", "exact", "--explain").out();
    assertTrue(several.contains("\nrelu,max:2x2\nmean = E[y] = 1.04576\n"), several);
    assertTrue(several.contains("jacobian factor = sqrt(4) backward / std = 1.44309\n"), several);
    assertEquals(ExitCode.USAGE, Cli.run("estimate", "relu", "--explain", "-f", "csv").code());
  }

  @Test
  void anUnknownPageIsAnsweredWithThoseThereAre() {
    Cli cli = Cli.run("manual", "gains");
    assertEquals(ExitCode.USAGE, cli.code());
    assertTrue(cli.err().contains("activations, definitions"), cli.err());
  }
}
