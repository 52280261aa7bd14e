package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Prediction knows how channels and tokens depend on one another. */
class DependenceTest {

  private static final double INDEPENDENT = 0.03;

  private static ModelInputs normal(long seed) {
    return (input, sample, values) -> {
      SplittableRandom random = new SplittableRandom(seed + 7919L * sample);
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian();
      }
    };
  }

  static double worst(OnnxModel model, int[] shape, int rows, Level level, List<String> of)
      throws IOException {
    Map<String, int[]> dims = Map.of("x", shape);
    ShapeInference shapes = ShapeInference.of(model, dims);
    ModelPrediction predicted =
        ModelPrediction.of(model, shapes, Map.of("x", new InputMoments(0, 1)), level);
    double worst = 0;
    for (MeasuredTensor tensor :
        new Measurement(model, dims, shapes, of::contains).run(normal(7), rows, 1, done -> {})) {
      double ratio = predicted.tensors().get(tensor.name()).std() / tensor.moments().std();
      worst = Math.max(worst, Math.abs(ratio - 1));
    }
    return worst;
  }

  /** Two sums over 3x3 places: (1, 2, 3, 2, 1) along each axis, whose squares add up to 19^2. */
  @Test
  void neighbouringPlacesGoTogether() throws IOException {
    float[] ones = new float[9];
    Arrays.fill(ones, 1);
    OnnxModels net = new OnnxModels(8).input("x", 1, 1, 12, 12).constant("w", ones, 1, 1, 3, 3);
    OnnxModel model =
        net.node("Conv", List.of("x", "w"), "c")
            .node("Conv", List.of("c", "w"), "d")
            .node("GlobalAveragePool", List.of("c"), "m")
            .output("d")
            .output("m")
            .model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, 1, 12, 12});
    ModelPrediction predicted =
        ModelPrediction.of(
            model, ShapeInference.of(model, dims), Map.of("x", new InputMoments(0, 1)), Level.MAPS);
    assertEquals(19, predicted.tensors().get("d").std(), 1e-5);
    assertEquals(3, predicted.tensors().get("c").std(), 1e-5);
    // Over 100 places each of 144 inputs counts as often as 3x3 windows hold it.
    double squares = 0;
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 12; j++) {
        int windows = Math.min(3, Math.min(i + 1, 12 - i)) * Math.min(3, Math.min(j + 1, 12 - j));
        squares += windows * windows;
      }
    }
    assertEquals(Math.sqrt(squares) / 100, predicted.tensors().get("m").std(), 1e-5);
  }

  /** y = c m, m the mean of 16 places: E y = 1/16, Var y = E c^2 m^2 - 1/16^2 = 1/16 + 1/16^2. */
  @Test
  void aGateGoesWithWhatItOpens() throws IOException {
    OnnxModels net = new OnnxModels(8).input("x", 1, 1, 4, 4);
    OnnxModel model =
        net.constant("w", new float[] {1}, 1, 1, 1, 1)
            .node("Conv", List.of("x", "w"), "c")
            .node("GlobalAveragePool", List.of("c"), "m")
            .node("Mul", List.of("c", "m"), "y")
            .output("y")
            .model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, 1, 4, 4});
    PredictedTensor y =
        ModelPrediction.of(
                model,
                ShapeInference.of(model, dims),
                Map.of("x", new InputMoments(0, 1)),
                Level.MAPS)
            .tensors()
            .get("y");
    assertEquals(1.0 / 16, y.mean(), 1e-5);
    assertEquals(Math.sqrt(1.0 / 16 + 1.0 / 256), y.std(), 1e-5);
  }

  /** Behind a sum over 3x3 places the largest of 3x3 is less than that of independent ones. */
  @Test
  void maximaOfPlacesThatGoTogether() throws IOException {
    float[] ones = new float[9];
    Arrays.fill(ones, 1);
    OnnxModels net = new OnnxModels(8).input("x", 1, 1, 18, 18).constant("w", ones, 1, 1, 3, 3);
    OnnxModel model =
        net.constant("b", new float[] {-4}, 1)
            .node("Conv", List.of("x", "w", "b"), "c")
            .node(
                "MaxPool",
                List.of("c"),
                "y",
                "kernel_shape",
                new long[] {3, 3},
                "strides",
                new long[] {1, 1})
            .node("Relu", List.of("y"), "r")
            .node("Conv", List.of("r", "w"), "z")
            .output("z")
            .model();
    double maps = worst(model, new int[] {1, 1, 18, 18}, 6000, Level.MAPS, List.of("y", "r", "z"));
    // 5 standard errors of the std of z, 0.56 % each.
    assertTrue(maps < 0.028, "off by " + maps);
  }

  /** What a filter makes of rectified inputs leans the way of its mean. */
  @Test
  void fewRectifiedInputsLean() throws IOException {
    OnnxModels net = new OnnxModels(5).input("x", 1, 32).weights("v", 0.177, 32, 16);
    OnnxModel model =
        net.weights("w", 0.35, 16, 96)
            .node("MatMul", List.of("x", "v"), "u")
            .node("Relu", List.of("u"), "a")
            .node("MatMul", List.of("a", "w"), "s")
            .node("Relu", List.of("s"), "y")
            .output("y")
            .model();
    double maps = worst(model, new int[] {1, 32}, 6000, Level.MAPS, List.of("y"));
    assertTrue(maps < INDEPENDENT / 10, "off by " + maps);
  }

  /** Three rectified values of one channel are far from normal: what is left above 2.5 tells. */
  @Test
  void filtersOfFewWeightsKeepTheShape() throws IOException {
    float[] ones = new float[12];
    Arrays.fill(ones, 1);
    OnnxModels net = new OnnxModels(9).input("x", 1, 4, 8, 8).constant("w", ones, 4, 1, 1, 3);
    OnnxModel model =
        net.constant("b", new float[] {2.5f}, 1)
            .node("Relu", List.of("x"), "r")
            .node("Conv", List.of("r", "w"), "c", "group", 4L)
            .node("Sub", List.of("c", "b"), "s")
            .node("Relu", List.of("s"), "y")
            .output("y")
            .model();
    double maps = worst(model, new int[] {1, 4, 8, 8}, 2000, Level.MAPS, List.of("y"));
    assertTrue(maps < INDEPENDENT, "off by " + maps);
  }

  /** Twelve numbers into forty-eight units: far fewer directions than channels. */
  private static OnnxModels dense(String activation, List<String> outputs) {
    OnnxModels net = new OnnxModels(3).input("x", 1, 12);
    String last = "x";
    int width = 12;
    for (int i = 0; i < 4; i++) {
      net.weights("w" + i, Math.sqrt(2.0 / width), width, 48);
      net.node("MatMul", List.of(last, "w" + i), "u" + i)
          .node(activation, List.of("u" + i), "a" + i);
      outputs.add("u" + i);
      last = "a" + i;
      width = 48;
    }
    return net.node("Identity", List.of(last), "y").output("y");
  }

  @Test
  void fewInputsAreFelt() throws IOException {
    for (String activation : List.of("Relu", "Tanh", "Elu")) {
      List<String> outputs = new ArrayList<>();
      OnnxModel model = dense(activation, outputs).model();
      double maps = worst(model, new int[] {1, 12}, 3000, Level.MAPS, outputs);
      assertTrue(maps < INDEPENDENT, activation + " " + maps);
    }
  }

  @Test
  void aStreamKnowsItsBranches() throws IOException {
    OnnxModels net = new OnnxModels(4).input("x", 1, 12).weights("w", 0.3, 12, 48);
    net.node("MatMul", List.of("x", "w"), "s0");
    List<String> outputs = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      net.weights("a" + i, Math.sqrt(2.0 / 48), 48, 48)
          .weights("b" + i, Math.sqrt(1.0 / 48), 48, 48);
      net.node("MatMul", List.of("s" + (i - 1), "a" + i), "u" + i);
      net.node("Relu", List.of("u" + i), "r" + i)
          .node("MatMul", List.of("r" + i, "b" + i), "v" + i);
      net.node("Add", List.of("s" + (i - 1), "v" + i), "s" + i);
      outputs.add("s" + i);
    }
    OnnxModel model = net.output("s6").model();
    double maps = worst(model, new int[] {1, 12}, 3000, Level.MAPS, outputs);
    assertTrue(maps < INDEPENDENT, "off by " + maps);
  }

  @Test
  void whatTokensShareIsNotAveragedAway() throws IOException {
    OnnxModels net = new OnnxModels(6).input("x", 1, 8, 16);
    String last = "x";
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (String part : List.of("q", "k", "v")) {
        net.weights("w" + part + i, 0.25, 16, 16);
        net.node("MatMul", List.of(last, "w" + part + i), part + i);
      }
      net.node("Transpose", List.of("k" + i), "t" + i, "perm", new long[] {0, 2, 1});
      net.constant("root" + i, new float[] {4}, 1);
      net.node("MatMul", List.of("q" + i, "t" + i), "e" + i);
      net.node("Div", List.of("e" + i, "root" + i), "d" + i);
      net.node("Softmax", List.of("d" + i), "p" + i, "axis", -1L);
      net.node("MatMul", List.of("p" + i, "v" + i), "y" + i);
      outputs.add("y" + i);
      last = "y" + i;
    }
    OnnxModel model = net.output("y3").model();
    double maps = worst(model, new int[] {1, 8, 16}, 3000, Level.MAPS, outputs);
    assertTrue(maps < 2 * INDEPENDENT, "off by " + maps);
    double numbers = worst(model, new int[] {1, 8, 16}, 200, Level.NUMBERS, outputs);
    assertTrue(numbers > 0.3, "independent tokens are averaged away: " + numbers);
  }

  /** What a branch of convolutions shares with the stream lies in its neighbouring places, too. */
  @Test
  void aBranchGoesWithItsNeighboursInTheStream() throws IOException {
    OnnxModels net = new OnnxModels(12).input("x", 1, 8, 14, 14).weights("w0", 0.12, 12, 8, 3, 3);
    long[] pads = {1, 1, 1, 1};
    net.node("Conv", List.of("x", "w0"), "s0", "pads", pads);
    List<String> all = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      net.weights("u" + i, 0.09, 12, 12, 3, 3).weights("v" + i, 0.09, 12, 12, 3, 3);
      net.node("Conv", List.of("s" + (i - 1), "u" + i), "c" + i, "pads", pads);
      net.node("Conv", List.of("c" + i, "v" + i), "d" + i, "pads", pads);
      net.node("Add", List.of("s" + (i - 1), "d" + i), "s" + i);
      all.addAll(List.of("c" + i, "d" + i, "s" + i));
    }
    double worst = worst(net.output("s3").model(), new int[] {1, 8, 14, 14}, 300, Level.MAPS, all);
    assertTrue(worst < 0.02, "off by " + worst);
  }

  /** Windows that overlap share what their cells lean: rectified again, they vary together more. */
  @Test
  void squaresOfNeighboursGoTogether() throws IOException {
    float[] ones = new float[9];
    for (int i = 0; i < 9; i++) {
      ones[i] = i % 2 == 0 ? 1 : -1;
    }
    OnnxModels net = new OnnxModels(8).input("x", 1, 1, 16, 16).constant("w", ones, 1, 1, 3, 3);
    net.node("Relu", List.of("x"), "r").node("Conv", List.of("r", "w"), "c");
    net.node("Abs", List.of("c"), "a").node("GlobalAveragePool", List.of("a"), "m");
    double worst =
        worst(net.output("m").model(), new int[] {1, 1, 16, 16}, 20_000, Level.MAPS, List.of("m"));
    // 5 standard errors, 0.52 % each; without what squares share it is 5.2 %.
    assertTrue(worst < 0.026, "off by " + worst);
  }

  /** r - r/2 is half of r = relu(x): the branch takes the stream's very values. */
  @Test
  void aBranchGoesWithARectifiedStream() throws IOException {
    OnnxModels net = new OnnxModels(8).input("x", 1, 2);
    net.constant("w", new float[] {-0.5f, 0, 0, -0.5f}, 2, 2).node("Relu", List.of("x"), "r");
    net.node("MatMul", List.of("r", "w"), "b").node("Add", List.of("r", "b"), "s");
    double worst =
        worst(net.output("s").model(), new int[] {1, 2}, 40_000, Level.MAPS, List.of("s"));
    // 40,000 rows of 2 values whose kurtosis is 5: 0.4 % in their std.
    assertTrue(worst < 0.016, "off by " + worst);
  }

  /** So do its neighbouring places. */
  @Test
  void aBranchGoesWithARectifiedImage() throws IOException {
    float[] ones = new float[9];
    float[] w = new float[9];
    Arrays.fill(ones, 1);
    Arrays.fill(w, -0.1f);
    OnnxModels net = new OnnxModels(8).input("x", 1, 1, 40, 40).constant("o", ones, 1, 1, 3, 3);
    net.constant("w", w, 1, 1, 3, 3).node("Conv", List.of("x", "o"), "c");
    net.node("Relu", List.of("c"), "r");
    net.node("Conv", List.of("r", "w"), "b", "pads", new long[] {1, 1, 1, 1});
    net.node("Add", List.of("r", "b"), "s");
    double worst =
        worst(net.output("s").model(), new int[] {1, 1, 40, 40}, 300, Level.MAPS, List.of("s"));
    assertTrue(worst < INDEPENDENT, "off by " + worst);
  }
}
