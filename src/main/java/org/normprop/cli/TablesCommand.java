package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normprop.cli.about.Version;
import org.normprop.cli.constants.TableEdits;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.Progress;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.work.Workplace;
import org.normprop.function.Unit;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
import org.normprop.io.FileText;
import org.normprop.io.FolderLock;
import org.normprop.moments.Agreement;
import org.normprop.moments.Calculator;
import org.normprop.moments.KnownExact;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.report.words.KernelTable;
import org.normprop.table.ConstantsTable;
import org.normprop.table.Input;
import org.normprop.table.Provenance;
import org.normprop.table.Row;
import org.normprop.table.StandardTable;
import org.normprop.table.TableFile;

/**
 * {@code tables}: makes the tables of constants anew, or checks that they would come out the same.
 */
final class TablesCommand implements Command {

  private final Workplace workplace;

  TablesCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public String summary() {
    return "make the tables of constants anew, or check them byte for byte";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("dir", "d", "DIR", "folder of the tables (default tables)"),
        Option.SAMPLES,
        Option.SEED,
        Option.THREADS,
        Option.of(
                "add",
                "UNIT",
                "put one more unit into its table, made with that table's samples and seed; may be"
                    + " repeated")
            .offering(Words::units),
        Option.of("remove", "UNIT", "take out a unit that was added; may be repeated")
            .offering(Words::units),
        Option.flag(
            "check", "write nothing; make the tables in memory, as their heads say, and compare"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "tables",
        "tables --check",
        "tables --add relu,max:5x5",
        "tables --remove relu,max:5x5",
        "tables --samples 1e8 --dir more");
  }

  @Override
  public String goOn() {
    return "the tables are as they were, or new";
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    arguments.noOperands(this);
    Path dir = Path.of(arguments.text("dir", "tables"));
    if (arguments.has("check")) {
      for (String option : List.of("add", "remove")) {
        if (arguments.has(option)) {
          throw new UsageException(
              "--check writes nothing, so --" + option + " does not go with it");
        }
      }
      return check(dir, arguments, console);
    }
    List<Unit> added = units(arguments, "add");
    List<Unit> removed = units(arguments, "remove");
    Sampling sampling = sampling(arguments, Sampling.DEFAULT.samples(), Sampling.DEFAULT.seed());
    boolean isEdit = !added.isEmpty() && !TableEdits.isEmpty(dir) || !removed.isEmpty();
    if (!isEdit) {
      Files.createDirectories(dir);
    }
    try (FolderLock lock = FolderLock.take(dir, "tables")) {
      AtomicFile.sweep(dir);
      if (isEdit) {
        Long samples = arguments.has("samples") ? Long.valueOf(sampling.samples()) : null;
        Long seed = arguments.has("seed") ? Long.valueOf(sampling.seed()) : null;
        return TableEdits.run(
            dir, new TableEdits.Wanted(added, removed, samples, seed, sampling.threads()), console);
      }
      return make(dir, added, sampling, console);
    }
  }

  private static List<Unit> units(Arguments arguments, String option) {
    return arguments.texts(option).stream().map(Unit::parse).toList();
  }

  private static Sampling sampling(Arguments arguments, long samples, long seed) {
    return new Sampling(
        arguments.whole("samples", samples, 2, Long.MAX_VALUE),
        arguments.whole("seed", seed, Long.MIN_VALUE, Long.MAX_VALUE),
        arguments.threads());
  }

  private int make(Path dir, List<Unit> added, Sampling sampling, Console console)
      throws IOException {
    Map<StandardTable, List<Unit>> units = new EnumMap<>(StandardTable.class);
    for (StandardTable table : StandardTable.values()) {
      Path file = dir.resolve(table.fileName());
      List<Row> rows = Files.exists(file) ? TableFile.read(file).table().rows() : List.of();
      units.put(table, units(table, rows, added));
    }
    Map<StandardTable, TableFile> files = compute(units, sampling, console);
    List<Row> rows = files.values().stream().flatMap(f -> f.table().rows().stream()).toList();
    List<String> disagreements = Agreement.disagreements(rows);
    if (!disagreements.isEmpty()) {
      console.err().println("normprop: the two routes disagree; nothing was written:");
      disagreements.forEach(line -> console.err().println("  " + line));
      return ExitCode.CHECK_FAILED;
    }
    for (Map.Entry<StandardTable, TableFile> entry : files.entrySet()) {
      Path file = dir.resolve(entry.getKey().fileName());
      entry.getValue().write(file);
      console
          .out()
          .println(file + ": " + Words.counted(entry.getValue().table().rows().size(), "unit"));
    }
    Path kernels = dir.resolve(KernelTable.FILE);
    AtomicFile.write(kernels, KernelTable.text(Version.current()));
    console.out().println(kernels + ": " + KernelTable.units().size() + " units");
    return ExitCode.DONE;
  }

  /** The units that a table always holds, those that its file holds besides, and added ones. */
  private static List<Unit> units(StandardTable table, List<Row> rows, List<Unit> added) {
    Map<String, Unit> byText = new LinkedHashMap<>();
    table.units().forEach(unit -> byText.put(unit.text(), unit));
    rows.forEach(row -> byText.putIfAbsent(row.unit().text(), row.unit()));
    added.stream()
        .filter(unit -> StandardTable.of(unit) == table)
        .forEach(unit -> byText.putIfAbsent(unit.text(), unit));
    return List.copyOf(byText.values());
  }

  /** One pass over the samples serves all tables. */
  private Map<StandardTable, TableFile> compute(
      Map<StandardTable, List<Unit>> units, Sampling sampling, Console console) {
    List<Unit> all = units.values().stream().flatMap(List::stream).toList();
    List<Row> rows;
    try (Progress progress = new Progress(console, "tables", sampling.samples())) {
      rows =
          Calculator.rows(
              all,
              Input.STANDARD,
              Calculator.Method.BOTH,
              sampling,
              progress,
              workplace.sampling(sampling.threads()),
              new KnownExact());
    }
    Provenance provenance =
        new Provenance(
            MonteCarlo.STREAM_VERSION, sampling.seed(), sampling.samples(), Version.current());
    Map<StandardTable, TableFile> files = new EnumMap<>(StandardTable.class);
    int from = 0;
    for (Map.Entry<StandardTable, List<Unit>> entry : units.entrySet()) {
      int to = from + entry.getValue().size();
      ConstantsTable table = new ConstantsTable(Input.STANDARD, rows.subList(from, to));
      files.put(entry.getKey(), new TableFile(provenance, table));
      from = to;
    }
    return files;
  }

  private int check(Path dir, Arguments arguments, Console console) throws IOException {
    // Tables made with different options are checked one group after the other.
    Map<Sampling, Map<StandardTable, List<Unit>>> groups = new LinkedHashMap<>();
    List<String> differences = new ArrayList<>();
    for (StandardTable table : StandardTable.values()) {
      try {
        TableFile read = TableFile.readEdited(dir.resolve(table.fileName()));
        Provenance p = read.provenance();
        groups
            .computeIfAbsent(
                sampling(arguments, p.samples(), p.seed()), k -> new EnumMap<>(StandardTable.class))
            .put(table, units(table, read.table().rows(), List.of()));
      } catch (BadFileException e) {
        differences.add(e.getMessage());
      }
    }
    for (Map.Entry<Sampling, Map<StandardTable, List<Unit>>> group : groups.entrySet()) {
      Map<StandardTable, TableFile> files = compute(group.getValue(), group.getKey(), console);
      for (Map.Entry<StandardTable, TableFile> entry : files.entrySet()) {
        Path file = dir.resolve(entry.getKey().fileName());
        difference(file, FileText.read(file), entry.getValue().text(), differences);
      }
      Agreement.disagreements(
              files.values().stream().flatMap(f -> f.table().rows().stream()).toList())
          .forEach(differences::add);
    }
    Path kernels = dir.resolve(KernelTable.FILE);
    if (Files.exists(kernels)) {
      String expected = KernelTable.text(Version.current());
      difference(kernels, FileText.read(kernels), expected, differences);
    } else {
      differences.add(kernels + " is missing; make it by 'normprop tables'");
    }
    if (differences.isEmpty()) {
      console.out().println("all tables come out byte for byte");
      return ExitCode.DONE;
    }
    console.err().println("normprop: the tables in " + dir + " do not come out as they are:");
    differences.forEach(line -> console.err().println("  " + line));
    return ExitCode.CHECK_FAILED;
  }

  /** The first line in which the file differs from what it should be. */
  private static void difference(Path file, String got, String expected, List<String> differences) {
    if (got.equals(expected)) {
      return;
    }
    String[] gotLines = got.split("\n", -1);
    String[] expectedLines = expected.split("\n", -1);
    int line = 0;
    while (line < Math.min(gotLines.length, expectedLines.length)
        && (gotLines[line].equals(expectedLines[line])
            || gotLines[line].startsWith("# checksum")
                && expectedLines[line].startsWith("# checksum"))) {
      line++;
    }
    differences.add(file + ":" + (line + 1) + ": is       " + at(gotLines, line));
    differences.add("should be " + at(expectedLines, line));
  }

  private static String at(String[] lines, int index) {
    return index < lines.length ? lines[index] : "(end of file)";
  }
}
