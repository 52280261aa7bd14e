package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.operator.InputShapes;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxModel;

/** Damaged models: a message each, or a model that is read after all. */
class OnnxFuzzTest {

  private static final int CASES = Integer.getInteger("normprop.fuzz", 300) * 5;

  @Test
  void damageIsToldInAMessageAndNeverAsABug() throws IOException {
    byte[] good = OnnxModels.residual(1, 4).proto().toByteArray();
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] bad = damaged(good, random);
      try {
        OnnxModel model = OnnxModel.of(Path.of("bad.onnx"), bad);
        Map<String, int[]> dims = InputShapes.of(model.graph().inputs(), Map.of(), Map.of());
        if (dims.values().stream().anyMatch(d -> org.normprop.net.onnx.read.Dims.count(d) > 1e6)) {
          continue; // larger than this test has patience for
        }
        ShapeInference shapes = ShapeInference.of(model, dims);
        Map<String, InputMoments> inputs = new HashMap<>();
        dims.keySet().forEach(name -> inputs.put(name, new InputMoments(0, 1)));
        ModelPrediction.of(model, shapes, inputs, Level.CHANNELS);
      } catch (BadFileException e) {
        refused++;
        assertTrue(e.getMessage().startsWith("bad.onnx: "), e.getMessage());
      } catch (IllegalArgumentException e) {
        refused++; // of the inputs' sizes: a mistake on the command line, said there
        assertFalse(e.getMessage().isBlank());
      }
    }
    assertTrue(refused > CASES / 10, "refused " + refused + " of " + CASES);
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] bad = good.clone();
    int kind = random.nextInt(4);
    int at = random.nextInt(bad.length);
    switch (kind) {
      case 0 -> bad = java.util.Arrays.copyOf(bad, at);
      case 1 -> bad[at] = (byte) random.nextInt(256);
      case 2 -> {
        for (int i = 0; i < 8; i++) {
          // among what is no weight: names, sizes, attributes
          bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      default -> {
        int tail = Math.max(0, bad.length - 1200);
        bad[tail + random.nextInt(bad.length - tail)] = (byte) random.nextInt(256);
      }
    }
    return bad;
  }

  @Test
  void aDeclaredSizeTakesNoMemory() {
    OnnxMl.ModelProto proto =
        OnnxModels.residual(1, 4).proto().toBuilder()
            .setGraph(
                OnnxModels.residual(1, 4).proto().getGraph().toBuilder()
                    .addInitializer(
                        OnnxMl.TensorProto.newBuilder()
                            .setName("huge")
                            .setDataType(1)
                            .addDims(2_000_000_000)
                            .setRawData(com.google.protobuf.ByteString.EMPTY)))
            .build();
    BadFileException e =
        assertThrows(BadFileException.class, () -> OnnxModel.of(Path.of("m.onnx"), proto));
    assertEquals(
        "m.onnx: initializer 'huge': raw_data: 0 bytes for 2000000000 of FLOAT", e.getMessage());
  }

  @Test
  void externalDataStaysInTheModelsFolder(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("secret.bin"), new byte[64]);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    for (String location : List.of("../secret.bin", folder.resolve("secret.bin").toString())) {
      OnnxMl.GraphProto graph = OnnxModels.residual(1, 4).proto().getGraph();
      OnnxMl.ModelProto proto =
          OnnxModels.residual(1, 4).proto().toBuilder()
              .setGraph(
                  graph.toBuilder()
                      .addInitializer(
                          OnnxMl.TensorProto.newBuilder()
                              .setName("outside")
                              .setDataType(1)
                              .addDims(4)
                              .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                              .addExternalData(
                                  OnnxMl.StringStringEntryProto.newBuilder()
                                      .setKey("location")
                                      .setValue(location))))
              .build();
      BadFileException e =
          assertThrows(BadFileException.class, () -> OnnxModel.of(inner.resolve("m.onnx"), proto));
      assertTrue(e.getMessage().contains("outside the model's folder"), e.getMessage());
    }
  }
}
