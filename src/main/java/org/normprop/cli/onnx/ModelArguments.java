package org.normprop.cli.onnx;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.UsageException;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.measure.ChannelMoments;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.measure.ModelInputs;
import org.normprop.net.onnx.operator.InputShapes;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.write.BatchStatistics;
import org.normprop.net.onnx.write.DrawnModel;
import org.normprop.net.onnx.write.WeightDraw;

/** A model file with the options that say what goes into it. */
final class ModelArguments {

  private static final int ROWS = 256;

  /** Rows that batch normalisations of a model drawn anew are measured with. */
  private static final int CALIBRATION = 64;

  private final Arguments arguments;
  private final OnnxModel model;
  private final Map<String, int[]> dims;
  private final ShapeInference shapes;

  /** The same, where whole inputs that are one number everywhere count as constants. */
  private final ShapeInference fed;

  private final Map<String, ModelInputSource> sources;

  private ModelArguments(
      Arguments arguments,
      OnnxModel model,
      Map<String, int[]> dims,
      ShapeInference shapes,
      OutsideData outside)
      throws IOException {
    this.arguments = arguments;
    this.model = model;
    this.dims = dims;
    this.sources = new ModelSources(arguments, model, shapes, dims, outside).all();
    Map<String, Long> fixed = fixed(model.graph().inputs(), sources);
    this.shapes = shapes;
    this.fed = fixed.isEmpty() ? shapes : ShapeInference.of(model, dims, fixed);
  }

  /** Whole inputs that are the same number everywhere, unless nothing would vary then. */
  private static Map<String, Long> fixed(
      List<OnnxInput> inputs, Map<String, ModelInputSource> sources) {
    Map<String, Long> fixed = new LinkedHashMap<>();
    for (OnnxInput input : inputs) {
      if (!input.type().isReal()
          && sources.get(input.name()) instanceof ModelInputSource.Same same) {
        fixed.put(input.name(), Math.round(same.mean()));
      }
    }
    return fixed.size() < inputs.size() ? fixed : Map.of();
  }

  /** The model as its file has it, or as drawn anew by {@code --init}. */
  static ModelArguments of(Arguments arguments, OnnxModel model, OutsideData outside)
      throws IOException {
    ModelArguments read = asRead(arguments, model, outside);
    if (!arguments.has("init")) {
      return read;
    }
    OnnxModel drawn =
        DrawnModel.of(
            read.model, read.shapes, arguments.choice("init", WeightDraw.HE), read.seed());
    BatchStatistics statistics = new BatchStatistics(drawn, ShapeInference.of(drawn, read.dims));
    if (!statistics.inputs().isEmpty()) {
      drawn = statistics.foretold(read.moments());
      drawn = read.with(drawn, outside).measured();
    }
    return read.with(drawn, outside);
  }

  private ModelArguments with(OnnxModel other, OutsideData outside) throws IOException {
    return new ModelArguments(arguments, other, dims, ShapeInference.of(other, dims), outside);
  }

  /** Batch normalisations with what a few samples show. */
  private OnnxModel measured() throws IOException {
    BatchStatistics statistics = new BatchStatistics(model, shapes);
    Map<String, ChannelMoments> found = new LinkedHashMap<>();
    Set<String> wanted = Set.copyOf(statistics.inputs());
    new Measurement(model, dims, shapes, wanted::contains)
        .run(inputs(), Math.min(CALIBRATION, rows(1)), threads(), done -> {})
        .forEach(tensor -> found.put(tensor.name(), tensor.channels()));
    return statistics.with(found);
  }

  private static ModelArguments asRead(Arguments arguments, OnnxModel model, OutsideData outside)
      throws IOException {
    List<OnnxInput> inputs = model.graph().inputs();
    Map<String, int[]> whole =
        perInput("shape", arguments.texts("shape"), inputs, ModelArguments::shape);
    Map<String, Integer> symbols = new LinkedHashMap<>();
    for (String text : arguments.texts("dim")) {
      int at = text.lastIndexOf('=');
      if (at < 1 || !text.substring(at + 1).matches("[1-9][0-9]{0,8}")) {
        throw new UsageException("--dim is SYMBOL=N, such as N=1; got '" + text + "'");
      }
      symbols.put(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }
    Map<String, int[]> dims;
    try {
      dims = InputShapes.of(inputs, whole, symbols);
    } catch (IllegalArgumentException e) {
      throw new UsageException(model.file() + ": " + e.getMessage());
    }
    ShapeInference shapes;
    try {
      shapes = ShapeInference.of(model, dims);
    } catch (BadFileException e) {
      throw new BadFileException(
          model.file(),
          e.getMessage().substring((model.file() + ": ").length()) + openSizes(inputs, dims));
    }
    return new ModelArguments(arguments, model, dims, shapes, outside);
  }

  /** What to say where sizes behind the first, which the file leaves open, became 1. */
  private static String openSizes(List<OnnxInput> inputs, Map<String, int[]> dims) {
    for (OnnxInput input : inputs) {
      int rank = input.dims() == null ? 0 : input.dims().size();
      for (int i = 1; i < rank; i++) {
        String size = input.dims().get(i);
        if (!size.matches("[0-9]+") && dims.get(input.name())[i] == 1) {
          return "; input "
              + input
              + " leaves sizes open, which are 1 unless --dim or --shape says";
        }
      }
    }
    return "";
  }

  /** Values of an option that may be for one input: {@code [NAME=]VALUE}. */
  static <T> Map<String, T> perInput(
      String option, List<String> texts, List<OnnxInput> inputs, Function<String, T> parse) {
    Map<String, T> values = new LinkedHashMap<>();
    for (String text : texts) {
      String name =
          inputs.stream()
              .map(OnnxInput::name)
              .filter(input -> text.startsWith(input + "="))
              .findFirst()
              .orElse(null);
      if (name != null) {
        values.put(name, parse.apply(text.substring(name.length() + 1)));
      } else if (text.matches("[^:]*=.*")) {
        throw new UsageException(
            "--" + option + " " + text + ": the model has no such input; its inputs are " + inputs);
      } else {
        T value = parse.apply(text);
        inputs.forEach(input -> values.putIfAbsent(input.name(), value));
      }
    }
    return values;
  }

  private static int[] shape(String text) {
    String[] sides = text.split("x", -1);
    int[] shape = new int[sides.length];
    for (int i = 0; i < shape.length; i++) {
      if (!sides[i].matches("[1-9][0-9]{0,8}")) {
        throw new UsageException(
            "--shape is [INPUT=]SIZES such as x=1x3x224x224; got '" + text + "'");
      }
      shape[i] = Integer.parseInt(sides[i]);
    }
    return shape;
  }

  OnnxModel model() {
    return model;
  }

  Map<String, int[]> dims() {
    return dims;
  }

  /** What is known whatever goes in: what is constant here may be written anew. */
  ShapeInference shapes() {
    return shapes;
  }

  /** What is known for what goes in; a mask of ones is a constant. */
  ShapeInference fed() {
    return fed;
  }

  long seed() {
    return arguments.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  int threads() {
    int given = arguments.threads();
    return given == 0 ? Runtime.getRuntime().availableProcessors() : given;
  }

  /** Rows to send through: as many as the user wants, and the data have. */
  int rows(int least) {
    return rows(least, ROWS);
  }

  /** The same, with so many where the user does not say. */
  int rows(int least, int usual) {
    int rows = (int) arguments.whole("rows", usual, least == 2 ? 2 : 1, 10_000_000);
    for (Map.Entry<String, ModelInputSource> source : sources.entrySet()) {
      if (source.getValue() instanceof DataRows data) {
        int batch = Dims.count(dims.get(source.getKey())) / data.width();
        rows = Math.min(rows, data.samples(batch));
      }
    }
    return rows;
  }

  /** What goes in. */
  ModelInputs inputs() {
    return new SampledInputs(seed(), sources);
  }

  /** Mean and standard deviation of each input that has them. */
  Map<String, InputMoments> moments() {
    Map<String, InputMoments> moments = new LinkedHashMap<>();
    sources.forEach(
        (name, source) -> {
          if (Double.isFinite(source.mean()) && Double.isFinite(source.std())) {
            moments.put(name, new InputMoments(source.mean(), source.std()));
          }
        });
    return moments;
  }
}
