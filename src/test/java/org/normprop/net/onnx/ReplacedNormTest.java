package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.read.OnnxModel;
import org.normprop.net.onnx.read.OnnxNode;
import org.normprop.net.onnx.write.LayerChange;
import org.normprop.net.onnx.write.ModelEditor;
import org.normprop.net.onnx.write.Normalisation;
import org.normprop.net.onnx.write.NormalisedLayer;
import org.normprop.net.onnx.write.Underflow;

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
    return OnnxModels.halved(net.output("y").proto());
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
        assertTrue(said.contains("constant w of node 1 (Conv) would hold"), said);
        assertTrue(said.contains("float16 ends at 65504"), said);
      }
    }
  }

  /** A shift that no constant of the file has a place for. */
  @Test
  void aConstantThatWasNotThereIsNamedByItsNode() throws IOException {
    OnnxModels net = new OnnxModels(4).input("x", -1, 3).constant("k", new float[] {1e-6f}, 1);
    net.constant("b", new float[] {60_000}, 1).weights("w", 1, 3, 4);
    net.node("Mul", List.of("x", "k"), "t").node("Add", List.of("t", "b"), "u");
    net.node("MatMul", List.of("u", "w"), "y");
    OnnxModel model = OnnxModels.halved(net.output("y").proto());
    ShapeInference shapes = ShapeInference.of(model, Map.of("x", new int[] {1, 3}));
    LayerChange far =
        new LayerChange(
            NormalisedLayer.of(model.graph(), shapes, false).get(0),
            false,
            new double[] {-90_000},
            new double[] {1},
            new double[] {1},
            new double[1]);
    String said =
        assertThrows(
                BadFileException.class,
                () -> ModelEditor.changed(model, shapes, List.of(far), lost -> {}))
            .getMessage();
    assertTrue(said.contains("a constant of node 2 (MatMul) would hold 9.0e+04"), said);
  }

  /** The factor is 1/1000: those of the weights that are below 0.061 fall below 6.1e-5. */
  @Test
  void weightsThatHalfPrecisionLosesAreCounted() throws IOException {
    float[] weights = {1, -0.06f, 0.062f, 0.02f, 1e-5f, 2e-5f, 0, -2};
    OnnxModels net = new OnnxModels(4).input("x", -1, 2).constant("w", weights, 2, 4);
    net.node("MatMul", List.of("x", "w"), "y");
    OnnxModel model = OnnxModels.halved(net.output("y").proto());
    ShapeInference shapes = ShapeInference.of(model, Map.of("x", new int[] {1, 2}));
    NormalisedLayer layer = NormalisedLayer.of(model.graph(), shapes, false).get(0);
    for (double std : new double[] {1, 1000, 1e7}) {
      double[] one = {1};
      LayerChange change =
          new LayerChange(layer, false, new double[1], new double[] {std}, one, new double[1]);
      List<Underflow> lost = new ArrayList<>();
      ModelEditor.changed(model, shapes, List.of(change), lost::add);
      OnnxNode node = layer.node();
      // 1e-5 and 2e-5 were too small before; by 1e7 all but 2e-7 and 1e-7 are below 2^-25.
      assertEquals(
          std == 1
              ? List.of()
              : List.of(new Underflow(node, std == 1000 ? 2 : 5, std == 1000 ? 0 : 3, 8)),
          lost);
    }
  }
}
