package org.normprop.cli.constants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Progress;
import org.normprop.cli.line.UsageException;
import org.normprop.function.Unit;
import org.normprop.moments.Agreement;
import org.normprop.moments.Calculator;
import org.normprop.moments.KnownExact;
import org.normprop.moments.law.MomentException;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Provenance;
import org.normprop.table.Row;
import org.normprop.table.StandardTable;
import org.normprop.table.TableLines;

/**
 * {@code tables --add} and {@code --remove}: rows put into tables that are there and taken out of
 * them. A new row is made as its table's head says; all others stay as they are, byte for byte. Not
 * thread-safe.
 */
public final class TableEdits {

  private final Path dir;
  private final Map<StandardTable, TableLines> tables = new EnumMap<>(StandardTable.class);
  private final Map<StandardTable, List<Unit>> missing = new EnumMap<>(StandardTable.class);
  private final Set<StandardTable> changed = EnumSet.noneOf(StandardTable.class);
  private final List<String> remarks = new ArrayList<>();
  private final KnownExact known = new KnownExact();

  /** Why units have no place in a table. */
  private final List<String> refusals = new ArrayList<>();

  private TableEdits(Path dir) {
    this.dir = dir;
  }

  /**
   * What is asked for.
   *
   * @param added units to put in
   * @param removed units to take out
   * @param samples the samples that were asked for; null if none were
   * @param seed the seed that was asked for; null if none was
   * @param threads how many threads, or 0
   */
  public record Wanted(
      List<Unit> added, List<Unit> removed, Long samples, Long seed, int threads) {}

  /**
   * Whether no table is there, so that there is nothing to edit.
   *
   * @param dir the folder of the tables
   * @return whether none of the files exists
   */
  public static boolean isEmpty(Path dir) {
    for (StandardTable table : StandardTable.values()) {
      if (Files.exists(dir.resolve(table.fileName()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Edits the tables. A unit that has no moments is said to have none, and the others go in.
   *
   * @param dir their folder
   * @param wanted what is asked for
   * @param console where to tell what was done
   * @return the exit code
   * @throws IOException if a table cannot be read or written
   */
  public static int run(Path dir, Wanted wanted, Console console) throws IOException {
    TableEdits edits = new TableEdits(dir);
    for (Unit unit : wanted.removed()) {
      edits.remove(unit);
    }
    for (Unit unit : wanted.added()) {
      edits.add(unit, wanted);
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<StandardTable, List<Unit>> entry : edits.missing.entrySet()) {
      TableLines table = edits.tables.get(entry.getKey());
      List<Row> made = edits.made(entry.getValue(), table, wanted.threads(), console);
      made.forEach(table::put);
      rows.addAll(made);
    }
    List<String> disagreements = Agreement.disagreements(rows);
    if (!disagreements.isEmpty()) {
      console.err().println("normprop: the two routes disagree; nothing was written:");
      disagreements.forEach(line -> console.err().println("  " + line));
      return ExitCode.CHECK_FAILED;
    }
    edits.write(console);
    edits.refusals.forEach(why -> console.err().println("normprop: " + why));
    return edits.refusals.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
  }

  private List<Row> made(List<Unit> units, TableLines table, int threads, Console console) {
    Provenance head = table.provenance();
    Sampling sampling = new Sampling(head.samples(), head.seed(), threads);
    try (Progress progress = new Progress(console, "tables", sampling.samples())) {
      return Calculator.rows(
          units,
          table.input(),
          Calculator.Method.BOTH,
          sampling,
          progress,
          MonteCarlo.runner(sampling),
          known);
    }
  }

  private void remove(Unit unit) throws IOException {
    StandardTable kind = StandardTable.of(unit);
    if (has(kind.units(), unit)) {
      throw new UsageException(
          unit
              + " is one of the units that "
              + file(kind)
              + " always holds; --remove takes out what --add put in");
    }
    TableLines table = table(kind);
    if (!table.has(unit)) {
      throw new UsageException("there is no " + unit + " in " + file(kind));
    }
    table.remove(unit);
    remarks.add(file(kind) + ": without " + unit);
    changed.add(kind);
  }

  private static boolean has(List<Unit> units, Unit unit) {
    return units.stream().anyMatch(u -> u.text().equals(unit.text()));
  }

  private void add(Unit unit, Wanted wanted) throws IOException {
    StandardTable kind = StandardTable.of(unit);
    TableLines table = table(kind);
    List<Unit> units = missing.getOrDefault(kind, List.of());
    if (table.has(unit) || has(units, unit)) {
      remarks.add(file(kind) + ": " + unit + " is there");
      return;
    }
    Provenance head = table.provenance();
    mustBe("--samples", wanted.samples(), head.samples(), kind);
    mustBe("--seed", wanted.seed(), head.seed(), kind);
    if (head.stream() != MonteCarlo.STREAM_VERSION) {
      throw new UsageException(
          file(kind)
              + " was made with version "
              + head.stream()
              + " of the random streams, this is version "
              + MonteCarlo.STREAM_VERSION
              + "; make the tables anew: normprop tables");
    }
    try {
      known.of(unit, table.input());
    } catch (MomentException e) {
      refusals.add(e.getMessage());
      return;
    }
    missing.computeIfAbsent(kind, k -> new ArrayList<>()).add(unit);
    remarks.add(file(kind) + ": with " + unit);
    changed.add(kind);
  }

  /** Rows of one table have one number of samples and one seed. */
  private void mustBe(String option, Long asked, long head, StandardTable kind) {
    if (asked != null && asked != head) {
      throw new UsageException(
          file(kind)
              + " has "
              + option.substring(2)
              + " "
              + head
              + ": leave "
              + option
              + " out, or make the tables anew with it, without --add");
    }
  }

  private void write(Console console) throws IOException {
    for (StandardTable kind : changed) {
      tables.get(kind).write(file(kind));
    }
    remarks.forEach(console.out()::println);
  }

  private Path file(StandardTable table) {
    return dir.resolve(table.fileName());
  }

  private TableLines table(StandardTable kind) throws IOException {
    TableLines table = tables.get(kind);
    if (table == null) {
      table = TableLines.read(file(kind));
      tables.put(kind, table);
    }
    return table;
  }
}
