package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.measure.ModelInputs;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxModel;

/** Models that the test makes, measured and foretold. */
class ModelMeasurementTest {

  private static final ModelInputs NORMAL =
      (input, sample, values) -> {
        SplittableRandom random = new SplittableRandom(1000L * sample + input.hashCode());
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextGaussian();
        }
      };

  private static Map<String, MeasuredTensor> measured(
      OnnxModel model, Map<String, int[]> dims, int samples, int threads) throws IOException {
    ShapeInference shapes = ShapeInference.of(model, dims);
    Map<String, MeasuredTensor> found = new HashMap<>();
    new Measurement(model, dims, shapes, name -> true)
        .run(NORMAL, samples, threads, done -> {})
        .forEach(tensor -> found.put(tensor.name(), tensor));
    return found;
  }

  private static Map<String, PredictedTensor> predicted(
      OnnxModel model, Map<String, int[]> dims, Level level) throws IOException {
    Map<String, InputMoments> inputs = new HashMap<>();
    dims.keySet().forEach(name -> inputs.put(name, new InputMoments(0, 1)));
    return ModelPrediction.of(model, ShapeInference.of(model, dims), inputs, level).tensors();
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() throws IOException {
    OnnxModel model = OnnxModels.residual(1, 16).model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, 3, 12, 12});
    Map<String, MeasuredTensor> one = measured(model, dims, 33, 1);
    Map<String, MeasuredTensor> three = measured(model, dims, 33, 3);
    one.forEach((name, tensor) -> assertEquals(tensor.moments(), three.get(name).moments(), name));
  }

  @Test
  void reluOfNormalsHasItsKnownMomentsWithinItsErrors() throws IOException {
    OnnxModel model =
        new OnnxModels(1).input("x", -1, 1000).node("Relu", List.of("x"), "y").output("y").model();
    MeasuredTensor y = measured(model, Map.of("x", new int[] {1, 1000}), 400, 2).get("y");
    assertEquals(0.3989422804, y.moments().mean(), 5 * y.moments().meanError());
    assertEquals(0.5838193701, y.moments().std(), 5 * y.moments().stdError());
    assertEquals(0.5, y.moments().zeros(), 5 * y.moments().zerosError());
    // sd(relu)/sqrt(n): the error itself is known
    assertEquals(0.5838193701 / Math.sqrt(400_000), y.moments().meanError(), 1e-4);
  }

  /** PyTorch's way to write a group normalisation, with as many groups as rows and columns. */
  @Test
  void channelsAreFoundAgainBehindGroupsOfThem() throws IOException {
    OnnxModels net = new OnnxModels(4).input("x", -1, 3, 4, 4).weights("w", 0.3, 16, 3, 1, 1);
    net.weights("bias", 1, 16).node("Conv", List.of("x", "w", "bias"), "c");
    net.wholes("split", 1, 4, -1).node("Reshape", List.of("c", "split"), "g");
    net.constant("one", new float[] {1, 1, 1, 1}, 4).constant("zero", new float[4], 4);
    net.node("InstanceNormalization", List.of("g", "one", "zero"), "n");
    net.wholes("back", 1, 16, 4, 4).node("Reshape", List.of("n", "back"), "r");
    OnnxModel model = net.node("Relu", List.of("r"), "y").output("y").model();
    Map<String, MeasuredTensor> found = measured(model, Map.of("x", new int[] {1, 3, 4, 4}), 20, 1);
    Map<String, Integer> channels = Map.of("c", 16, "g", 4, "n", 4, "r", 16, "y", 16);
    channels.forEach(
        (name, count) -> assertEquals(count, found.get(name).channels().means().length, name));
  }

  @Test
  void aResidualNetworkIsForetoldWithinThreePercentByMapsAndTenByChannels() throws IOException {
    OnnxModel model = OnnxModels.residual(3, 48).model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, 3, 12, 12});
    Map<String, MeasuredTensor> found = measured(model, dims, 300, 2);
    Map<String, PredictedTensor> maps = predicted(model, dims, Level.MAPS);
    Map<String, PredictedTensor> channels = predicted(model, dims, Level.CHANNELS);
    Map<String, PredictedTensor> numbers = predicted(model, dims, Level.NUMBERS);
    Map<String, InputMoments> inputs = Map.of("x", new InputMoments(0, 1));
    Map<String, PredictedTensor> drawn =
        ModelPrediction.ofDrawn(model, ShapeInference.of(model, dims), inputs).tensors();
    for (String tensor : List.of("c0", "c1", "s1", "c2", "s2")) {
      double std = found.get(tensor).moments().std();
      assertEquals(1, maps.get(tensor).std() / std, 0.03, tensor);
      assertEquals(1, channels.get(tensor).std() / std, 0.10, tensor);
      assertEquals(1, numbers.get(tensor).std() / std, 0.15, tensor);
      assertEquals(1, drawn.get(tensor).std() / std, 0.15, tensor);
    }
    assertEquals(1, maps.get("y").std() / found.get("y").moments().std(), 0.05);
  }

  @Test
  void aSumWithoutItsDependenceWouldBeFarOff() throws IOException {
    // x + relu(x): Var = 1 + Var relu + 2 Cov, and Cov(x, relu x) = 1/2
    OnnxModel model =
        new OnnxModels(1)
            .input("x", -1, 500)
            .node("Relu", List.of("x"), "r")
            .node("Add", List.of("x", "r"), "y")
            .output("y")
            .model();
    PredictedTensor y = predicted(model, Map.of("x", new int[] {1, 500}), Level.MAPS).get("y");
    double exact = Math.sqrt(1 + 0.5838193701 * 0.5838193701 + 1);
    assertEquals(exact, y.std(), 0.003 * exact);
    double independent = Math.sqrt(1 + 0.5838193701 * 0.5838193701);
    assertTrue(y.std() / independent > 1.3);
  }

  @Test
  void geluAsExportersWriteItOutIsGelu() throws IOException {
    OnnxModel model =
        new OnnxModels(1)
            .input("x", -1, 500)
            .constant("root", new float[] {1.41421356f})
            .constant("one", new float[] {1})
            .constant("half", new float[] {0.5f})
            .node("Div", List.of("x", "root"), "d")
            .node("Erf", List.of("d"), "e")
            .node("Add", List.of("e", "one"), "a")
            .node("Mul", List.of("x", "a"), "m")
            .node("Mul", List.of("m", "half"), "y")
            .output("y")
            .model();
    PredictedTensor y = predicted(model, Map.of("x", new int[] {1, 500}), Level.MAPS).get("y");
    assertEquals(0.282094791773878, y.mean(), 1e-5);
    assertEquals(0.587914969213, y.std(), 1e-5);
  }

  @Test
  void softmaxWrittenOutIsSoftmax() throws IOException {
    OnnxModel model =
        new OnnxModels(1)
            .input("x", -1, 40, 16)
            .wholes("axis", -1)
            .node("ReduceMax", List.of("x"), "m", "axes", new long[] {-1})
            .node("Sub", List.of("x", "m"), "z")
            .node("Exp", List.of("z"), "e")
            .node("ReduceSum", List.of("e", "axis"), "s")
            .node("Div", List.of("e", "s"), "y")
            .node("Log", List.of("s"), "l")
            .node("Sub", List.of("z", "l"), "log")
            .output("y")
            .output("log")
            .model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, 40, 16});
    Map<String, MeasuredTensor> found = measured(model, dims, 300, 1);
    Map<String, PredictedTensor> foretold = predicted(model, dims, Level.MAPS);
    for (String tensor : List.of("y", "log")) {
      assertEquals(1, foretold.get(tensor).std() / found.get(tensor).moments().std(), 0.03, tensor);
    }
    assertEquals(1 / 16.0, foretold.get("y").mean(), 1e-6);
  }

  @Test
  void layerNormalisationWrittenOutIsForetoldByItsOperatorsRule() throws IOException {
    OnnxModel model =
        new OnnxModels(1)
            .opset(15)
            .input("x", -1, 30, 48)
            .constant("two", new float[] {2})
            .constant("less", new float[] {-0.5f})
            .constant("epsilon", new float[] {1e-5f})
            .node("Relu", List.of("x"), "r")
            .node("ReduceMean", List.of("r"), "m", "axes", new long[] {-1})
            .node("Sub", List.of("r", "m"), "c")
            .node("Pow", List.of("c", "two"), "q")
            .node("ReduceMean", List.of("q"), "v", "axes", new long[] {-1})
            .node("Add", List.of("v", "epsilon"), "a")
            .node("Sqrt", List.of("a"), "s")
            .node("Div", List.of("c", "s"), "layer")
            .node("Mul", List.of("r", "r"), "rq")
            .node("ReduceMean", List.of("rq"), "rv", "axes", new long[] {-1})
            .node("Add", List.of("epsilon", "rv"), "ra")
            .node("Pow", List.of("ra", "less"), "rs")
            .node("Mul", List.of("rs", "r"), "rms")
            // mean x^2 - (mean x)^2, and constants of the other operand's type
            .node("Mul", List.of("m", "m"), "mm")
            .node("Sub", List.of("rv", "mm"), "fv")
            .node("CastLike", List.of("epsilon", "r"), "e")
            .node("Add", List.of("fv", "e"), "fa")
            .node("Sqrt", List.of("fa"), "fs")
            .node("Div", List.of("c", "fs"), "fast")
            .output("layer")
            .output("rms")
            .output("fast")
            .model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, 30, 48});
    Map<String, MeasuredTensor> found = measured(model, dims, 300, 1);
    for (Level level : Level.values()) {
      Map<String, PredictedTensor> foretold = predicted(model, dims, level);
      for (String tensor : List.of("layer", "rms", "fast")) {
        double ratio = foretold.get(tensor).std() / found.get(tensor).moments().std();
        assertEquals(1, ratio, 0.02, tensor + " " + level);
      }
      // a sample's own variance is measured only
      assertTrue(
          List.of("v", "a", "s", "rs", "fv", "fa", "fs").stream().noneMatch(foretold::containsKey));
    }
  }

  @Test
  void aConstantCastLikeATensorIsAConstant() throws IOException {
    OnnxModel model =
        new OnnxModels(1)
            .input("x", -1, 500)
            .constant("zero", new float[] {0})
            .constant("slope", new float[] {0.25f})
            .node("CastLike", List.of("zero", "x"), "none")
            .node("CastLike", List.of("slope", "x"), "quarter")
            .node("Less", List.of("x", "none"), "negative")
            .node("Mul", List.of("quarter", "x"), "flat")
            .node("Where", List.of("negative", "flat", "x"), "leaky")
            .output("leaky")
            .model();
    PredictedTensor leaky =
        predicted(model, Map.of("x", new int[] {1, 500}), Level.MAPS).get("leaky");
    // composed functions are found at 64 points, to 5e-5 where they have a kink
    assertEquals(0.75 / Math.sqrt(2 * Math.PI), leaky.mean(), 1e-4);
    double secondMoment = (1 + 0.25 * 0.25) / 2;
    assertEquals(Math.sqrt(secondMoment - leaky.mean() * leaky.mean()), leaky.std(), 1e-4);
  }

  @Test
  void whereChoosesByAConditionOfItsOwnInput() throws IOException {
    OnnxModel model =
        new OnnxModels(1)
            .input("x", -1, 500)
            .constant("zero", new float[] {0})
            .constant("slope", new float[] {0.25f})
            .node("Less", List.of("x", "zero"), "negative")
            .node("Mul", List.of("x", "slope"), "small")
            .node("Where", List.of("negative", "small", "x"), "y")
            .output("y")
            .model();
    PredictedTensor y = predicted(model, Map.of("x", new int[] {1, 500}), Level.MAPS).get("y");
    double mean = 0.75 * 0.3989422804; // of leaky_relu with slope 1/4
    assertEquals(mean, y.mean(), 1e-3);
    assertEquals(Math.sqrt((1 + 0.0625) / 2 - mean * mean), y.std(), 1e-3);
  }

  @Test
  void aLargeModelFileIsMappedAndAnswersAsOneInMemoryDoes(@TempDir Path folder) throws IOException {
    OnnxModels net =
        new OnnxModels(2)
            .input("x", -1, 64)
            .weights("w", 0.1, 64, 40_000)
            .weights("v", 0.1, 40_000, 8);
    net.node("MatMul", List.of("x", "w"), "h").node("Relu", List.of("h"), "r");
    OnnxModel model = net.node("MatMul", List.of("r", "v"), "y").output("y").model();
    Path file = folder.resolve("large.onnx");
    Files.write(file, net.proto().toByteArray());
    assertTrue(Files.size(file) > 8 << 20);
    Map<String, int[]> dims = Map.of("x", new int[] {1, 64});
    Map<String, MeasuredTensor> mapped = measured(OnnxModel.read(file), dims, 9, 2);
    measured(model, dims, 9, 2)
        .forEach((name, tensor) -> assertEquals(tensor.moments(), mapped.get(name).moments()));
  }

  @Test
  void nothingIsLeftInTheTemporaryFolder() throws IOException {
    measured(OnnxModels.residual(1, 4).model(), Map.of("x", new int[] {1, 3, 12, 12}), 2, 1);
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      long mine = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
      List<Path> left =
          files
              .filter(file -> file.getFileName().toString().startsWith("onnxruntime-java"))
              .filter(file -> file.toFile().lastModified() > mine)
              .toList();
      assertEquals(List.of(), left);
    }
  }
}
