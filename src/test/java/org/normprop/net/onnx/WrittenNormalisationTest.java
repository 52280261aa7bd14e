package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxModel;

/** Normalisations written out by primitives, whose weight comes first or last. */
class WrittenNormalisationTest {

  private static final int WIDTH = 16;

  /**
   * What is divided by its own root mean square has mean square 1 in each row, so that the weights'
   * mean square is left. Taken for a quotient of independent values it would be 6 % more.
   */
  @ParameterizedTest
  @CsvSource({
    "false, Mul, before",
    "true, Mul, before",
    "true, Div, before",
    "false, Div, turned",
    "false, Mul, behind",
    "true, Mul, turned"
  })
  void theMeanSquareOfTheWeightsIsLeft(boolean centred, String last, String weight)
      throws IOException {
    OnnxModels net = new OnnxModels(4).input("x", 1, 6, WIDTH).weights("w", 0.8, WIDTH);
    net.constant("two", new float[] {2}).constant("epsilon", new float[] {1e-6f});
    String c = centred ? "c" : "x";
    if (centred) {
      net.node("ReduceMean", List.of("x"), "m", "axes", new long[] {-1});
      net.node("Sub", List.of("x", "m"), "c");
    }
    net.node("Pow", List.of(c, "two"), "square");
    net.node("ReduceMean", List.of("square"), "v", "axes", new long[] {-1});
    net.node("Add", List.of("v", "epsilon"), "e").node("Sqrt", List.of("e"), "root");
    net.node("Reciprocal", List.of("root"), "inverse");
    boolean behind = weight.equals("behind");
    String scaled = behind ? c : "scaled";
    if (!behind) {
      boolean turned = weight.equals("turned");
      net.node("Mul", turned ? List.of("w", c) : List.of(c, "w"), scaled);
    }
    String normalised = behind ? "normalised" : "y";
    net.node(last, List.of(scaled, last.equals("Div") ? "root" : "inverse"), normalised);
    if (behind) {
      net.node("Mul", List.of(normalised, "w"), "y");
    }
    OnnxModel model = net.output("y").model();
    ShapeInference shapes = ShapeInference.of(model, Map.of("x", new int[] {1, 6, WIDTH}));
    PredictedTensor y =
        ModelPrediction.of(model, shapes, Map.of("x", new InputMoments(0, 1)), Level.MAPS)
            .tensors()
            .get("y");
    double square = 0;
    for (float one : model.graph().initializers().get("w").value().asReals()) {
      square += (double) one * one / WIDTH;
    }
    assertEquals(Math.sqrt(square), y.std(), 1e-5);
  }
}
