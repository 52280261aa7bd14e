package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.Progress;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.onnx.RunExport;
import org.normprop.export.ExportFormat;
import org.normprop.export.ExportedConstant;
import org.normprop.export.ExportedConstants;
import org.normprop.export.TimmExport;
import org.normprop.function.Unit;
import org.normprop.io.AtomicFile;
import org.normprop.moments.Calculator;
import org.normprop.moments.sample.MonteCarlo;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Input;
import org.normprop.table.Provenance;
import org.normprop.table.Row;
import org.normprop.table.StandardTable;
import org.normprop.table.TableFile;

/** {@code export}: hands the constants to other programs. */
final class ExportCommand implements Command {

  private static final String TABLES = "tables";

  /** The formats of constants, and a trained network as a model. */
  private enum Target {
    JSON,
    CSV,
    MARKDOWN,
    LATEX,
    JAVA,
    PYTORCH,
    JAX,
    KERAS,
    TIMM,
    ONNX
  }

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "write constants for a framework, a language or a paper, or a run as an ONNX model";
  }

  @Override
  public String operands() {
    return "[UNIT...|RUN]";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.choice("to", null, "FORMAT", "", Target.JSON),
        Option.of("output", "o", "FILE", "where to; standard output if not given"),
        Option.of(
            "dir",
            "d",
            "DIR",
            "folder of the tables (default tables); units that are not in them are computed"));
  }

  @Override
  public List<String> operandWords() {
    return Words.units();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "export --to pytorch --output normalized.py",
        "export --to timm",
        "export relu gelu relu,max:3x3 --to latex",
        "export --to java --output NormConstants.java",
        "export runs/digits-mlp-1 --to onnx -o digits.onnx");
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    Target target = arguments.choice("to", Target.JSON);
    if (target == Target.ONNX) {
      return RunExport.run(arguments, console);
    }
    ExportFormat format = ExportFormat.valueOf(target.name());
    List<Unit> asked = arguments.operands().stream().map(Unit::parse).toList();
    Optional<Path> output = arguments.output();
    Tables tables = tables(arguments);
    List<Unit> units = units(asked, format, tables);
    ExportedConstants constants = constants(units, tables, console);
    String name = output.map(ExportCommand::stem).orElse("");
    String text = format.text(constants, name);
    if (output.isEmpty()) {
      console.out().print(text);
    } else {
      AtomicFile.write(output.get(), text);
      console
          .err()
          .println(output.get() + ": " + Words.counted(constants.constants().size(), "unit"));
    }
    return ExitCode.DONE;
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  /** What the folder of tables holds: rows by key, and the heads of the files. */
  private record Tables(Map<String, Row> rows, Set<Provenance> provenance) {}

  private static Tables tables(Arguments arguments) throws IOException {
    Path dir = Path.of(arguments.text("dir", TABLES));
    Tables tables = new Tables(new LinkedHashMap<>(), new LinkedHashSet<>());
    if (!arguments.has("dir") && !Files.isDirectory(dir)) {
      return tables;
    }
    for (StandardTable table : StandardTable.values()) {
      TableFile file = TableFile.read(dir.resolve(table.fileName()));
      tables.provenance().add(file.provenance());
      file.table().rows().forEach(row -> tables.rows().putIfAbsent(row.unit().key(), row));
    }
    return tables;
  }

  private static List<Unit> units(List<Unit> asked, ExportFormat format, Tables tables) {
    if (format == ExportFormat.TIMM) {
      if (!asked.isEmpty()) {
        throw new UsageException("--to timm has units of its own: name none");
      }
      return TimmExport.units();
    }
    if (!asked.isEmpty()) {
      return asked;
    }
    return tables.rows().isEmpty()
        ? Stream.of(StandardTable.values()).flatMap(t -> t.units().stream()).toList()
        : tables.rows().values().stream().map(Row::unit).toList();
  }

  private static ExportedConstants constants(List<Unit> units, Tables tables, Console console) {
    List<Unit> missing =
        units.stream().filter(unit -> !tables.rows().containsKey(unit.key())).toList();
    Map<String, Row> computed = new LinkedHashMap<>();
    if (!missing.isEmpty()) {
      Sampling sampling = Sampling.DEFAULT;
      try (Progress progress = new Progress(console, "export", sampling.samples())) {
        Calculator.rows(missing, Input.STANDARD, Calculator.Method.EXACT, sampling, progress)
            .forEach(row -> computed.put(row.unit().key(), row));
      }
    }
    List<ExportedConstant> constants = new ArrayList<>();
    for (Unit unit : units) {
      Row row = tables.rows().get(unit.key());
      Row found = row == null ? computed.get(unit.key()) : row;
      constants.add(ExportedConstant.of(new Row(unit, found.sampled(), found.exact())));
    }
    return new ExportedConstants(provenance(tables, computed, units.size()), constants);
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
      lines.add(
          "Computed for this file: "
              + computed.size()
              + (computed.size() == 1 ? " unit" : " units")
              + (isSampled
                  ? "; those of method mc from "
                      + Sampling.DEFAULT.samples()
                      + " samples, seed "
                      + Sampling.DEFAULT.seed()
                      + ", stream "
                      + MonteCarlo.STREAM_VERSION
                      + "."
                  : "."));
    }
    lines.add("Numbers have the digits that their error supports.");
    return lines;
  }
}
