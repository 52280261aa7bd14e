package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.measure.ModelInputs;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxInput;
import org.normprop.net.onnx.read.OnnxModel;

/**
 * The rule of each operator of the standard's tests against sampling of that operator: N(0, 1) into
 * the first input, the tests' own values into the others.
 */
class RuleSamplingTest {

  private static final int SAMPLES = 1500;

  /** Rules are for many elements; those of a few are off by more, for the reason given. */
  private static final double OFF = 0.06;

  private static final ModelInputs NORMAL =
      (input, sample, values) -> {
        SplittableRandom random = new SplittableRandom(7919L * sample + 17);
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextGaussian();
        }
      };

  @Test
  void eachRuleAgreesWithSamplingItsOperator() throws IOException {
    Path folder = OnnxModels.shared();
    assumeTrue(folder != null, "the ONNX standard's tests are not there: -Dnormprop.onnx=FOLDER");
    TreeSet<String> off = new TreeSet<>();
    TreeSet<String> none = new TreeSet<>();
    int compared = 0;
    List<Path> tests;
    try (Stream<Path> files = Files.list(folder.resolve("node"))) {
      tests = files.sorted().toList();
    }
    for (Path test : tests) {
      OnnxModel model = constantsBehindTheFirst(test);
      if (model == null) {
        continue;
      }
      OnnxInput input = model.graph().inputs().get(0);
      int[] dims = input.dims().stream().mapToInt(Integer::parseInt).toArray();
      ShapeInference shapes = ShapeInference.of(model, Map.of(input.name(), dims));
      Map<String, InputMoments> moments = Map.of(input.name(), new InputMoments(0, 1));
      Map<String, PredictedTensor> predicted =
          ModelPrediction.of(model, shapes, moments, Level.MAPS).tensors();
      List<String> outputs = model.graph().outputs();
      Map<String, MeasuredTensor> found = new HashMap<>();
      new Measurement(
              model, Map.of(input.name(), dims), shapes, name -> name.equals(outputs.get(0)))
          .run(NORMAL, SAMPLES, 2, done -> {})
          .forEach(tensor -> found.put(tensor.name(), tensor));
      MeasuredTensor measured = found.get(outputs.get(0));
      if (measured == null || !Double.isFinite(measured.moments().std())) {
        continue; // whole numbers, or logarithms of negative ones
      }
      PredictedTensor foretold = predicted.get(outputs.get(0));
      String name = test.getFileName().toString();
      if (foretold == null) {
        none.add(name);
        continue;
      }
      compared++;
      double std = measured.moments().std();
      double error = Math.max(OFF * std, 5 * measured.moments().stdError()) + 1e-6;
      double meanError = Math.max(OFF * std, 5 * measured.moments().meanError()) + 1e-6;
      if (!(Math.abs(foretold.std() - std) < error)
          || !(Math.abs(foretold.mean() - measured.moments().mean()) < meanError)) {
        off.add(
            String.format(
                java.util.Locale.ROOT,
                "%s: mean %.4f for %.4f, std %.4f for %.4f%n",
                name,
                foretold.mean(),
                measured.moments().mean(),
                foretold.std(),
                std));
      }
    }
    assertTrue(compared > 120, "compared " + compared);
    assertEquals("", String.join("", off), "off; without a rule: " + none);
  }

  /** The model with all inputs but the first as constants; null where the first is not real. */
  static OnnxModel constantsBehindTheFirst(Path test) throws IOException {
    OnnxMl.ModelProto proto =
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(test.resolve("model.onnx")));
    OnnxMl.GraphProto graph = proto.getGraph();
    OnnxMl.GraphProto.Builder changed = graph.toBuilder();
    if (graph.getInputCount() == 0
        || graph.getInput(0).getType().getTensorType().getElemType() != 1) {
      return null;
    }
    List<OnnxMl.ValueInfoProto> kept = new ArrayList<>();
    kept.add(graph.getInput(0));
    for (int i = 1; i < graph.getInputCount(); i++) {
      Path file = test.resolve("test_data_set_0").resolve("input_" + i + ".pb");
      if (!Files.exists(file)) {
        return null;
      }
      changed.addInitializer(
          OnnxMl.TensorProto.parseFrom(Files.readAllBytes(file)).toBuilder()
              .setName(graph.getInput(i).getName()));
    }
    changed.clearInput().addAllInput(kept);
    return OnnxModel.of(test.resolve("model.onnx"), proto.toBuilder().setGraph(changed).build());
  }
}
