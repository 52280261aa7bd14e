package org.normprop.cli.work;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.Progress;
import org.normprop.function.Unit;
import org.normprop.moments.CachedRows;
import org.normprop.moments.pair.ExactCorrelations;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Correlations;
import org.normprop.table.Input;
import org.normprop.table.Provenance;
import org.normprop.table.Row;
import org.normprop.table.TableFile;
import org.normprop.train.ConstantsSource;

/** Computes the constants that networks ask for, once each, and says so. Thread-safe. */
public final class ComputedConstants implements ConstantsSource {

  private final Console console;
  private final CachedRows known = new CachedRows(Sampling.DEFAULT);
  private final Set<String> told = new HashSet<>();

  public ComputedConstants(Console console) {
    this.console = console;
  }

  @Override
  public synchronized TableFile of(Input input, Set<Unit> units) {
    List<Unit> sorted = units.stream().sorted((a, b) -> a.text().compareTo(b.text())).toList();
    Sampling sampling = Sampling.DEFAULT;
    List<Row> rows;
    try (Progress progress = new Progress(console, "constants", sampling.samples())) {
      rows = known.rows(sorted, input, progress);
    }
    // Said once of each set, however many trainings ask.
    if (!rows.isEmpty() && told.add(input + describe(rows))) {
      console.err().println("computed the constants of " + describe(rows));
    }
    Provenance provenance =
        new Provenance(
            MonteCarlo.STREAM_VERSION, sampling.seed(), sampling.samples(), Version.current());
    return new TableFile(provenance, new ConstantsTable(input, rows));
  }

  @Override
  public Correlations correlations() {
    return new ExactCorrelations();
  }

  private static String describe(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                row.unit().text()
                    + " ("
                    + row.exact().map(exact -> exact.method()).orElse("sampled")
                    + ")")
        .collect(Collectors.joining("; "));
  }
}
