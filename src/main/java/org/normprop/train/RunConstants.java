package org.normprop.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normprop.function.Unit;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
import org.normprop.io.FileText;
import org.normprop.net.compute.Engine;
import org.normprop.net.graph.Constants;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Correlation;
import org.normprop.table.Input;
import org.normprop.table.TableFile;

/**
 * The constants of a run, which stay as they were when it began: {@code constants.csv}, and {@code
 * constants-rho.csv}, {@code constants-rho-2.csv} and so on of correlated values where settings ask
 * for them.
 *
 * @param folder the run's folder
 */
record RunConstants(Path folder) {

  private static final String TUNING = "tuning.json";

  private Path standardFile() {
    return folder.resolve("constants.csv");
  }

  private Path correlatedFile(int number) {
    return folder.resolve(number == 1 ? "constants-rho.csv" : "constants-rho-" + number + ".csv");
  }

  /** Those of independent N(0,1). */
  TableFile standard() throws IOException {
    return TableFile.read(standardFile());
  }

  /** All that there are. */
  Constants all() throws IOException {
    List<ConstantsTable> tables = new ArrayList<>(List.of(standard().table()));
    for (int i = 1; Files.exists(correlatedFile(i)); i++) {
      tables.add(TableFile.read(correlatedFile(i)).table());
    }
    return Constants.of(tables);
  }

  /** All that a model needs; what is not there yet comes from a source, and stays. */
  Constants of(Model model, ConstantsSource source) throws IOException {
    int correlated = 0;
    for (Map.Entry<Correlation, Set<Unit>> need : model.needs().entrySet()) {
      boolean isStandard = need.getKey().equals(Correlation.NONE);
      Path file = isStandard ? standardFile() : correlatedFile(++correlated);
      if (!Files.exists(file)) {
        source.of(Input.normal(0, 1, need.getKey()), need.getValue()).write(file);
      }
    }
    return all();
  }

  /** What was found in the data before the first step; empty if nothing was asked of them. */
  Optional<Tuning> tuning() throws IOException {
    Path file = folder.resolve(TUNING);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Tuning.fromJson(FileText.read(file)));
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, e.getMessage());
    }
  }

  private void write(Tuning tuning) throws IOException {
    AtomicFile.write(folder.resolve(TUNING), tuning.toJson());
  }

  /** A model with what its settings leave to the data, which is looked up once, and stays. */
  Model tuned(Model model, Problem problem, ConstantsSource constants, Engine engine)
      throws IOException {
    if (tuning().isPresent() || !Tuner.isNeeded(model)) {
      return model;
    }
    try {
      Tuning found = new Tuner(model, problem).tuning(constants, engine);
      write(found);
      return model.with(found);
    } catch (IllegalArgumentException e) {
      throw new RunFolder(folder).badSettings(e);
    }
  }
}
