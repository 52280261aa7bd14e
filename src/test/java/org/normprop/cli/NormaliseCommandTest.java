package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.io.AtomicFile;
import org.normprop.net.onnx.OnnxModels;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.OnnxModel;

/** {@code normalise} as it is called. */
class NormaliseCommandTest {

  private static final int SEEN = 20_000;

  /** What a layer of few units gives for other samples than those of the command. */
  private static Moments seen(Path file) throws IOException {
    OnnxModel model = OnnxModel.read(file);
    Map<String, int[]> dims = Map.of("x", new int[] {1, 20});
    return new Measurement(model, dims, ShapeInference.of(model, dims), "y"::equals)
        .run(
            (input, sample, values) -> {
              SplittableRandom random = new SplittableRandom(104_729L * sample + 5);
              for (int i = 0; i < values.length; i++) {
                values[i] = random.nextGaussian();
              }
            },
            SEEN,
            2,
            done -> {})
        .get(0)
        .moments();
  }

  @Test
  void aLayerOfFewUnitsIsMeasuredWithAsManyRowsAsItNeeds(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("few.onnx");
    OnnxModels few = new OnnxModels(3).input("x", -1, 20).weights("w", 0.9, 20, 16);
    Files.write(file, few.node("MatMul", List.of("x", "w"), "y").output("y").proto().toByteArray());
    Path normalised = folder.resolve("normalised.onnx");
    Path rough = folder.resolve("rough.onnx");
    Cli exact =
        Cli.run("normalise", file.toString(), "--by", "measured", "-o", normalised.toString());
    assertEquals(0, exact.code(), exact.err());
    Cli.run(
        "normalise", file.toString(), "--by", "measured", "--rows", "30", "-o", rough.toString());

    // Both sides' errors: 0.12 % of the command's rows, and those of what is seen here.
    Moments found = seen(normalised);
    double error = 5 * Math.hypot(0.0012 * 1.2, found.stdError());
    assertEquals(1, found.std(), error);
    assertEquals(0, found.mean(), error);
    assertTrue(Math.abs(seen(rough).std() - 1) > error, "30 rows would do, too");
  }

  @Test
  void weightsThatAreNoNumbersAreNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("nan.onnx");
    float[] weights = {1, 2, Float.NaN, 4};
    OnnxModels net = new OnnxModels(3).input("x", 1, 2).constant("w", weights, 2, 2);
    Files.write(file, net.node("MatMul", List.of("x", "w"), "y").output("y").proto().toByteArray());
    Cli seen = Cli.run("propagate", file.toString(), "--rows", "8");
    assertEquals(0, seen.code());
    assertTrue(seen.err().contains("NaN or infinite from y on"), seen.err());
    assertTrue(seen.err().contains("constant w of its MatMul holds 1 NaN"), seen.err());
    assertTrue(!seen.out().contains("rule"), seen.out());
    Path output = folder.resolve("out.onnx");
    Cli refused = Cli.run("normalise", file.toString(), "-o", output.toString());
    assertEquals(3, refused.code());
    assertTrue(refused.err().contains("constant w of its MatMul holds 1 NaN"), refused.err());
    assertTrue(Files.notExists(output));
  }

  /** The ones that a mask is given by default hide nothing; what -inf hides is not to blame. */
  @Test
  void masksAreNoFaults(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("masked.onnx");
    float[] none = {Float.NEGATIVE_INFINITY};
    OnnxModels net = new OnnxModels(3).input("x", 1, 4).wholeInput("mask", 1, 4);
    net.constant("hidden", none).constant("shown", new float[1]);
    net.constant("causal", new float[] {0, 0, none[0], 0}, 1, 4).weights("w", 1, 4, 3);
    net.node("Cast", List.of("mask"), "real", "to", 1L);
    net.node("Equal", List.of("real", "shown"), "isHidden");
    net.node("Where", List.of("isHidden", "hidden", "shown"), "padding");
    net.node("Add", List.of("x", "padding"), "scores");
    net.node("Add", List.of("scores", "causal"), "masked");
    net.node("Softmax", List.of("masked"), "p").node("MatMul", List.of("p", "w"), "y").output("y");
    Files.write(file, net.proto().toByteArray());
    Cli seen = Cli.run("propagate", file.toString(), "--rows", "64");
    assertEquals(0, seen.code(), seen.err());
    assertTrue(seen.err().contains("masked: -inf where a mask hides,"), seen.err());
    assertTrue(!seen.err().contains("NaN or infinite"), seen.err());
    assertTrue(!seen.out().contains("rule"), seen.out());
    assertTrue(seen.out().lines().anyMatch(line -> line.matches("y +MatMul .*[0-9]")), seen.out());
    Cli hidden = Cli.run("propagate", file.toString(), "--rows", "64", "--input", "mask=0,0");
    assertTrue(hidden.err().contains("NaN or infinite from scores on"), hidden.err());
  }

  /** What is written still depends on its mask, which counts as a constant for prediction alone. */
  @Test
  void aMaskStaysAnInput(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("masked.onnx");
    OnnxModels net = new OnnxModels(3).input("x", 1, 8).wholeInput("mask", 8);
    net.weights("w", 0.5, 8, 8).weights("b", 0.5, 8).node("Cast", List.of("mask"), "m", "to", 1L);
    net.node("Mul", List.of("w", "m"), "wm").node("MatMul", List.of("x", "wm"), "h");
    net.node("Mul", List.of("b", "m"), "bm").node("Add", List.of("h", "bm"), "y0");
    net.node("MatMul", List.of("y0", "w"), "y").output("y");
    Files.write(file, net.proto().toByteArray());
    Path output = folder.resolve("out.onnx");
    Cli written = Cli.run("normalise", file.toString(), "-o", output.toString());
    assertEquals(0, written.code(), written.err());
    for (String model : List.of(file.toString(), output.toString())) {
      String hidden =
          Cli.run("propagate", model, "--input", "mask=0,0", "--rows", "16", "--format", "csv")
              .out();
      String shown = Cli.run("propagate", model, "--rows", "16", "--format", "csv").out();
      assertEquals(0, std(hidden, "h"), model);
      assertTrue(std(shown, "h") > 0.1, model);
    }
  }

  private static double std(String csv, String tensor) {
    String line = csv.lines().filter(one -> one.startsWith(tensor + ",")).findFirst().orElseThrow();
    return Double.parseDouble(line.split(",")[5]);
  }

  private static OnnxModels twoRows(float first) {
    return new OnnxModels(3).input("x", 1, 2).constant("w", new float[] {first, 2, 3, 4}, 2, 2);
  }

  private static OnnxModels image() {
    return new OnnxModels(3).input("x", 1, 2, 4, 4).weights("w", 0.3, 2, 2, 3, 3);
  }

  /** What is no number before the layers that are looked at, and who is to blame. */
  static List<Arguments> faults() {
    float[] ones = {1, 1};
    OnnxModels sum = twoRows(Float.NaN).constant("b", ones, 2);
    sum.node("MatMul", List.of("x", "w"), "p").node("Add", List.of("p", "b"), "y");
    OnnxModels norm = image().constant("w2", nanFirst(36), 2, 2, 3, 3).constant("o", ones, 2);
    norm.node("Conv", List.of("x", "w2"), "p");
    norm.node("BatchNormalization", List.of("p", "o", "o", "o", "o"), "y");
    OnnxModels log = image().node("Log", List.of("x"), "p").node("Conv", List.of("p", "w"), "y");
    OnnxModels masked = twoRows(Float.NaN);
    masked.constant("mask", new float[] {0, Float.NEGATIVE_INFINITY}, 2);
    masked.node("Add", List.of("x", "mask"), "scores");
    masked.node("Softmax", List.of("scores"), "a").node("MatMul", List.of("a", "w"), "y");
    return List.of(
        Arguments.of(masked, "from y on: constant w of its MatMul holds 1 NaN"),
        Arguments.of(sum, "from p on: constant w of its MatMul holds 1 NaN"),
        Arguments.of(norm, "from p on: constant w2 of its Conv holds 1 NaN"),
        Arguments.of(log, "from p on: Log makes them of inputs that are finite"));
  }

  private static float[] nanFirst(int n) {
    float[] values = new float[n];
    values[0] = Float.NaN;
    return values;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatStandsBeforeALayerIsNamed(OnnxModels net, String fault, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("nan.onnx");
    Files.write(file, net.output("y").proto().toByteArray());
    Path output = folder.resolve("out.onnx");
    Cli refused = Cli.run("normalise", file.toString(), "--rows", "4", "-o", output.toString());
    assertEquals(3, refused.code());
    assertTrue(refused.err().contains(fault), refused.err());
  }

  @Test
  void aLongNameBreaksNoLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("long.onnx");
    OnnxModels net = twoRows(Float.NaN).node("MatMul", List.of("x", "w"), "n".repeat(200));
    Files.write(file, net.output("n".repeat(200)).proto().toByteArray());
    Cli seen = Cli.run("propagate", file.toString(), "--rows", "4");
    assertTrue(seen.err().contains("holds 1 NaN"), seen.err());
    assertTrue(seen.err().lines().allMatch(line -> line.length() <= 80), seen.err());
  }

  /** Names of tensors and of operators, and numbers that take more than others. */
  @Test
  void aTableOfLongOperatorsFits(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("long.onnx");
    float[] tiny = {-1.25e-20f, 2.5e-20f};
    OnnxModels net = new OnnxModels(3).input("x", 1, 2).constant("k", tiny, 2);
    net.constant("o", new float[] {1, 1}, 2).constant("z", new float[2], 2);
    String last = "n".repeat(50) + "-last";
    net.node("Mul", List.of("x", "k"), "m".repeat(50));
    net.node("BatchNormalization", List.of("m".repeat(50), "o", "z", "z", "o"), last);
    Files.write(file, net.output(last).proto().toByteArray());
    Cli seen = Cli.run("propagate", file.toString(), "--rows", "8");
    Path output = folder.resolve("out.onnx");
    Cli changed =
        Cli.run("normalise", file.toString(), "--replace-batchnorm", "-o", output.toString());
    for (Cli one : List.of(seen, changed)) {
      assertEquals(0, one.code(), one.err());
      assertTrue(one.out().lines().allMatch(line -> line.length() <= 80), one.out());
      assertTrue(one.out().contains("nn-last  BatchNormal.  "), one.out());
    }
  }

  @Test
  void weightsThatFloat16LosesAreTold(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("half.onnx");
    OnnxModels net = new OnnxModels(3).input("x", 1, 20).constant("k", new float[] {2000}, 1);
    net.weights("w", 0.9, 20, 16).node("Mul", List.of("x", "k"), "u");
    net.node("MatMul", List.of("u", "w"), "y");
    AtomicFile.write(file, OnnxModels.halved(net.output("y").proto())::writeTo);
    Cli half = Cli.run("normalise", file.toString(), "-o", folder.resolve("out.onnx").toString());
    assertEquals(0, half.code(), half.err());
    String told =
        "float16 loses weights of node y \\(MatMul\\):\n  [0-9]+ of 320 are below 6.1e-5 now";
    assertTrue(Pattern.compile(told).matcher(half.out()).find(), half.out());
    Files.write(file, net.proto().toByteArray());
    Cli whole = Cli.run("normalise", file.toString(), "-o", folder.resolve("out.onnx").toString());
    assertTrue(!whole.out().contains("loses"), whole.out());
  }

  @Test
  void aModelWithNothingToShowSaysWhy(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("constant.onnx");
    OnnxModels net = new OnnxModels(3).constant("w", new float[] {1, 2}, 2);
    Files.write(file, net.node("Relu", List.of("w"), "y").output("y").proto().toByteArray());
    Cli seen = Cli.run("propagate", file.toString());
    assertTrue(seen.err().contains("the model has no input"), seen.err());
  }
}
