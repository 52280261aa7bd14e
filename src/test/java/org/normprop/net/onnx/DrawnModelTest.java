package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.write.BatchStatistics;
import org.normprop.net.onnx.write.DrawnModel;
import org.normprop.net.onnx.write.WeightDraw;

/** Weights drawn anew are those that their law says, wherever a model keeps them. */
class DrawnModelTest {

  private static OnnxModel drawn(OnnxModel model, Map<String, int[]> dims, WeightDraw draw)
      throws IOException {
    return DrawnModel.of(model, ShapeInference.of(model, dims), draw, 7);
  }

  private static float[] constant(OnnxModel model, String name) {
    return model.graph().initializers().get(name).value().asReals();
  }

  @ParameterizedTest
  @EnumSource(WeightDraw.class)
  void weightsHaveTheirLawAndBiasesAreZero(WeightDraw draw) throws IOException {
    OnnxModel model = OnnxModels.residual(1, 32).model();
    OnnxModel other = drawn(model, Map.of("x", new int[] {1, 3, 12, 12}), draw);
    float[] w = constant(other, "w1"); // [32, 32, 3, 3]
    double square = 0;
    for (float x : w) {
      square += x * x / (double) w.length;
    }
    int in = 32 * 9;
    double law = draw == WeightDraw.HE ? 2.0 / in : 1.0 / in; // glorot: 2/(in + out), in = out
    assertEquals(law, square, 5 * law * Math.sqrt(2.0 / w.length));
    assertArrayEquals(new float[32], constant(other, "b1"));
    // Gemm's weights [in, out] of the head: columns are the units
    float[] head = constant(other, "wf");
    double unit = 0;
    for (int i = 0; i < 32; i++) {
      unit += head[i * 10] * head[i * 10];
    }
    if (draw == WeightDraw.UNIT || draw == WeightDraw.ORTHOGONAL) {
      assertEquals(1, unit, 1e-5);
    } else {
      assertTrue(Math.abs(unit - 1) > 1e-3);
    }
  }

  @Test
  void batchNormalisationsTakeWhatGoesIntoThem() throws IOException {
    OnnxModel model =
        new OnnxModels(5)
            .input("x", -1, 3, 10, 10)
            .weights("w", 3, 24, 3, 3, 3)
            .weights("g", 1, 24)
            .weights("b", 1, 24)
            .weights("m", 1, 24)
            .constant("v", ones(24), 24)
            .node("Conv", List.of("x", "w"), "c")
            .node("BatchNormalization", List.of("c", "g", "b", "m", "v"), "n")
            .node("Relu", List.of("n"), "y")
            .output("y")
            .model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, 3, 10, 10});
    Map<String, InputMoments> inputs = Map.of("x", new InputMoments(0, 1));
    OnnxModel other = drawn(model, dims, WeightDraw.HE);
    assertTrue(Math.abs(std(other, dims, inputs) - 1) > 0.2, "the file's statistics are others");
    OnnxModel settled = new BatchStatistics(other, ShapeInference.of(other, dims)).foretold(inputs);
    assertEquals(1, std(settled, dims, inputs), 1e-3);
    assertArrayEquals(ones(24), constant(settled, "g"));
  }

  private static double std(
      OnnxModel model, Map<String, int[]> dims, Map<String, InputMoments> inputs)
      throws IOException {
    Map<String, PredictedTensor> tensors =
        ModelPrediction.of(model, ShapeInference.of(model, dims), inputs, Level.MAPS).tensors();
    return tensors.get("n").std();
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }
}
