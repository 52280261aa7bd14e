package org.normprop.cli.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.Progress;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.Level;
import org.normprop.net.onnx.predict.Predictor;
import org.normprop.report.model.ModelData;
import org.normprop.report.model.ModelRow;

/** {@code propagate MODEL.onnx}: mean and std of every tensor, predicted beside measured. */
public final class ModelPropagation {

  private static final int ROWS = 256;

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
        Option.of(
                "level",
                "LEVEL",
                "how fine a model is predicted: maps, channels or numbers (default maps)")
            .offering(Level.class),
        Option.of("only", "OPS", "operators to show of a model, such as Conv,Gemm,Add"));
  }

  /** Whether an operand names a model file. */
  public static boolean isModel(String operand) {
    return operand.toLowerCase(java.util.Locale.ROOT).endsWith(".onnx");
  }

  /** Runs the command. */
  public static int run(Arguments arguments, Console console) throws IOException {
    ModelArguments of = ModelArguments.of(arguments, Path.of(arguments.operands().get(0)));
    int rows = (int) arguments.whole("rows", ROWS, 1, 10_000_000);
    long seed = arguments.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    Format format = arguments.choice("format", Format.TEXT);
    int threads = arguments.threads();
    if (threads == 0) {
      threads = Runtime.getRuntime().availableProcessors();
    }
    Measurement measurement = new Measurement(of.model(), of.dims(), of.shapes(), name -> true);
    List<MeasuredTensor> measured;
    try (Progress progress = new Progress(console, "measuring", rows)) {
      measured =
          measurement.run(new SampledInputs(seed, of.sources()), rows, threads, progress::accept);
    }
    Level level = arguments.choice("level", Level.MAPS);
    Map<String, InputMoments> moments = new LinkedHashMap<>();
    of.sources()
        .forEach(
            (name, source) -> moments.put(name, new InputMoments(source.mean(), source.std())));
    Predictor predictor = Predictor.of(of.model(), of.shapes(), moments, level);
    List<ModelRow> table = new ArrayList<>();
    for (MeasuredTensor tensor : measured) {
      table.add(new ModelRow(tensor, Optional.ofNullable(predictor.tensors().get(tensor.name()))));
    }
    console.out().print(format == Format.JSON ? ModelData.json(table) : ModelData.csv(table));
    return ExitCode.DONE;
  }
}
