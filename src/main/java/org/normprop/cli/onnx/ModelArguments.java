package org.normprop.cli.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.UsageException;
import org.normprop.net.onnx.operator.InputShapes;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;

/** A model file with the options that say what goes into it. */
final class ModelArguments {

  private final Arguments arguments;
  private final OnnxModel model;
  private final Map<String, int[]> dims;
  private final ShapeInference shapes;

  private ModelArguments(
      Arguments arguments, OnnxModel model, Map<String, int[]> dims, ShapeInference shapes) {
    this.arguments = arguments;
    this.model = model;
    this.dims = dims;
    this.shapes = shapes;
  }

  static ModelArguments of(Arguments arguments, Path file) throws IOException {
    return of(arguments, OnnxModel.read(file));
  }

  static ModelArguments of(Arguments arguments, OnnxModel model) throws IOException {
    List<OnnxInput> inputs = model.graph().inputs();
    Map<String, int[]> whole = perInput(arguments, "shape", inputs, ModelArguments::shape);
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
    return new ModelArguments(arguments, model, dims, ShapeInference.of(model, dims));
  }

  /** Values of an option that may be for one input: {@code [NAME=]VALUE}. */
  private static <T> Map<String, T> perInput(
      Arguments arguments, String option, List<OnnxInput> inputs, Function<String, T> parse) {
    Map<String, T> values = new LinkedHashMap<>();
    for (String text : arguments.texts(option)) {
      String name =
          inputs.stream()
              .map(OnnxInput::name)
              .filter(input -> text.startsWith(input + "="))
              .findFirst()
              .orElse(null);
      if (name != null) {
        values.put(name, parse.apply(text.substring(name.length() + 1)));
      } else if (text.contains("=")) {
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

  private static ModelInputSource source(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        double mean = Double.parseDouble(parts[0]);
        double std = Double.parseDouble(parts[1]);
        if (Double.isFinite(mean) && std >= 0 && Double.isFinite(std)) {
          return new ModelInputSource.Normal(mean, std);
        }
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new UsageException(
        "--input is [NAME=]MEAN,STD for a model file, such as 0,1; got '" + text + "'");
  }

  OnnxModel model() {
    return model;
  }

  Map<String, int[]> dims() {
    return dims;
  }

  ShapeInference shapes() {
    return shapes;
  }

  /** Mean and standard deviation of each input. */
  Map<String, InputMoments> moments() {
    Map<String, InputMoments> moments = new LinkedHashMap<>();
    sources()
        .forEach(
            (name, source) -> moments.put(name, new InputMoments(source.mean(), source.std())));
    return moments;
  }

  /** What goes into each input. */
  Map<String, ModelInputSource> sources() {
    Map<String, ModelInputSource> given =
        perInput(arguments, "input", model.graph().inputs(), ModelArguments::source);
    Map<String, ModelInputSource> all = new LinkedHashMap<>();
    int tokens = (int) arguments.whole("tokens", 0, 0, Integer.MAX_VALUE);
    for (OnnxInput input : model.graph().inputs()) {
      all.put(
          input.name(),
          given.containsKey(input.name())
              ? given.get(input.name())
              : input.type().isReal() ? new ModelInputSource.Normal(0, 1) : whole(input, tokens));
    }
    return all;
  }

  /** Rows of the table that an input chooses from, ones for a mask. */
  private ModelInputSource whole(OnnxInput input, int tokens) {
    if (input.name().contains("mask")) {
      return new ModelInputSource.Same(1);
    }
    int rows = rows(input.name(), 0);
    if (tokens > 0) {
      return new ModelInputSource.Tokens(rows > 0 ? Math.min(rows, tokens) : tokens);
    }
    return rows > 0 ? new ModelInputSource.Tokens(rows) : new ModelInputSource.Same(1);
  }

  private int rows(String tensor, int depth) {
    for (OnnxNode node : model.graph().nodes()) {
      if (node.operator().equals("Gather")
          && node.inputs().size() > 1
          && node.inputs().get(1).equals(tensor)) {
        TensorValue table = shapes.fact(node.inputs().get(0)).value();
        if (table != null && table.dims().length > 0) {
          int axis = (int) node.whole("axis", 0);
          return table.dims()[axis < 0 ? axis + table.dims().length : axis];
        }
      } else if (depth < 8
          && node.hasInput(0)
          && node.inputs().get(0).equals(tensor)
          && (node.operator().equals("Cast") || node.operator().equals("Reshape"))) {
        int rows = rows(node.outputs().get(0), depth + 1);
        if (rows > 0) {
          return rows;
        }
      }
    }
    return 0;
  }
}
