package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.data.DataSet;
import org.normprop.net.compute.Engine;
import org.normprop.net.onnx.OnnxModels;
import org.normprop.net.onnx.measure.ModelRunner;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.TensorValue;
import org.normprop.train.Predictions;
import org.normprop.train.RunFolder;
import org.normprop.train.TrainedRun;

/** Training goes on from a model: before its first step the network answers as the model does. */
class ModelStartTest {

  @TempDir Path folder;

  private Cli cli(String... args) {
    return Cli.run(args);
  }

  private void run(String words) {
    Cli cli = Cli.run(words.split(" "));
    assertEquals(0, cli.code(), cli::err);
  }

  private Predictions answers(Path run, Engine engine) throws IOException {
    TrainedRun trained = TrainedRun.open(new RunFolder(run), engine);
    return trained.predict(trained.answered(Optional.empty(), Optional.empty(), folder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--norm normprop --arch C(6,3,1,1)-P(3,2,1,max)-R(C(6,3,1,1)-C(6,3,1,1,linear))-A-F(10)",
        "--norm batchnorm --arch C(6,3,1,1)-D(keep=0.9)-F(10)",
        "--norm layernorm --arch F(12)-F(10) --activation prelu",
        "--norm weightnorm --arch C(6,3,1,1)-R(C(8,3,2,1)|C(8,1,2,0,linear))-F(10) --residual nf"
      })
  void aRunThatBecameAModelGoesOn(String options) throws IOException {
    Path run = folder.resolve("run");
    Path file = folder.resolve("run.onnx");
    Path again = folder.resolve("again");
    run("train --data digits " + options + " --epochs 1 --batch 256 --out " + run);
    run("export " + run + " --to onnx -o " + file);
    run("train --from " + file + " --data digits --epochs 0 --out " + again);
    try (Engine engine = Engine.start(1)) {
      Predictions expected = answers(run, engine);
      Predictions found = answers(again, engine);
      for (int i = 0; i < 40; i++) {
        for (int c = 0; c < 10; c++) {
          assertEquals(expected.probabilities(i)[c], found.probabilities(i)[c], 1e-5);
        }
      }
    }
    run("train --resume " + again + " --epochs 1");
    assertTrue(Files.exists(again.resolve("report.html")));
  }

  @Test
  void aRunThatPredictsNumbersGoesOn() throws IOException {
    Path data = folder.resolve("data.csv");
    StringBuilder text = new StringBuilder("a,b,price\n");
    for (int i = 0; i < 60; i++) {
      double a = Math.sin(i);
      double b = Math.cos(3 * i);
      text.append(a).append(',').append(b).append(',').append(100 + 20 * a - b).append('\n');
    }
    Files.writeString(data, text);
    Path run = folder.resolve("run");
    Path again = folder.resolve("again");
    String same = " --data " + data + " --target price ";
    run("train" + same + "--arch F(8)-F(1) --epochs 2 --out " + run);
    run("export " + run + " --to onnx -o " + folder.resolve("run.onnx"));
    run("train --from " + folder.resolve("run.onnx") + same + "--epochs 0 --out " + again);
    try (Engine engine = Engine.start(1)) {
      Predictions expected = answers(run, engine);
      Predictions found = answers(again, engine);
      for (int i = 0; i < 12; i++) {
        assertEquals(expected.value(i), found.value(i), 1e-5 * expected.value(i));
      }
    }
  }

  /** Scaled input, a batch normalisation, a pooling, a block with a shortcut, SiLU written out. */
  private static OnnxModels foreign() {
    long[] pads = {1, 1, 1, 1};
    OnnxModels net = new OnnxModels(5).input("x", -1, 1, 8, 8);
    net.constant("mean", new float[] {5}, 1).constant("std", new float[] {6}, 1);
    net.node("Sub", List.of("x", "mean"), "centred").node("Div", List.of("centred", "std"), "in");
    net.weights("w0", 0.4, 6, 1, 3, 3).weights("b0", 0.1, 6);
    net.node("Conv", List.of("in", "w0", "b0"), "c0", "pads", pads);
    net.weights("gain", 1, 6).weights("shift", 1, 6).weights("m", 0.5, 6);
    net.constant("v", new float[] {1, 2, 0.5f, 1, 3, 1}, 6);
    net.node("BatchNormalization", List.of("c0", "gain", "shift", "m", "v"), "n0");
    net.node("Sigmoid", List.of("n0"), "g0").node("Mul", List.of("n0", "g0"), "a0");
    net.node(
        "MaxPool",
        List.of("a0"),
        "p",
        "kernel_shape",
        new long[] {2, 2},
        "strides",
        new long[] {2, 2});
    net.weights("ws", 0.4, 8, 6, 1, 1).node("Conv", List.of("p", "ws"), "s");
    net.weights("w1", 0.2, 8, 6, 3, 3).weights("b1", 0.1, 8);
    net.node("Conv", List.of("p", "w1", "b1"), "c1", "pads", pads);
    net.node("Sigmoid", List.of("c1"), "g1").node("Mul", List.of("g1", "c1"), "a1");
    net.weights("w2", 0.2, 8, 8, 3, 3).weights("b2", 0.1, 8);
    net.node("Conv", List.of("a1", "w2", "b2"), "c2", "pads", pads);
    net.node("Add", List.of("s", "c2"), "sum");
    net.node("Sigmoid", List.of("sum"), "g2").node("Mul", List.of("sum", "g2"), "a2");
    net.node("Flatten", List.of("a2"), "f").weights("wf", 0.1, 128, 10).weights("bf", 0.1, 10);
    net.node("MatMul", List.of("f", "wf"), "u").node("Add", List.of("u", "bf"), "l");
    return net.node("Softmax", List.of("l"), "y", "axis", -1L).output("y");
  }

  @Test
  void aModelOfOthersBecomesANetwork() throws IOException {
    OnnxModel model = foreign().model();
    Path file = folder.resolve("net.onnx");
    Files.write(file, model.proto().toByteArray());
    Path run = folder.resolve("run");
    run("train --from " + file + " --data digits --epochs 0 --out " + run);
    try (Engine engine = Engine.start(1);
        ModelRunner runner = ModelRunner.open(model, List.of(), 1)) {
      TrainedRun trained = TrainedRun.open(new RunFolder(run), engine);
      DataSet rows = trained.answered(Optional.empty(), Optional.empty(), folder);
      Predictions found = trained.predict(rows);
      float[] x = new float[64];
      for (int i = 0; i < 20; i++) {
        rows.features(i, x, 0);
        TensorValue value = TensorValue.of(new int[] {1, 1, 8, 8}, x.clone());
        TensorValue y = runner.compute(Map.of("x", value), List.of("y")).get("y");
        for (int c = 0; c < 10; c++) {
          assertEquals(y.at(c), found.probabilities(i)[c], 1e-5);
        }
      }
    }
  }

  /** As exporters write "any height and width". */
  @Test
  void aModelOfAnySizeIsTakenAtTheDatas() throws IOException {
    OnnxModels net = new OnnxModels(1).input("x", -1, 1, -1, -1).weights("w", 0.3, 4, 1, 3, 3);
    net.node("Conv", List.of("x", "w"), "c", "strides", new long[] {2, 2})
        .node("Relu", List.of("c"), "r")
        .node("GlobalAveragePool", List.of("r"), "p")
        .node("Flatten", List.of("p"), "f")
        .weights("v", 0.3, 4, 10);
    Path file = folder.resolve("net.onnx");
    Files.write(
        file, net.node("MatMul", List.of("f", "v"), "y").output("y").model().proto().toByteArray());
    Path run = folder.resolve("run");
    run("train --from " + file + " --data digits --epochs 0 --out " + run);
    assertEquals("1x8x8", new RunFolder(run).settings().shape().orElseThrow().toString());
    Path other = folder.resolve("other");
    run("train --from " + file + " --data digits --shape 1x4x16 --epochs 0 --out " + other);
    assertEquals("1x4x16", new RunFolder(other).settings().shape().orElseThrow().toString());
  }

  @Test
  void theFirstOperatorWithoutALayerIsNamed() throws IOException {
    OnnxModels net = new OnnxModels(1).input("x", -1, 1, 8, 8).weights("w", 0.3, 4, 1, 3, 3);
    net.node("Conv", List.of("x", "w"), "c")
        .node("Transpose", List.of("c"), "t", "perm", new long[] {0, 2, 3, 1});
    Path file = folder.resolve("net.onnx");
    Files.write(
        file, net.node("Relu", List.of("t"), "y").output("y").model().proto().toByteArray());
    Cli cli = cli("train", "--from", file.toString(), "--data", "digits");
    assertEquals(3, cli.code());
    assertTrue(cli.err().contains("Transpose"), cli::err);
    Cli both = cli("train", "--from", file.toString(), "--data", "digits", "--arch", "F(10)");
    assertEquals(3, both.code(), both::err);
  }

  /** By whatever door the settings come in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --data digits --arch F(10) --epochs 0",
        "train --data digits --arch F(10) --input kept",
        "compare --data digits --arch F(10) --vary norm=none,normprop --epochs 0",
        "compare --data digits --arch F(10) --vary norm=none,normprop --input kept",
        "compare --data digits --arch F(10) --vary epochs=0,1",
        "compare --data digits --arch F(10) --vary input=global,kept",
        "propagate --data digits --arch F(10) --input kept"
      })
  void noEpochAndKeptInputsAreForModels(String words) {
    String out = words.startsWith("propagate") ? "" : " --out " + folder.resolve("out");
    refused(words + out, 2, "is for train --from MODEL.onnx alone");
  }

  /** The scaling of inputs is inside; a model of others is given what a training would give. */
  @Test
  void aModelOfOursIsGivenDataAsTheyAre() throws IOException {
    Path run = folder.resolve("run");
    Path file = folder.resolve("run.onnx");
    run("train --data digits --arch F(10) --epochs 1 --batch 256 --out " + run);
    run("export " + run + " --to onnx -o " + file);
    String[] words = ("propagate " + file + " --data digits --rows 200 --only Input").split(" ");
    assertEquals(0.376, inputStd(words), 0.01); // of pixels from 0 to 1
    String[] scaled = Arrays.copyOf(words, words.length + 2);
    scaled[words.length] = "--input";
    scaled[words.length + 1] = "global";
    assertEquals(1, inputStd(scaled), 0.03);
  }

  private double inputStd(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--format";
    all[words.length + 1] = "csv";
    Cli cli = cli(all);
    assertEquals(0, cli.code(), cli::err);
    return Double.parseDouble(cli.out().split("\n")[1].split(",")[5]);
  }

  @Test
  void whatDoesNotFitAModelIsRefused() throws IOException {
    Path run = folder.resolve("run");
    Path file = folder.resolve("run.onnx");
    Path again = folder.resolve("again");
    run("train --data digits --arch C(4,3,1,1)-F(10) --epochs 1 --batch 256 --out " + run);
    run("export " + run + " --to onnx -o " + file);
    String train = "train --from " + file + " --data digits --epochs 0 --out " + again;

    refused(train + " --shape 1x4x16", 2, "rows are of 1x4x16 values, and", "takes 1x8x8");
    assertFalse(Files.exists(again));
    refused("train --resume " + run + " --from " + file, 2, "--resume goes on with the options");

    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String wider = text.replace("arch=C(4,3,1,1)", "arch=C(5,3,1,1)");
    Files.write(file, wider.getBytes(StandardCharsets.ISO_8859_1));
    refused(train, 2, "0.weight has 36 numbers where the layers in its metadata need 45");
    assertFalse(Files.exists(again));
  }

  private void refused(String words, int code, String... parts) {
    Cli cli = cli(words.split(" "));
    assertEquals(code, cli.code(), cli::err);
    for (String part : parts) {
      assertTrue(cli.err().contains(part), cli::err);
    }
  }
}
