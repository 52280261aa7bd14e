package org.normprop.net.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.io.BadFileException;
import org.normprop.net.onnx.measure.Measurement;
import org.normprop.net.onnx.measure.ModelInputs;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.net.onnx.operator.ShapeInference;
import org.normprop.net.onnx.predict.InputMoments;
import org.normprop.net.onnx.predict.ModelPrediction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.predict.signal.Level;
import org.normprop.net.onnx.read.OnnxModel;

/** Einsum: its shape, and what is foretold of it. */
class EinsumTest {

  private static final ModelInputs NORMAL =
      (input, sample, values) -> {
        SplittableRandom random = new SplittableRandom(7919L * sample + input.hashCode());
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextGaussian();
        }
      };

  private static int[] sizes(String text) {
    return List.of(text.split("x")).stream().mapToInt(Integer::parseInt).toArray();
  }

  private static long[] longs(String text) {
    return List.of(text.split("x")).stream().mapToLong(Long::parseLong).toArray();
  }

  /** A product with weights: Var = the mean of their squares, summed over what is summed over. */
  @ParameterizedTest
  @CsvSource({
    "'bd,edh->beh', 1x6, 4x6x5, 1x4x5, 6",
    "'edh,bd->beh', 1x6, 4x6x5, 1x4x5, 6",
    "'beh,ehd->bed', 1x4x5, 4x5x7, 1x4x7, 5",
    "'...ij,jk->...ik', 1x3x4x8, 8x5, 1x3x4x5, 8",
    "'btd , dnh -> bnth', 1x4x8, 8x3x5, 1x3x4x5, 8",
    "'bnth,nhd->btd', 1x3x4x5, 3x5x8, 1x4x8, 15",
    "'bd,bd->b', 1x9, 1x9, 1, 9",
    "'bi,oi', 1x6, 7x6, 1x7, 6",
    "'bisj,oi->bo', 1x6x3x2, 7x6, 1x7, 36",
  })
  void aProductWithWeightsIsForetold(String equation, String x, String w, String result, int summed)
      throws IOException {
    boolean weightsFirst = equation.startsWith("edh");
    OnnxModels net = new OnnxModels(3).input("x", longs(x)).weights("w", 0.7, longs(w));
    List<String> inputs = weightsFirst ? List.of("w", "x") : List.of("x", "w");
    net.node("Einsum", inputs, "y", "equation", equation).output("y");
    OnnxModel model = net.model();
    ShapeInference shapes = ShapeInference.of(model, Map.of("x", sizes(x)));
    assertArrayEquals(sizes(result), shapes.fact("y").dims());

    float[] weights = model.graph().initializers().get("w").value().asReals();
    double square = 0;
    for (float weight : weights) {
      square += (double) weight * weight / weights.length;
    }
    PredictedTensor y = predicted(model, shapes, Map.of("x", new InputMoments(0, 1)), "y");
    assertEquals(Math.sqrt(summed * square), y.std(), 1e-5 * y.std());
  }

  private static PredictedTensor predicted(
      OnnxModel model, ShapeInference shapes, Map<String, InputMoments> inputs, String name) {
    return ModelPrediction.of(model, shapes, inputs, Level.MAPS).tensors().get(name);
  }

  /** Of single tensors axes are summed over and turned; a diagonal has a shape, and no rule. */
  @ParameterizedTest
  @CsvSource({
    "'bij->bj', 1x3x4, 1x4, 3",
    "'bij->ji', 1x3x4, 4x3, 1",
    "'bi...->...b', 1x3x2x5, 2x5x1, 3",
    "'b->b', 1, 1, 1",
    "'bii->bi', 1x3x3, 1x3, 0",
  })
  void axesOfOneTensorAreSummedAndTurned(String equation, String x, String result, int summed)
      throws IOException {
    for (int opset : new int[] {12, 17}) {
      OnnxModels net = new OnnxModels(3).input("x", longs(x)).opset(opset);
      net.node("Einsum", List.of("x"), "y", "equation", equation).output("y");
      OnnxModel model = net.model();
      ShapeInference shapes = ShapeInference.of(model, Map.of("x", sizes(x)));
      assertArrayEquals(sizes(result), shapes.fact("y").dims());
      PredictedTensor y = predicted(model, shapes, Map.of("x", new InputMoments(0, 1)), "y");
      if (summed == 0) {
        assertNull(y);
      } else {
        assertEquals(Math.sqrt(summed), y.std(), 1e-6 * y.std());
      }
    }
  }

  @Test
  void aSumOverAllAxesIsForetold() throws IOException {
    for (String equation : List.of("ij->", "->", "...->")) {
      OnnxModels net = equation.startsWith("ij") ? new OnnxModels(3).input("x", 3, 4) : null;
      net = net == null ? new OnnxModels(3).input("x") : net;
      net.node("Einsum", List.of("x"), "y", "equation", equation).output("y");
      OnnxModel model = net.model();
      int[] dims = equation.startsWith("ij") ? new int[] {3, 4} : new int[0];
      ShapeInference shapes = ShapeInference.of(model, Map.of("x", dims));
      assertEquals(0, shapes.fact("y").dims().length);
      PredictedTensor y = predicted(model, shapes, Map.of("x", new InputMoments(0, 1)), "y");
      assertEquals(equation.startsWith("ij") ? Math.sqrt(12) : 1, y.std(), 1e-6);
    }
  }

  /** Squares of one tensor's values are not products of independent ones. */
  @Test
  void aTensorByItselfIsNotForetold() throws IOException {
    OnnxModels net = new OnnxModels(3).input("x", 1, 8);
    OnnxModel model =
        net.node("Einsum", List.of("x", "x"), "y", "equation", "bd,bd->b").output("y").model();
    ShapeInference shapes = ShapeInference.of(model, Map.of("x", new int[] {1, 8}));
    assertNull(predicted(model, shapes, Map.of("x", new InputMoments(0, 1)), "y"));
  }

  @ParameterizedTest
  @CsvSource({"-1, 13", "100, 0", "-100, 16", "1, 6"})
  void aTriangleKeepsWhatIsAboveItsDiagonal(long diagonal, int kept) throws IOException {
    OnnxModels net = new OnnxModels(3).input("x", 4, 4).wholes("k", diagonal);
    OnnxModel model = net.node("Trilu", List.of("x", "k"), "y", "upper", 1L).output("y").model();
    ShapeInference shapes = ShapeInference.of(model, Map.of("x", new int[] {4, 4}));
    PredictedTensor y = predicted(model, shapes, Map.of("x", new InputMoments(0, 1)), "y");
    assertEquals(Math.sqrt(kept / 16.0), y.std(), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE})
  void aDiagonalOutOfReachIsRefused(long diagonal) {
    OnnxModels net = new OnnxModels(3).input("x", 4, 4).wholes("k", diagonal);
    net.node("Trilu", List.of("x", "k"), "y").output("y");
    BadFileException seen =
        assertThrows(
            BadFileException.class,
            () -> ShapeInference.of(net.model(), Map.of("x", new int[] {4, 4})));
    assertTrue(seen.getMessage().contains("k of Trilu is one number"), seen.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'bd,de->bf', makes an axis of no input's",
    "'bd,ee->b', 'has sizes of 6 and 5 for one axis'",
    "'bd->b', has 1 terms for 2",
    "'bdx,de->be', term 'bdx'",
    "'b?,de->be', '?'",
  })
  void aWrongEquationNamesTheNode(String equation, String message) {
    OnnxModels net = new OnnxModels(3).input("x", 1, 6).weights("w", 1, 6, 5);
    net.node("Einsum", List.of("x", "w"), "y", "equation", equation).output("y");
    BadFileException seen =
        assertThrows(
            BadFileException.class,
            () -> ShapeInference.of(net.model(), Map.of("x", new int[] {1, 6})));
    assertTrue(seen.getMessage().contains("node 0 (Einsum)"), seen.getMessage());
    assertTrue(seen.getMessage().contains(message), seen.getMessage());
  }

  /** Attention written with Einsum, a causal mask of -inf made of constants, against sampling. */
  @Test
  void maskedAttentionIsForetoldAsWithMatMul() throws IOException {
    int tokens = 8;
    int depth = 32;
    OnnxModels net = new OnnxModels(5).input("x", 1, tokens, depth);
    for (String part : List.of("q", "k", "v")) {
      net.weights("w" + part, 1 / Math.sqrt(depth), depth, 2, 16);
      net.node("Einsum", List.of("x", "w" + part), part, "equation", "btd,dhe->bhte");
    }
    net.node("Einsum", List.of("q", "k"), "s", "equation", "bhte,bhse->bhts");
    net.constant("scale", new float[] {0.25f});
    net.node("Mul", List.of("s", "scale"), "scaled");
    net.constant("hidden", new float[] {Float.NEGATIVE_INFINITY}).constant("zero", new float[1]);
    net.wholes("square", tokens, tokens).wholes("one", 1).constant("1", new float[] {1});
    net.node("Expand", List.of("1", "square"), "ones");
    net.node("Trilu", List.of("ones", "one"), "above", "upper", 1L);
    net.node("Equal", List.of("above", "1"), "isAbove");
    net.node("Where", List.of("isAbove", "hidden", "zero"), "mask");
    net.node("Add", List.of("scaled", "mask"), "masked");
    net.node("Softmax", List.of("masked"), "p", "axis", -1L);
    net.node("Einsum", List.of("p", "v"), "y", "equation", "bhts,bhse->bthe").output("y");
    OnnxModel model = net.model();
    Map<String, int[]> dims = Map.of("x", new int[] {1, tokens, depth});
    ShapeInference shapes = ShapeInference.of(model, dims);
    assertTrue(shapes.fact("mask").isConstant());
    assertEquals(tokens * (tokens - 1) / 2, infinite(shapes.fact("mask").value().asReals()));

    Map<String, InputMoments> inputs = Map.of("x", new InputMoments(0, 1));
    for (String name : List.of("q", "s", "p", "y")) {
      Moments seen =
          new Measurement(model, dims, shapes, name::equals)
              .run(NORMAL, 2000, 2, done -> {})
              .get(0)
              .moments();
      double std = predicted(model, shapes, inputs, name).std();
      assertEquals(seen.std(), std, 0.02 * std + 5 * seen.stdError(), name);
    }
  }

  private static int infinite(float[] values) {
    int count = 0;
    for (float value : values) {
      count += value == Float.NEGATIVE_INFINITY ? 1 : 0;
    }
    return count;
  }
}
