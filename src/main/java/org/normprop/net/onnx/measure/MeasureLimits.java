package org.normprop.net.onnx.measure;

import org.normprop.io.BadFileException;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.operator.TensorFact;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;

/** What is not run. */
final class MeasureLimits {

  /** Elements of a tensor of one sample: half a gigabyte of float32. */
  private static final long MOST_ELEMENTS = 1L << 27;

  private MeasureLimits() {}

  /** What a file declares must not decide how much memory is taken. */
  static void check(OnnxModel model, ShapeInference shapes) throws BadFileException {
    for (OnnxInput input : model.graph().inputs()) {
      if (!TensorBytes.isTaken(input.type())) {
        throw new BadFileException(
            model.file(), "input " + input + " holds elements that cannot be drawn");
      }
    }
    for (OnnxNode node : model.graph().nodes()) {
      for (String output : node.outputs()) {
        TensorFact fact = shapes.fact(output);
        if (fact.dims() != null && (long) Dims.count(fact.dims()) > MOST_ELEMENTS) {
          throw new BadFileException(
              model.file(),
              node.where()
                  + ": a tensor of "
                  + Dims.text(fact.dims())
                  + " is more than this program runs: choose smaller sizes by --shape or --dim");
        }
      }
    }
  }
}
