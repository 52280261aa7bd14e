package org.normprop.cli.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.Console;
import org.normprop.cli.line.ExitCode;
import org.normprop.cli.line.Option;
import org.normprop.cli.line.Progress;
import org.normprop.cli.line.UsageException;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.write.LayerChange;
import org.normprop.net.onnx.write.Normalisation;
import org.normprop.net.onnx.write.NormalisedLayer;
import org.normprop.net.onnx.write.Underflow;
import org.normprop.net.onnx.write.WeightDraw;
import org.normprop.report.model.ModelText;

/**
 * {@code normalise MODEL.onnx}: predicts or measures, writes, and measures before and after. Not
 * thread-safe.
 */
public final class ModelNormalisation {

  /** Where factors come from. */
  public enum By {
    /** What the weights foretell; no data. */
    CONSTANTS,
    /** What samples show. */
    MEASURED
  }

  private static final double ENOUGH = 0.001;
  private static final int LEAST_ROUNDS = 12;

  /** Standard error of a layer's mean and std, in stds, that more rows are drawn for. */
  private static final double WANTED_ERROR = 0.0012;

  /** How far beyond that an error may be: it is known from samples itself. */
  private static final double NEARLY = 1.2;

  /** Rows that are drawn for it at the most, if the user does not say how many. */
  private static final int MOST_ROWS = 1 << 18;

  /** Elements of all layers' outputs that this may take: large models are exact with few rows. */
  private static final double MOST_ELEMENTS = 5e8;

  /** Nodes whose lost weights are told one by one. */
  private static final int MOST_TOLD = 5;

  private final ModelArguments of;
  private int rows;
  private final Console console;

  private ModelNormalisation(ModelArguments of, Console console) {
    this.of = of;
    this.rows = of.rows(2);
    this.console = console;
  }

  /** Its options besides seed and threads. */
  public static List<Option> options() {
    return List.of(
        Option.of("output", "o", "FILE", "the model to write"),
        Option.choice("by", null, "WHAT", "where factors come from", By.CONSTANTS),
        Option.flag("replace-batchnorm", "put constants in the place of batch normalisations"),
        Option.of(
            "rows",
            "N",
            "rows to measure with (default 256; by measured more for layers of few units)"),
        Option.of(
            "input",
            "[NAME=]DISTR",
            "what goes in, such as uniform:-1,1 (default 0,1); with --data, what shares its scale"),
        Option.choice("init", null, "KIND", "draw weights anew first", WeightDraw.HE),
        Option.of("tokens", "N", "draw whole inputs from 0 to N-1"),
        Option.of("shape", "[NAME=]SIZES", "an input's shape, such as x=1x3x224x224"),
        Option.of("dim", "SYMBOL=N", "size of a symbolic dimension (default 1)"));
  }

  /** Runs the command. */
  public static int run(Arguments arguments, OnnxModel model, OutsideData outside, Console console)
      throws IOException {
    Path output =
        arguments
            .output()
            .orElseThrow(() -> new UsageException("normalise needs -o FILE, the model to write"));
    Path file = Path.of(arguments.operands().get(0));
    if (Files.exists(output) && Files.isSameFile(output, file)) {
      throw new UsageException(
          "normalise reads " + file + " and would write over it: name another file with -o");
    }
    By by = arguments.choice("by", By.CONSTANTS);
    return new ModelNormalisation(ModelArguments.of(arguments, model, outside), console)
        .run(output, by, arguments.has("replace-batchnorm"));
  }

  private int run(Path output, By by, boolean replaces) throws IOException {
    Normalisation normalisation =
        new Normalisation(of.model(), of.shapes(), of.fed(), of.moments(), replaces);
    Set<String> tensors = new HashSet<>();
    normalisation.layers().forEach(layer -> tensors.add(layer.output()));
    if (tensors.isEmpty()) {
      throw new UsageException(of.model().file() + " has no layer with constant weights");
    }
    int first = rows;
    Map<String, MeasuredTensor> before = measured(of.model(), tensors::contains);
    refuseNotFinite(before);
    OnnxModel written = normalisation.written();
    Map<String, MeasuredTensor> after = measured(written, tensors::contains);
    if (by == By.MEASURED) {
      int most = LEAST_ROUNDS + normalisation.layers().size();
      boolean settled = false;
      for (int round = 0; round < most && !settled; round++) {
        boolean near = normalisation.correct(after) <= ENOUGH;
        int enough = near ? enoughRows(after.values()) : rows;
        settled = near && enough == rows;
        rows = enough;
        if (!settled) {
          written = normalisation.written();
          after = measured(written, tensors::contains);
        }
      }
    }
    AtomicFile.write(output, written::writeTo);
    report(normalisation, before, after);
    String more = rows > first ? ", std now by " + rows + " rows" : "";
    console.err().println(output + ": " + normalisation.layers().size() + " layers" + more);
    return ExitCode.DONE;
  }

  /** No factor brings NaN to a standard deviation of 1. */
  private void refuseNotFinite(Map<String, MeasuredTensor> measured) throws IOException {
    if (measured.values().stream().allMatch(ModelFaults::isFinite)) {
      return;
    }
    List<MeasuredTensor> all = measured(of.model(), of.fed(), name -> true);
    List<String> faults =
        new ModelFaults(of.model(), of.fed()).notFiniteBefore(all, measured::containsKey);
    if (!faults.isEmpty()) {
      String fault = String.join(" ", faults).replaceAll(" +", " ");
      throw new BadFileException(of.model().file(), "cannot be normalised: " + fault);
    }
  }

  /** As many rows as layers of few units need; not less than before. */
  private int enoughRows(Collection<MeasuredTensor> layers) {
    double error = 0;
    double elements = 0;
    for (MeasuredTensor layer : layers) {
      Moments found = layer.moments();
      if (found.std() > 0) {
        error = Math.max(error, Math.max(found.meanError(), found.stdError()) / found.std());
      }
      elements += Dims.count(layer.dims());
    }
    double times = error / WANTED_ERROR;
    if (times < NEARLY) {
      return rows;
    }
    double needed = Math.min(rows * times * times, MOST_ELEMENTS / elements);
    return Math.max(rows, (int) Math.min(needed, of.rows(2, MOST_ROWS)));
  }

  private Map<String, MeasuredTensor> measured(OnnxModel model, Predicate<String> tensors)
      throws IOException {
    ShapeInference shapes = ShapeInference.of(model, of.dims());
    Map<String, MeasuredTensor> found = new HashMap<>();
    measured(model, shapes, tensors).forEach(tensor -> found.put(tensor.name(), tensor));
    return found;
  }

  private List<MeasuredTensor> measured(
      OnnxModel model, ShapeInference shapes, Predicate<String> tensors) throws IOException {
    try (Progress progress = new Progress(console, "measuring", rows)) {
      return new Measurement(model, of.dims(), shapes, tensors)
          .run(of.inputs(), rows, of.threads(), progress::accept);
    }
  }

  private void report(
      Normalisation normalisation,
      Map<String, MeasuredTensor> before,
      Map<String, MeasuredTensor> after) {
    List<String[]> lines = new ArrayList<>();
    lines.add(new String[] {"layer", "operator", "mean", "std", "factor", "mean now", "std now"});
    for (NormalisedLayer layer : normalisation.layers()) {
      LayerChange change = normalisation.change(layer);
      MeasuredTensor was = before.get(layer.output());
      MeasuredTensor is = after.get(layer.output());
      boolean known = change != null && was != null && is != null;
      lines.add(
          new String[] {
            layer.output(),
            layer.node().operator(),
            known ? ModelText.number(was.moments().mean()) : "",
            known ? ModelText.number(was.moments().std()) : "",
            !known || change.replaces() ? "" : ModelText.number(1 / change.std()[0]),
            known ? ModelText.number(is.moments().mean()) : "as it was",
            known ? String.format(Locale.ROOT, "%.4f", is.moments().std()) : ""
          });
    }
    console.out().print(ModelText.table(lines, 2));
    underflows(normalisation.underflows());
  }

  private void underflows(List<Underflow> found) {
    found.stream()
        .limit(MOST_TOLD)
        .forEach(
            one -> {
              OnnxNode node = one.node();
              String name =
                  ModelText.name(node.name().isEmpty() ? node.outputs().get(0) : node.name());
              console
                  .out()
                  .println(
                      "\nfloat16 loses weights of node " + name + " (" + node.operator() + "):");
              String zeros = one.zeros() > 0 ? ", " + one.zeros() + " of them 0" : "";
              console
                  .out()
                  .println(
                      "  "
                          + one.count()
                          + " of "
                          + one.of()
                          + " are below 6.1e-5 now"
                          + zeros
                          + ": try float32");
            });
    if (found.size() > MOST_TOLD) {
      console.out().println("and of " + (found.size() - MOST_TOLD) + " others");
    }
  }
}
