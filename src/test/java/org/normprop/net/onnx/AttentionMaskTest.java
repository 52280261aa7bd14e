package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxModel;

/** Attention whose scores a constant is added to: a mask, or a bias by position. */
class AttentionMaskTest {

  private static final int TOKENS = 8;
  private static final int DEPTH = 32;

  private static void attention(OnnxModels net, String x, String y, String mask) {
    for (String part : List.of("q", "k", "v")) {
      net.weights("w" + part + y, 1 / Math.sqrt(DEPTH), DEPTH, DEPTH);
      net.node("MatMul", List.of(x, "w" + part + y), part + y);
    }
    net.node("Transpose", List.of("k" + y), "t" + y, "perm", new long[] {0, 2, 1});
    net.node("MatMul", List.of("q" + y, "t" + y), "s" + y);
    net.node("Mul", List.of("s" + y, "small"), "scaled" + y);
    String masked = mask.isEmpty() ? "scaled" + y : "m" + y;
    switch (mask) {
      case "first" -> net.node("Add", List.of("mask", "scaled" + y), masked);
      case "second" -> net.node("Add", List.of("scaled" + y, "mask"), masked);
      case "where" -> {
        net.node("Less", List.of("mask", "limit"), "hides" + y);
        net.node("Where", List.of("hides" + y, "mask", "scaled" + y), masked);
      }
      case "unknown" -> {
        // A function that scores are not followed through.
        net.node("Tanh", List.of("scaled" + y), "bent" + y);
        net.node("Max", List.of("bent" + y, "limit"), "held" + y);
        net.node("Add", List.of("held" + y, "mask"), masked);
      }
      default -> {
        // none
      }
    }
    net.node("Softmax", List.of(masked), "p" + y, "axis", -1L);
    net.node("MatMul", List.of("p" + y, "v" + y), y);
  }

  /**
   * Scores near 0: the first layer averages all tokens, so that they are alike behind it, and the
   * second one leaves them so, whatever its weights over tokens are; only their matrix of values
   * counts. A product of independent values would be smaller by the root of 8.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "first", "second"})
  void tokensThatAreAlikeStayAsLargeBehindAMask(String mask) throws IOException {
    OnnxModels net = new OnnxModels(6).input("x", 1, TOKENS, DEPTH);
    net.constant("small", new float[] {1e-4f}).constant("mask", new float[8], 1, 8);
    attention(net, "x", "a", "");
    attention(net, "a", "b", mask);
    OnnxModel model = net.output("b").model();
    PredictedTensor b = predicted(model);
    double std = Math.sqrt(square(model) / TOKENS);
    assertEquals(std, b.std(), 1e-3 * std);
  }

  private static PredictedTensor predicted(OnnxModel model) throws IOException {
    ShapeInference shapes = ShapeInference.of(model, Map.of("x", new int[] {1, TOKENS, DEPTH}));
    return ModelPrediction.of(model, shapes, Map.of("x", new InputMoments(0, 1)), Level.MAPS)
        .tensors()
        .get("b");
  }

  /** The mean square of an output's weights in W_a W_b, summed over what they read. */
  private static double square(OnnxModel model) {
    float[] first = model.graph().initializers().get("wva").value().asReals();
    float[] second = model.graph().initializers().get("wvb").value().asReals();
    double square = 0;
    for (int i = 0; i < DEPTH; i++) {
      for (int j = 0; j < DEPTH; j++) {
        double sum = 0;
        for (int k = 0; k < DEPTH; k++) {
          sum += (double) first[i * DEPTH + k] * second[k * DEPTH + j];
        }
        square += sum * sum / DEPTH;
      }
    }
    return square;
  }

  /**
   * A causal mask, scores near 0: P has the rows 1/t, ..., 1/t, 0, ..., and two layers make P P x
   * W_a W_b, whose rows have the squares of P P's. Were all pairs of tokens taken as alike, the
   * second layer would be 8 % too small.
   */
  @ParameterizedTest
  @ValueSource(strings = {"first", "where", "unknown"})
  void firstTokensHaveMoreInCommonBehindACausalMask(String mask) throws IOException {
    OnnxModels net = new OnnxModels(6).input("x", 1, TOKENS, DEPTH);
    float[] hidden = new float[TOKENS * TOKENS];
    double[][] p = new double[TOKENS][TOKENS];
    for (int t = 0; t < TOKENS; t++) {
      for (int s = 0; s < TOKENS; s++) {
        hidden[t * TOKENS + s] = s <= t ? 0 : Float.NEGATIVE_INFINITY;
        p[t][s] = s <= t ? 1.0 / (t + 1) : 0;
      }
    }
    net.constant("small", new float[] {1e-4f}).constant("mask", hidden, TOKENS, TOKENS);
    net.constant("limit", new float[] {-1});
    attention(net, "x", "a", mask);
    attention(net, "a", "b", mask);
    OnnxModel model = net.output("b").model();
    PredictedTensor b = predicted(model);
    double rows = 0;
    for (int t = 0; t < TOKENS; t++) {
      for (int s = 0; s < TOKENS; s++) {
        double sum = 0;
        for (int u = 0; u < TOKENS; u++) {
          sum += p[t][u] * p[u][s];
        }
        rows += sum * sum / TOKENS;
      }
    }
    double std = Math.sqrt(square(model) * rows);
    assertEquals(std, b.std(), 2e-3 * std);
  }
}
