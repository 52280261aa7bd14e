package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.normprop.net.onnx.measure.ModelRunner;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.TensorFile;
import org.normprop.net.onnx.read.TensorValue;

/** The standard's own tests, where they lie; none is copied. */
class OnnxConformanceTest {

  private static Path folder;

  @BeforeAll
  static void find() {
    folder = OnnxModels.shared();
    assumeTrue(
        folder != null,
        "the ONNX standard's tests are not there: -Dnormprop.onnx=FOLDER, or ../shared/onnx");
  }

  private static List<Path> models() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }

  @Test
  void everyModelIsWrittenBackByteForByte() throws IOException {
    for (Path file : models()) {
      OnnxModel model = OnnxModel.read(file);
      assertArrayEquals(Files.readAllBytes(file), model.proto().toByteArray(), file.toString());
    }
  }

  @Test
  void everyOperatorRunsToTheExpectedOutputAndHasTheInferredShape() throws IOException {
    int run = 0;
    Set<String> off = new TreeSet<>();
    for (Path file : models()) {
      Path data = file.resolveSibling("test_data_set_0");
      if (!Files.isDirectory(data)) {
        continue;
      }
      OnnxModel model = OnnxModel.read(file);
      Map<String, TensorValue> inputs = inputs(model, data);
      boolean real = model.graph().inputs().stream().anyMatch(input -> input.type().isReal());
      if (inputs == null || !real || file.toString().contains("training_dropout")) {
        continue; // dropout draws its own mask
      }
      Map<String, int[]> dims = new HashMap<>();
      inputs.forEach((name, value) -> dims.put(name, value.dims()));
      ShapeInference shapes = ShapeInference.of(model, dims);
      try (ModelRunner runner = ModelRunner.open(model, List.of(), 1)) {
        Map<String, TensorValue> found = runner.compute(inputs, model.graph().outputs());
        for (int i = 0; i < model.graph().outputs().size(); i++) {
          String name = model.graph().outputs().get(i);
          if (found.containsKey(name)) {
            TensorValue expected = TensorFile.read(data.resolve("output_" + i + ".pb"));
            if (!isClose(expected, found.get(name), 2e-3)) {
              off.add(file.getParent().getFileName().toString());
            }
            if (shapes.fact(name).dims() != null) {
              assertArrayEquals(expected.dims(), shapes.fact(name).dims(), file + " " + name);
            }
            run++;
          }
        }
      }
    }
    assertTrue(run > 150, "outputs compared: " + run);
    // ONNX Runtime reckons these with the rounded size, the standard with the exact one.
    off.remove("test_resize_downsample_scales_cubic_align_corners");
    off.remove("test_resize_downsample_scales_linear_align_corners");
    assertEquals(Set.of(), off, "outputs that differ from the standard's");
  }

  private static Map<String, TensorValue> inputs(OnnxModel model, Path data) throws IOException {
    Map<String, TensorValue> inputs = new HashMap<>();
    int i = 0;
    for (OnnxInput input : model.graph().inputs()) {
      Path file = data.resolve("input_" + i++ + ".pb");
      if (!Files.exists(file)) {
        return null;
      }
      inputs.put(input.name(), TensorFile.read(file));
    }
    return inputs;
  }

  private static void close(String what, TensorValue expected, TensorValue found, double error) {
    assertArrayEquals(expected.dims(), found.dims(), what);
    for (int i = 0; i < expected.size(); i++) {
      double e = expected.at(i);
      if (Double.isFinite(e)) {
        assertEquals(e, found.at(i), error * Math.max(1, Math.abs(e)), what);
      }
    }
  }

  private static boolean isClose(TensorValue expected, TensorValue found, double error) {
    try {
      close("", expected, found, error);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  @Test
  void lightModelsRunToTheExpectedOutput() throws IOException {
    List<Path> light = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("light"))) {
      files.filter(file -> file.toString().endsWith(".onnx")).forEach(light::add);
    }
    light.sort(null);
    // Two of them unless the soak run asks for all: the others take seconds each.
    int count = Integer.getInteger("normprop.fuzz", 0) > 1000 ? light.size() : 2;
    for (Path file : light.subList(light.size() - count, light.size())) {
      OnnxModel model = OnnxModel.read(file);
      OnnxInput input = model.graph().inputs().get(0);
      int[] dims = input.dims().stream().mapToInt(Integer::parseInt).toArray();
      int n = dims[0] * dims[1] * dims[2] * dims[3];
      float[] values = new float[n];
      for (int i = 0; i < n; i++) {
        values[i] = (float) i / n;
      }
      try (ModelRunner runner = ModelRunner.open(model, List.of(), 1)) {
        Map<String, TensorValue> found =
            runner.compute(
                Map.of(input.name(), TensorValue.of(dims, values)), model.graph().outputs());
        String name = file.getFileName().toString().replace(".onnx", "_output_0.pb");
        TensorValue expected = TensorFile.read(file.resolveSibling(name));
        close(file.toString(), expected, found.get(model.graph().outputs().get(0)), 1e-3);
      }
    }
  }
}
