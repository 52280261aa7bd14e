package org.normprop.cli.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.normprop.cli.about.Version;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.Progress;
import org.normprop.cli.line.UsageException;
import org.normprop.cli.work.PageFile;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.report.model.ModelChart;
import org.normprop.report.model.ModelData;
import org.normprop.report.model.ModelRow;
import org.normprop.report.model.ModelSignal;
import org.normprop.report.model.ModelText;
import org.normprop.report.page.SignalPage;
import org.normprop.report.plot.PictureFile;

/** {@code propagate MODEL.onnx}: mean and std of every tensor, predicted beside measured. */
public final class ModelPropagation {

  /** How results are printed. */
  public enum Format {
    /** For people. */
    TEXT,
    /** For programs. */
    CSV,
    /** For programs, too. */
    JSON
  }

  private ModelPropagation() {}

  /** Options that a model file has besides those of networks. */
  public static List<Option> options() {
    return List.of(
        Option.of("dim", "SYMBOL=N", "size of a model's symbolic dimension (default 1)"),
        Option.of("tokens", "N", "draw a model's whole inputs from 0 to N-1"),
        Option.choice("level", null, "LEVEL", "how fine a model is predicted", Level.MAPS),
        Option.of("only", "OPS", "operators to show of a model, such as Conv,Gemm,Add"));
  }

  /** Whether an operand names a model file. */
  public static boolean isModel(String operand) {
    return operand.toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  /** Runs the command. */
  public static int run(Arguments arguments, OnnxModel model, OutsideData outside, Console console)
      throws IOException {
    ModelArguments of = ModelArguments.of(arguments, model, outside);
    if (arguments.has("plot")) {
      new PictureFile(Path.of(arguments.text("plot", ""))); // a wrong name is told at once
    }
    Optional<PageFile> page = PageFile.of(arguments);
    int rows = of.rows(1);
    Format format = arguments.choice("format", Format.TEXT);
    Measurement measurement = new Measurement(of.model(), of.dims(), of.fed(), name -> true);
    List<MeasuredTensor> measured;
    try (Progress progress = new Progress(console, "measuring", rows)) {
      measured = measurement.run(of.inputs(), rows, of.threads(), progress::accept);
    }
    Level level = arguments.choice("level", arguments.has("init") ? Level.NUMBERS : Level.MAPS);
    ModelPrediction predictor =
        arguments.has("init") && level == Level.NUMBERS
            ? ModelPrediction.ofDrawn(of.model(), of.fed(), of.moments())
            : ModelPrediction.of(of.model(), of.fed(), of.moments(), level);
    List<ModelRow> table = new ArrayList<>();
    for (MeasuredTensor tensor : measured) {
      table.add(
          new ModelRow(
              tensor,
              Optional.ofNullable(predictor.tensors().get(tensor.name())),
              joins(of, tensor)));
    }
    List<ModelRow> shown = only(table, arguments.text("only", ""));
    switch (format) {
      case CSV -> console.out().print(ModelData.csv(shown));
      case JSON -> console.out().print(ModelData.json(shown));
      default -> {
        if (!shown.isEmpty()) {
          console.out().print(ModelText.text(shown, !arguments.has("only")));
        }
      }
    }
    ModelFaults faults = new ModelFaults(of.model(), of.fed());
    if (shown.isEmpty()) {
      console.err().println(faults.nothing());
    }
    faults.notFinite(measured).forEach(console.err()::println);
    if (arguments.has("plot")) {
      new PictureFile(Path.of(arguments.text("plot", ""))).write(ModelChart.of(shown));
    }
    if (page.isPresent()) {
      page.get().write(page(of, rows, shown, level));
    }
    return ExitCode.DONE;
  }

  /** A sum of branches; what is added is no constant of the file. */
  private static boolean joins(ModelArguments of, MeasuredTensor tensor) {
    if (!Set.of("Add", "Sum").contains(tensor.operator())) {
      return false;
    }
    return of.model().graph().nodes().stream()
        .filter(node -> node.outputs().contains(tensor.name()))
        .map(OnnxNode::inputs)
        .anyMatch(terms -> terms.size() > 1 && terms.stream().allMatch(of.fed()::varies));
  }

  private static SignalPage page(ModelArguments of, int rows, List<ModelRow> shown, Level level) {
    String name = String.valueOf(of.model().file().getFileName());
    List<String> inputs = new ArrayList<>();
    of.dims().forEach((input, dims) -> inputs.add(input + " " + Dims.text(dims)));
    return ModelSignal.page(
        "What goes through " + name,
        List.of(
            List.of("model", String.valueOf(of.model().file())),
            List.of("inputs", String.join(", ", inputs)),
            List.of("samples", rows + ", seed " + of.seed()),
            List.of("predicted", "by " + level.name().toLowerCase(Locale.ROOT)),
            List.of("made by", "normprop " + Version.current())),
        shown);
  }

  private static List<ModelRow> only(List<ModelRow> rows, String operators) {
    if (operators.isEmpty()) {
      return rows;
    }
    Set<String> wanted = new LinkedHashSet<>(List.of(operators.split(",", -1)));
    List<ModelRow> shown =
        rows.stream().filter(row -> wanted.contains(row.measured().operator())).toList();
    if (shown.isEmpty()) {
      List<String> there =
          rows.stream().map(row -> row.measured().operator()).distinct().sorted().toList();
      throw new UsageException(
          "--only " + operators + ": none of them is there; there are " + String.join(", ", there));
    }
    return shown;
  }
}
