package org.normprop.net.onnx;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.HalfFloat;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.write.Normalisation;

/** Constants in the place of batch normalisations: what they keep, and that types hold them. */
class ReplacedNormTest {

  /** Scales of either sign, one 0, and constants that two normalisations share. */
  @Test
  void scalesOfAnySignStayAndSharedConstantsAreParted() throws IOException {
    OnnxModels net = new OnnxModels(9).input("x", -1, 3, 12, 12).weights("w0", 0.4, 24, 3, 3, 3);
    float[] gamma = new float[24];
    float[] other = new float[24];
    for (int c = 0; c < 24; c++) {
      gamma[c] = c % 3 == 0 ? -1 - c / 24f : c == 7 ? 0 : 0.5f + c / 24f;
      other[c] = 0.5f + c / 30f;
    }
    net.constant("g", gamma, 24).constant("o", other, 24).weights("w1", 0.2, 24, 24, 3, 3);
    net.node("Conv", List.of("x", "w0"), "c0");
    net.node("BatchNormalization", List.of("c0", "g", "o", "g", "o"), "b0", "epsilon", 0.5f);
    net.node("Relu", List.of("b0"), "r0").node("Conv", List.of("r0", "w1"), "c1");
    net.node("BatchNormalization", List.of("c1", "g", "o", "g", "o"), "b1");
    net.node("Relu", List.of("b1"), "r1");
    net.node("BatchNormalization", List.of("r1", "g", "o", "o", "o"), "b2", "epsilon", 0.5f);
    OnnxModel model = net.output("b2").model();
    Normalisation normalisation =
        new Normalisation(
            model,
            ShapeInference.of(model, NormalisationTest.DIMS),
            NormalisationTest.STANDARD,
            true);
    Map<String, MeasuredTensor> after = NormalisationTest.measured(normalisation.written(), 1);
    for (int round = 0; round < 6 && normalisation.correct(after) > 1e-3; round++) {
      after = NormalisationTest.measured(normalisation.written(), 1);
    }
    for (String layer : List.of("b0", "b1", "b2")) {
      MeasuredTensor found = after.get(layer);
      assertEquals(1, found.moments().std(), 0.005, layer);
      double[] stds = found.channels().stds();
      double[] means = found.channels().means();
      assertEquals(0, stds[7], 1e-6, layer);
      for (int c = 1; c < 24; c++) {
        assertEquals(Math.abs(gamma[c] / gamma[0]), stds[c] / stds[0], 0.01, layer);
        double shift = (other[c] - other[0]) / Math.abs(gamma[0]);
        assertEquals(shift, (means[c] - means[0]) / stds[0], 0.01, layer);
      }
    }
  }

  /** The same model in half precision. */
  private static OnnxModel halved(OnnxMl.ModelProto model) throws IOException {
    OnnxMl.GraphProto.Builder graph = model.getGraph().toBuilder();
    int half = OnnxMl.TensorProto.DataType.FLOAT16_VALUE;
    graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(half);
    for (OnnxMl.TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      FloatBuffer floats =
          tensor.getRawData().asReadOnlyByteBuffer().order(LITTLE_ENDIAN).asFloatBuffer();
      ByteBuffer raw = ByteBuffer.allocate(2 * floats.capacity()).order(LITTLE_ENDIAN);
      while (floats.hasRemaining()) {
        raw.putShort(HalfFloat.fromFloat(floats.get()));
      }
      tensor.setDataType(half).setRawData(ByteString.copyFrom(raw.array()));
    }
    return OnnxModel.of(Path.of("half.onnx"), model.toBuilder().setGraph(graph).build());
  }

  /** x times a constant in half precision, and what is done to it. */
  private static OnnxModel half(float times, OnnxModels net) throws IOException {
    net.constant("k", new float[] {times}, 1).node("Mul", List.of("x", "k"), "u");
    float[] ones = {1, 1, 1};
    net.constant("o", ones, 3).constant("z", new float[3], 3).weights("w", 3, 8, 3, 3, 3);
    if (times > 1) {
      net.node("BatchNormalization", List.of("u", "o", "z", "z", "o"), "y");
    } else {
      net.node("Conv", List.of("u", "w"), "y");
    }
    return halved(net.output("y").proto());
  }

  /** The variance of what has std 2,000 is beyond float16; so are weights of 3 times 60,000. */
  @Test
  void halfPrecisionHoldsWhatIsWrittenOrItIsSaid() throws IOException {
    for (float times : new float[] {2000, 1e-6f}) {
      OnnxModel model = half(times, new OnnxModels(4).input("x", -1, 3, 12, 12));
      Normalisation normalisation =
          new Normalisation(
              model,
              ShapeInference.of(model, NormalisationTest.DIMS),
              NormalisationTest.STANDARD,
              true);
      if (times > 1) {
        MeasuredTensor y = NormalisationTest.measured(normalisation.written(), 1).get("y");
        assertEquals(1, y.moments().std(), 5 * y.moments().stdError() + 0.001);
      } else {
        String said = assertThrows(BadFileException.class, normalisation::written).getMessage();
        assertTrue(said.contains("float16 ends at 65504"), said);
      }
    }
  }
}
