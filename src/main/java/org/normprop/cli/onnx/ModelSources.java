package org.normprop.cli.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normprop.cli.line.Arguments;
import org.normprop.cli.line.UsageException;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;
import org.normprop.table.Input;

/**
 * Where the elements of each input come from.
 *
 * @param arguments the command line
 * @param model the model
 * @param shapes its shapes
 * @param dims the sizes of its inputs
 * @param outside what files have to give
 */
record ModelSources(
    Arguments arguments,
    OnnxModel model,
    ShapeInference shapes,
    Map<String, int[]> dims,
    OutsideData outside) {

  Map<String, ModelInputSource> all() {
    List<OnnxInput> inputs = model.graph().inputs();
    List<String> distributions =
        arguments.texts("input").stream()
            .filter(text -> outside.rows().isEmpty() || !OutsideData.isRule(text))
            .toList();
    Map<String, ModelInputSource> given =
        ModelArguments.perInput("input", distributions, inputs, this::source);
    Map<String, ModelInputSource> all = new LinkedHashMap<>();
    int tokens = (int) arguments.whole("tokens", 0, 0, Integer.MAX_VALUE);
    for (OnnxInput input : inputs) {
      all.put(
          input.name(),
          given.containsKey(input.name())
              ? given.get(input.name())
              : input.type().isReal() ? new ModelInputSource.Normal(0, 1) : whole(input, tokens));
    }
    if (outside.rows().isPresent()) {
      all.put(taker(outside.rows().get()), outside.rows().get());
    }
    return all;
  }

  private ModelInputSource source(String text) {
    String constant = text.strip();
    if (constant.matches("[^,]*,\\s*0*\\.?0*")) {
      // A standard deviation of 0: the same number everywhere.
      try {
        return new ModelInputSource.Same(
            Double.parseDouble(constant.substring(0, constant.indexOf(','))));
      } catch (NumberFormatException e) {
        // told below
      }
    }
    try {
      return ModelInputSource.of(Input.parse(text, outside.numbers()));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--input: " + e.getMessage());
    }
  }

  /** The input that rows of data fit: the first whose sizes are theirs, once or more often. */
  private String taker(DataRows rows) {
    for (OnnxInput input : model.graph().inputs()) {
      int[] sizes = dims.get(input.name());
      int batch = sizes.length == 0 ? 1 : sizes[0];
      int count = Dims.count(sizes);
      if (input.type().isReal()
          && (count == rows.width() || count == (long) batch * rows.width())) {
        if (count / rows.width() > rows.rows().size()) {
          throw new UsageException(rows + " has fewer rows than one run of the model takes");
        }
        return input.name();
      }
    }
    throw new UsageException(
        "--data "
            + rows
            + ": its rows are of "
            + rows.rows().shape()
            + ", and no input of the model takes "
            + rows.width()
            + " numbers; its inputs are "
            + model.graph().inputs()
            + ": --shape says the sizes that are open");
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
