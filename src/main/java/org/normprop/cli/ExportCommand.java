package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.normprop.cli.constants.ConstantsHtml;
import org.normprop.cli.constants.ConstantsToExport;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Command;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.onnx.RunExport;
import org.normprop.export.ExportFormat;
import org.normprop.export.ExportedConstants;
import org.normprop.export.TimmExport;
import org.normprop.function.Unit;
import org.normprop.io.AtomicFile;

/** {@code export}: hands the constants to other programs. */
final class ExportCommand implements Command {

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
    NUMPY,
    TIMM,
    HTML,
    ONNX
  }

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "write constants for a framework, a language or a paper, or a run as a model";
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
            "take what the tables in this folder hold; the rest, or all, is computed"));
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
        "export --to html --output constants.html",
        "export runs/digits-mlp-1 --to onnx -o digits.onnx",
        "export runs/digits-mlp-1 --to pytorch -o digits.py");
  }

  @Override
  public int run(Arguments arguments, Console console) throws IOException {
    Target target = arguments.choice("to", Target.JSON);
    if (target == Target.ONNX) {
      return RunExport.run(arguments, console);
    }
    if (target == Target.PYTORCH && RunSource.isRun(arguments.operands())) {
      return RunSource.run(arguments, console);
    }
    if (RunSource.isRun(arguments.operands())) {
      throw new UsageException(
          arguments.operands().get(0) + " is a run, which is exported --to onnx or --to pytorch");
    }
    if (target == Target.HTML) {
      return html(arguments, console);
    }
    ExportFormat format = ExportFormat.valueOf(target.name());
    Optional<Path> output = arguments.output();
    Optional<Path> dir = Optional.ofNullable(arguments.text("dir", null)).map(Path::of);
    ExportedConstants constants =
        ConstantsToExport.find(units(arguments.operands(), format), dir, console);
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
    format.remarks(constants, name).forEach(line -> console.err().println("normprop: " + line));
    return ExitCode.DONE;
  }

  private static int html(Arguments arguments, Console console) throws IOException {
    Optional<Path> dir = Optional.ofNullable(arguments.text("dir", null)).map(Path::of);
    String page = ConstantsHtml.page(arguments.operands(), dir, console);
    if (arguments.output().isEmpty()) {
      console.out().print(page);
    } else {
      AtomicFile.write(arguments.output().get(), page);
      console.err().println(arguments.output().get() + ": open it in a browser");
    }
    return ExitCode.DONE;
  }

  private static List<String> units(List<String> asked, ExportFormat format) {
    if (format != ExportFormat.TIMM) {
      return asked;
    }
    if (!asked.isEmpty()) {
      throw new UsageException("--to timm has units of its own: name none");
    }
    return TimmExport.units().stream().map(Unit::text).toList();
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
