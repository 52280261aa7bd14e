package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxModel;

/** Numbers that a model draws itself, added to its input. */
class RandomRuleTest {

  @ParameterizedTest
  @CsvSource({
    "RandomNormalLike, mean, 0.5, scale, 2, 0.5, 4",
    "RandomUniformLike, low, -1, high, 2, 0.5, 0.75",
    "RandomNormal, mean, -1, scale, 0.5, -1, 0.25",
    "RandomUniform, low, 0, high, 1, 0.5, 0.083333333",
  })
  void areIndependentOfTheInput(
      String operator, String first, float a, String second, float b, double mean, double variance)
      throws IOException {
    OnnxModels net = new OnnxModels(1).input("x", 1, 6);
    if (operator.endsWith("Like")) {
      net.node(operator, List.of("x"), "r", first, a, second, b);
    } else {
      net.node(operator, List.of(), "r", first, a, second, b, "shape", new long[] {1, 6});
    }
    OnnxModel model = net.node("Add", List.of("x", "r"), "y").output("y").model();
    ShapeInference shapes = ShapeInference.of(model, Map.of("x", new int[] {1, 6}));
    PredictedTensor y =
        ModelPrediction.of(model, shapes, Map.of("x", new InputMoments(0, 1)), Level.MAPS)
            .tensors()
            .get("y");
    assertEquals(mean, y.mean(), 1e-6);
    assertEquals(Math.sqrt(1 + variance), y.std(), 1e-6);
  }

  /** ONNX Runtime would end the whole program. */
  @ParameterizedTest
  @CsvSource({
    "RandomNormal, scale, NaN",
    "RandomNormalLike, scale, -1",
    "RandomUniform, low, 3",
    "RandomUniformLike, high, Infinity"
  })
  void whatCannotBeDrawnIsRefused(String operator, String attribute, float value) {
    OnnxModels net = new OnnxModels(1).input("x", 1, 6);
    boolean like = operator.endsWith("Like");
    net.node(
        operator,
        like ? List.of("x") : List.of(),
        "r",
        attribute,
        value,
        like ? "seed" : "shape",
        like ? 1f : new long[] {1, 6});
    net.node("Add", List.of("x", "r"), "y").output("y");
    BadFileException seen =
        assertThrows(
            BadFileException.class,
            () -> ShapeInference.of(net.model(), Map.of("x", new int[] {1, 6})));
    assertTrue(seen.getMessage().contains("node 0 (" + operator), seen.getMessage());
  }
}
