package org.normprop.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.normprop.net.graph.Constants;
import org.normprop.table.Input;
import org.normprop.table.TableFile;

/**
 * The constants of a run, which stay as they were when it began: {@code constants.csv}, and {@code
 * constants-rho.csv} of correlated values where settings ask for them.
 *
 * @param folder the run's folder
 */
record RunConstants(Path folder) {

  private Path standardFile() {
    return folder.resolve("constants.csv");
  }

  private Path correlatedFile() {
    return folder.resolve("constants-rho.csv");
  }

  /** Those of independent N(0,1). */
  TableFile standard() throws IOException {
    return TableFile.read(standardFile());
  }

  /** All that there are. */
  Constants all() throws IOException {
    return Files.exists(correlatedFile())
        ? new Constants(standard().table(), TableFile.read(correlatedFile()).table())
        : Constants.of(standard().table());
  }

  /** All that a model needs; what is not there yet comes from a source, and stays. */
  Constants of(Model model, ConstantsSource source) throws IOException {
    if (!Files.exists(standardFile())) {
      source.of(Input.STANDARD, model.needs()).write(standardFile());
    }
    double rho = model.recipe().rho();
    if (rho > 0 && !Files.exists(correlatedFile())) {
      source.of(Input.normal(0, 1, rho), model.correlatedNeeds()).write(correlatedFile());
    }
    return all();
  }
}
