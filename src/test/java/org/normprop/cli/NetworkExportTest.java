package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.cli.line.Console;
import org.normprop.data.DataSet;
import org.normprop.net.compute.Engine;
import org.normprop.net.flow.Propagation;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.measure.ModelRunner;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.read.TensorValue;
import org.normprop.net.run.Pass;
import org.normprop.train.Predictions;
import org.normprop.train.RunFolder;
import org.normprop.train.TrainedRun;

/** A trained run as a model gives the answers of {@code predict}. */
class NetworkExportTest {

  @TempDir Path folder;

  private void run(String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err);
    Console console = new Console(new PrintStream(new ByteArrayOutputStream()), stream, false);
    assertEquals(0, CommandLine.run(args, console), err::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--demo digits-mlp",
        "--demo concrete",
        "--demo digits-mlp --norm batchnorm",
        "--demo digits-mlp --norm layernorm --batch 1",
        "--data digits --norm layernorm --arch C(6,3,1,1)-R(C(6,3,1,1,linear))-P(2,2,0,avg)-F(10)",
        "--demo digits-mlp --norm weightnorm --activation elu",
        "--demo digits-mlp --norm none --activation tanh --input element",
        "--demo digits-cnn --activation gelu",
        "--data digits --arch C(6,3,1,1)-P(3,2,1,max)-P(2,2,0,avg)-F(10) --activation silu",
        "--data digits --arch C(6,3,1,1)-R(C(6,3,1,1))-B(C(4,1,1,0)|C(3,3,1,1))-P(global,avg)-F(10)"
      })
  void theModelAnswersAsTheRunDoes(String options) throws IOException {
    Path run = folder.resolve("run");
    String[] words = ("train " + options + " --epochs 1 --out " + run).split(" ");
    run(words);
    Path file = folder.resolve("run.onnx");
    run("export", run.toString(), "--to", "onnx", "-o", file.toString());
    OnnxModel model = OnnxModel.read(file);
    try (Engine engine = Engine.start(1);
        ModelRunner runner = ModelRunner.open(model, List.of(), 1)) {
      TrainedRun trained = TrainedRun.open(new RunFolder(run), engine);
      DataSet rows = trained.answered(Optional.empty(), Optional.empty(), folder);
      Predictions expected = trained.predict(rows);
      int size = rows.shape().size();
      for (int i = 0; i < 20; i++) {
        float[] x = new float[size];
        rows.features(i, x, 0);
        List<String> dims = model.graph().inputs().get(0).dims();
        int[] shape = new int[dims.size()];
        shape[0] = 1;
        for (int d = 1; d < shape.length; d++) {
          shape[d] = Integer.parseInt(dims.get(d));
        }
        Map<String, TensorValue> found =
            runner.compute(Map.of("input", TensorValue.of(shape, x)), model.graph().outputs());
        if (trained.inputs().classes().isEmpty()) {
          double value = expected.value(i);
          assertEquals(value, found.get("value").at(0), 1e-5 * Math.max(1, Math.abs(value)));
        } else {
          double[] p = expected.probabilities(i);
          for (int c = 0; c < p.length; c++) {
            assertEquals(p[c], found.get("probabilities").at(c), 1e-5);
          }
        }
      }
      OnnxMl.ModelProto proto = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file));
      assertEquals(
          String.join("\n", trained.inputs().classes()), proto.getMetadataProps(0).getValue());
      assertTrue(proto.getProducerName().equals("normprop"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--demo digits-mlp",
        "--data digits --arch C(6,3,1,1)-R(C(6,3,1,1))-P(2,2,0,max)-C(8,3,1,1)-F(10) --activation"
            + " silu"
      })
  void everyWeightLayerOfTheRunIsThatOfTheModel(String options) throws IOException {
    Path run = folder.resolve("run");
    run(("train " + options + " --epochs 1 --out " + run).split(" "));
    Path file = folder.resolve("run.onnx");
    run("export", run.toString(), "--to", "onnx", "-o", file.toString());
    OnnxModel model = OnnxModel.read(file);
    int rows = 64;
    try (Engine engine = Engine.start(1)) {
      TrainedRun trained = TrainedRun.open(new RunFolder(run), engine);
      DataSet data = trained.answered(Optional.empty(), Optional.empty(), folder);
      Propagation propagation = new Propagation(trained.network(), Pass.EVALUATION, 1);
      float[] x = trained.inputs().features(data, rows);
      int size = data.shape().size();
      for (int i = 0; i < rows; i++) {
        propagation.add(Arrays.copyOfRange(x, i * size, (i + 1) * size), 1);
      }
      List<String> names = model.graph().inputs().get(0).dims();
      int[] dims = names.stream().mapToInt(d -> d.equals("N") ? 1 : Integer.parseInt(d)).toArray();
      Map<String, int[]> shapes = Map.of("input", dims);
      Set<String> wanted = layers(model);
      List<MeasuredTensor> products =
          new Measurement(model, shapes, ShapeInference.of(model, shapes), wanted::contains)
              .run(
                  (input, sample, values) -> {
                    float[] row = new float[size];
                    data.features(sample, row, 0);
                    Arrays.setAll(values, i -> row[i]);
                  },
                  rows,
                  2,
                  done -> {});
      List<LayerStatistics> layers = new ArrayList<>();
      List<LayerStatistics> all = propagation.layers();
      for (int i = 0; i < all.size(); i++) {
        if (trained.network().graph().nodes().get(i).layer() instanceof WeightLayer) {
          layers.add(all.get(i));
        }
      }
      assertEquals(layers.size(), products.size());
      for (int i = 0; i < layers.size(); i++) {
        double std = layers.get(i).pre().std();
        Moments moments = products.get(i).moments();
        assertEquals(std, moments.std(), 1e-4 * std, products.get(i).name());
        assertEquals(layers.get(i).pre().mean(), moments.mean(), 1e-4 * std);
        assertTrue(moments.stdError() < 0.2 * std);
      }
    }
  }

  /** What weight layers compute before an activation, borders corrected. */
  private static Set<String> layers(OnnxModel model) {
    Set<String> layers = new LinkedHashSet<>();
    List<OnnxNode> nodes = model.graph().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      if (List.of("Conv", "Gemm").contains(nodes.get(i).operator())) {
        boolean corrected =
            nodes.get(i + 1).inputs().stream().anyMatch(input -> input.endsWith("borders"));
        layers.add(nodes.get(corrected ? i + 2 : i).outputs().get(0));
      }
    }
    return layers;
  }
}
