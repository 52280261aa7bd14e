package org.normprop.net.onnx.take;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.io.BadFileException;
import org.normprop.net.layer.Shape;
import org.normprop.net.onnx.operator.InputShapes;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;

/** Sizes that a model's input leaves open, such as the height and width of images. */
public final class OpenSizes {

  private OpenSizes() {}

  /**
   * Whether a model is of any size.
   *
   * @param model a model
   * @return whether its input leaves a size open behind the first
   */
  public static boolean in(OnnxModel model) {
    List<OnnxInput> inputs = model.graph().inputs();
    List<String> dims = inputs.size() == 1 ? inputs.get(0).dims() : null;
    return dims != null
        && dims.size() > 1
        && dims.subList(1, dims.size()).stream().anyMatch(size -> !size.matches("[0-9]+"));
  }

  /** The sizes of a model with one input, by those of a row where it leaves them open. */
  static Map<String, int[]> filled(OnnxModel model, Optional<Shape> row) throws BadFileException {
    Map<String, int[]> given = Map.of();
    if (row.isPresent() && in(model)) {
      OnnxInput input = model.graph().inputs().get(0);
      Shape one = row.get();
      int[] dims =
          input.dims().size() == 4
              ? new int[] {1, one.channels(), one.height(), one.width()}
              : new int[] {1, one.size()};
      given = Map.of(input.name(), dims);
    }
    try {
      return InputShapes.of(model.graph().inputs(), given, Map.of());
    } catch (IllegalArgumentException e) {
      throw new BadFileException(model.file(), e.getMessage());
    }
  }
}
