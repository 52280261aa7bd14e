package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.measure.ModelInputs;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.write.Normalisation;

/** Factors and shifts written into weights. */
class NormalisationTest {

  private static final Map<String, int[]> DIMS = Map.of("x", new int[] {1, 3, 12, 12});
  private static final Map<String, InputMoments> STANDARD = Map.of("x", new InputMoments(0, 1));
  private static final List<String> LAYERS = List.of("c0", "c1", "c2");

  private static ModelInputs normal(long seed) {
    return (input, sample, values) -> {
      SplittableRandom random = new SplittableRandom(seed + 7919L * sample);
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian();
      }
    };
  }

  private static Map<String, MeasuredTensor> measured(OnnxModel model, long seed)
      throws IOException {
    Map<String, MeasuredTensor> found = new HashMap<>();
    new Measurement(model, DIMS, ShapeInference.of(model, DIMS), name -> true)
        .run(normal(seed), 200, 2, done -> {})
        .forEach(tensor -> found.put(tensor.name(), tensor));
    return found;
  }

  @Test
  void byConstantsEveryLayerIsWithinFivePercentOfUnitStd() throws IOException {
    OnnxModel model = OnnxModels.residual(5, 32).model();
    Map<String, MeasuredTensor> before = measured(model, 1);
    assertTrue(Math.abs(before.get("c0").moments().std() - 1) > 0.1);
    OnnxModel written =
        new Normalisation(model, ShapeInference.of(model, DIMS), STANDARD, false).written();
    Map<String, MeasuredTensor> after = measured(written, 1);
    for (String layer : LAYERS) {
      assertEquals(1, after.get(layer).moments().std(), 0.05, layer);
      assertEquals(0, after.get(layer).moments().mean(), 0.05, layer);
    }
    assertEquals(model.graph().nodes().size(), written.graph().nodes().size());
  }

  @Test
  void byMeasuredEveryLayerIsWithinHalfAPercentOnOtherSamplesToo() throws IOException {
    OnnxModel model = OnnxModels.residual(5, 16).model();
    Normalisation normalisation =
        new Normalisation(model, ShapeInference.of(model, DIMS), STANDARD, false);
    OnnxModel written = normalisation.written();
    for (int round = 0; round < 6 && normalisation.correct(measured(written, 1)) > 1e-3; round++) {
      written = normalisation.written();
    }
    Map<String, MeasuredTensor> after = measured(written, 999_999_937L);
    for (String layer : LAYERS) {
      double error = Math.max(0.005, 5 * after.get(layer).moments().stdError());
      assertEquals(1, after.get(layer).moments().std(), error, layer);
    }
  }

  @Test
  void constantsTakeABatchNormalisationsPlace() throws IOException {
    OnnxModels net = new OnnxModels(2).input("x", -1, 3, 12, 12).weights("w", 0.7, 24, 3, 3, 3);
    net.node("Conv", List.of("x", "w"), "u", "pads", new long[] {1, 1, 1, 1});
    float[] ones = new float[24];
    java.util.Arrays.fill(ones, 1);
    net.constant("gamma", ones, 24).constant("beta", new float[24], 24);
    net.constant("mean", new float[24], 24).constant("variance", ones, 24);
    net.node("BatchNormalization", List.of("u", "gamma", "beta", "mean", "variance"), "b");
    OnnxModel model = net.node("Relu", List.of("b"), "y").output("y").model();
    OnnxModel written =
        new Normalisation(model, ShapeInference.of(model, DIMS), STANDARD, true).written();
    assertTrue(written.graph().nodes().stream().noneMatch(n -> n.operator().startsWith("Batch")));
    MeasuredTensor b = measured(written, 1).get("b");
    for (int c = 0; c < 24; c++) {
      assertEquals(0, b.channels().means()[c], 0.05);
      assertEquals(1, b.channels().stds()[c], 0.05);
    }
  }

  @Test
  void aProductWithoutBiasGetsOneSum() throws IOException {
    OnnxModel model =
        new OnnxModels(3)
            .input("x", -1, 3, 12, 12)
            .node("Relu", List.of("x"), "r")
            .weights("w", 1, 12, 40)
            .node("MatMul", List.of("r", "w"), "y")
            .output("y")
            .model();
    OnnxModel written =
        new Normalisation(model, ShapeInference.of(model, DIMS), STANDARD, false).written();
    assertEquals(3, written.graph().nodes().size());
    MeasuredTensor y = measured(written, 1).get("y");
    assertEquals(1, y.moments().std(), 0.02);
    assertEquals(0, y.moments().mean(), 0.02);
  }
}
