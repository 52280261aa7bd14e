package org.normprop.cli.constants;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.Progress;
import org.normprop.export.ExportedConstant;
import org.normprop.export.ExportedConstants;
import org.normprop.function.Unit;
import org.normprop.moments.Calculator;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Input;
import org.normprop.table.Provenance;
import org.normprop.table.Row;
import org.normprop.table.StandardTable;
import org.normprop.table.TableFile;

/**
 * Finds what {@code export} writes: rows of the tables in a folder, where one was named, and what
 * is not in them is computed. Without a folder the same comes out wherever the program is started.
 */
public final class ConstantsToExport {

  private ConstantsToExport() {}

  /** What a folder of tables holds: rows by key, and the heads of the files. */
  private record Tables(Map<String, Row> rows, Set<Provenance> provenance) {}

  /**
   * Rows as they were found.
   *
   * @param rows by the name that each was asked by, in order
   * @param provenance where they come from, a sentence a line
   */
  record Found(Map<String, Row> rows, List<String> provenance) {

    ExportedConstants constants() {
      List<ExportedConstant> constants = new ArrayList<>();
      rows.forEach((name, row) -> constants.add(ExportedConstant.of(name, row)));
      return new ExportedConstants(provenance, constants);
    }
  }

  /**
   * Finds constants.
   *
   * @param asked units as they were asked for; empty for all that the tables hold
   * @param dir a folder of tables, if one was named
   * @param console where progress is shown
   * @return a constant for each, under the name that it was asked by
   * @throws IOException if a table cannot be read
   */
  public static ExportedConstants find(List<String> asked, Optional<Path> dir, Console console)
      throws IOException {
    return rows(asked, dir, console).constants();
  }

  /** The same as rows. */
  static Found rows(List<String> asked, Optional<Path> dir, Console console) throws IOException {
    Tables tables = new Tables(new LinkedHashMap<>(), new LinkedHashSet<>());
    if (dir.isPresent()) {
      read(dir.get(), tables);
    }
    Map<String, Unit> units = new LinkedHashMap<>();
    asked.forEach(text -> units.put(text.strip(), Unit.parse(text)));
    if (asked.isEmpty()) {
      Stream<Unit> all =
          tables.rows().isEmpty()
              ? Stream.of(StandardTable.values()).flatMap(t -> t.units().stream())
              : tables.rows().values().stream().map(Row::unit);
      all.forEach(unit -> units.put(unit.text(), unit));
    }
    Map<String, Row> computed = computed(units.values(), tables, console);
    Map<String, Row> rows = new LinkedHashMap<>();
    units.forEach(
        (name, unit) ->
            rows.put(name, tables.rows().getOrDefault(unit.text(), computed.get(unit.text()))));
    return new Found(rows, provenance(tables, computed, units.size()));
  }

  private static void read(Path dir, Tables tables) throws IOException {
    for (StandardTable table : StandardTable.values()) {
      TableFile file = TableFile.read(dir.resolve(table.fileName()));
      tables.provenance().add(file.provenance());
      file.table().rows().forEach(row -> tables.rows().put(row.unit().text(), row));
    }
  }

  private static Map<String, Row> computed(Iterable<Unit> units, Tables tables, Console console) {
    Map<String, Unit> missing = new LinkedHashMap<>();
    for (Unit unit : units) {
      if (!tables.rows().containsKey(unit.text())) {
        missing.put(unit.text(), unit);
      }
    }
    Map<String, Row> computed = new LinkedHashMap<>();
    if (!missing.isEmpty()) {
      Sampling sampling = Sampling.DEFAULT;
      try (Progress progress = new Progress(console, "export", sampling.samples())) {
        Calculator.rows(
                List.copyOf(missing.values()),
                Input.STANDARD,
                Calculator.Method.EXACT,
                sampling,
                progress)
            .forEach(row -> computed.put(row.unit().text(), row));
      }
    }
    return computed;
  }

  private static List<String> provenance(Tables tables, Map<String, Row> computed, int units) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Made by normprop "
            + Version.current()
            + " (export): what comes out of each unit when independent N(0, 1) goes in.");
    if (computed.size() < units) {
      for (Provenance p : tables.provenance()) {
        lines.add(
            "From tables made by normprop "
                + p.version()
                + " with "
                + p.samples()
                + " samples, seed "
                + p.seed()
                + ", stream "
                + p.stream()
                + ".");
      }
    }
    if (!computed.isEmpty()) {
      boolean isSampled = computed.values().stream().anyMatch(row -> row.exact().isEmpty());
      Sampling s = Sampling.DEFAULT;
      lines.add(
          "Computed for this file: "
              + computed.size()
              + (computed.size() == 1 ? " unit" : " units")
              + (isSampled
                  ? "; those of method mc from "
                      + s.samples()
                      + " samples, seed "
                      + s.seed()
                      + ", stream "
                      + MonteCarlo.STREAM_VERSION
                      + "."
                  : "."));
    }
    lines.add("Numbers have the digits that their error supports.");
    return lines;
  }
}
