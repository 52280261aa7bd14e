package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void aModelWithNothingToShowSaysWhy(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("constant.onnx");
    OnnxModels net = new OnnxModels(3).constant("w", new float[] {1, 2}, 2);
    Files.write(file, net.node("Relu", List.of("w"), "y").output("y").proto().toByteArray());
    Cli seen = Cli.run("propagate", file.toString());
    assertTrue(seen.err().contains("the model has no input"), seen.err());
  }
}
