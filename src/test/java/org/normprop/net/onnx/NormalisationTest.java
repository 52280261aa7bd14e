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
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.TensorValue;
import org.normprop.net.onnx.write.Normalisation;

/** Factors and shifts written into weights. */
class NormalisationTest {

  static final Map<String, int[]> DIMS = Map.of("x", new int[] {1, 3, 12, 12});
  static final Map<String, InputMoments> STANDARD = Map.of("x", new InputMoments(0, 1));
  private static final List<String> LAYERS = List.of("c0", "c1", "c2");

  private static ModelInputs normal(long seed) {
    return (input, sample, values) -> {
      SplittableRandom random = new SplittableRandom(seed + 7919L * sample);
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian();
      }
    };
  }

  static Map<String, MeasuredTensor> measured(OnnxModel model, long seed) throws IOException {
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

  /** A batch normalisation folded into its layer has chosen the weights by what comes in. */
  @Test
  void byNumbersTheWeightsOfTheFileCountWhereBatchNormalisationsWereFolded() throws IOException {
    OnnxModels net = new OnnxModels(8).input("x", -1, 3, 12, 12);
    String last = "x";
    float[] ones = new float[32];
    java.util.Arrays.fill(ones, 1);
    for (int i = 0; i < 5; i++) {
      net.weights("w" + i, 0.2, 32, i == 0 ? 3 : 32, 3, 3).constant("g" + i, ones, 32);
      net.weights("b" + i, 0.3, 32).constant("m" + i, new float[32], 32);
      net.node("Conv", List.of(last, "w" + i), "u" + i, "pads", new long[] {1, 1, 1, 1});
      List<String> inputs = List.of("u" + i, "g" + i, "b" + i, "m" + i, "g" + i);
      net.node("BatchNormalization", inputs, "n" + i).node("Relu", List.of("n" + i), "r" + i);
      last = "r" + i;
    }
    OnnxModel model = net.output(last).model();
    Normalisation normalisation =
        new Normalisation(model, ShapeInference.of(model, DIMS), STANDARD, true);
    normalisation.written();
    normalisation.correct(measured(normalisation.written(), 1));
    OnnxModel folded = normalisation.written();
    Map<String, MeasuredTensor> found = measured(folded, 2);
    ShapeInference shapes = ShapeInference.of(folded, DIMS);
    Map<String, PredictedTensor> numbers =
        ModelPrediction.of(folded, shapes, STANDARD, Level.NUMBERS).tensors();
    Map<String, PredictedTensor> drawn =
        ModelPrediction.ofDrawn(folded, shapes, STANDARD).tensors();
    double ours = 0;
    double anys = 0;
    for (String name : List.of("n0", "n1", "n2", "n3", "n4")) {
      double std = found.get(name).moments().std();
      ours = Math.max(ours, Math.abs(numbers.get(name).std() / std - 1));
      anys = Math.max(anys, Math.abs(drawn.get(name).std() / std - 1));
    }
    assertTrue(ours < 0.05, "off by " + ours);
    assertTrue(anys > 1.5 * ours, "mean squares of weights alone are off by " + anys + " " + ours);
  }

  /** A block whose batch normalisations stand before their layers, uneven in all they hold. */
  private static OnnxModel preActivation(long training) throws IOException {
    OnnxModels net = new OnnxModels(6).input("x", -1, 3, 12, 12).weights("w0", 0.4, 24, 3, 3, 3);
    net.node("Conv", List.of("x", "w0"), "c0", "pads", new long[] {1, 1, 1, 1});
    batchNorm(net, "c0", "b0", training);
    net.node("Relu", List.of("b0"), "r0").weights("w1", 0.2, 24, 24, 3, 3);
    net.node("Conv", List.of("r0", "w1"), "c1", "pads", new long[] {1, 1, 1, 1});
    net.node("Concat", List.of("c0", "c1"), "s", "axis", 1L);
    batchNorm(net, "s", "b1", training);
    net.node("Relu", List.of("b1"), "r1").weights("w2", 0.2, 24, 48, 3, 3);
    net.node("Conv", List.of("r1", "w2"), "c2");
    batchNorm(net, "c2", "b2", training);
    return net.output("b2").model();
  }

  private static void batchNorm(OnnxModels net, String input, String output, long training) {
    int n = output.equals("b1") ? 48 : 24;
    SplittableRandom random = new SplittableRandom(output.hashCode());
    float[][] values = new float[4][n];
    for (int c = 0; c < n; c++) {
      values[0][c] = (float) random.nextDouble(0.5, 1.5);
      values[1][c] = (float) random.nextGaussian() / 4;
      values[2][c] = (float) random.nextGaussian();
      values[3][c] = (float) random.nextDouble(0.2, 3);
    }
    List<String> names = List.of(output + "g", output + "b", output + "m", output + "v");
    for (int i = 0; i < 4; i++) {
      net.constant(names.get(i), values[i], n);
    }
    List<String> inputs = new java.util.ArrayList<>(names);
    inputs.add(0, input);
    net.node("BatchNormalization", inputs, output, "training_mode", training);
  }

  @Test
  void constantsComeInThePlaceOfABatchNormalisationThatStandsBeforeItsLayer() throws IOException {
    for (long training = 0; training < 2; training++) {
      OnnxModel model = preActivation(training);
      Normalisation normalisation =
          new Normalisation(model, ShapeInference.of(model, DIMS), STANDARD, true);
      OnnxModel written = normalisation.written();
      Map<String, MeasuredTensor> after = measured(written, 1);
      List<String> layers = List.of("c0", "b0", "c1", "b1", "b2");
      for (String layer : layers) {
        assertEquals(1, after.get(layer).moments().std(), 0.05, layer);
        assertEquals(0, after.get(layer).moments().mean(), 0.05, layer);
      }
      for (int round = 0; round < 6 && normalisation.correct(after) > 1e-3; round++) {
        written = normalisation.written();
        after = measured(written, 1);
      }
      for (String layer : layers) {
        assertEquals(1, after.get(layer).moments().std(), 0.005, layer);
      }
      // What channels weigh among each other stays: scale and shift, all by one number.
      TensorValue scale = scaleOf(model, "b0");
      double[] stds = after.get("b0").channels().stds();
      for (int c = 1; c < 24; c++) {
        assertEquals(scale.at(c) / scale.at(0), stds[c] / stds[0], 0.01);
      }
      assertTrue(
          written.graph().nodes().stream()
              .noneMatch(node -> node.whole("training_mode", 0) != 0 || node.outputs().size() > 1));
    }
  }

  private static TensorValue scaleOf(OnnxModel model, String name) throws IOException {
    return ShapeInference.of(model, DIMS).fact(name + "g").value();
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
