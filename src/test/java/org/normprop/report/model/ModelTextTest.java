package org.normprop.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.onnx.measure.ChannelMoments;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.read.ElementType;

/** 80 columns, whatever a file calls its operators. */
class ModelTextTest {

  private static ModelRow row(String name, String operator, double scale, boolean foretold) {
    double std = 2 * scale;
    Moments moments = new Moments(-scale, 0, std, std / 500, 0, 0, std * std, 0, 3, 0, 0, 0, 0);
    MeasuredTensor measured =
        new MeasuredTensor(
            name,
            operator,
            0,
            ElementType.FLOAT,
            new int[] {1, 8},
            moments,
            new ChannelMoments(new double[0], new double[0]));
    PredictedTensor third = new PredictedTensor(0, std / 3, 0, std * std / 9);
    return new ModelRow(measured, foretold ? Optional.of(third) : Optional.empty(), false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Relu",
        "LayerNormalization",
        "com.example.kernels:FusedBiasGeluDropoutAddOfTwoBranchesAndTheirNormalisation",
        "odd:two words\nand \u001b[31mred",
        "odd:a name of many words that goes on and on, with a comma, for longer than a line has"
      })
  void anOperatorOfAnyNameBreaksNoLine(String operator) {
    for (double scale : new double[] {1, 1.25e-10}) {
      String name = "/encoder/layers.11/self_attn/out_proj/MatMul";
      String text =
          ModelText.text(
              List.of(
                  row("x", "Input", scale, true),
                  row(name + "_output_0", operator, scale, true),
                  row(name + "_output_1", operator, scale, false)),
              true);
      List<String> lines = text.lines().toList();
      assertTrue(lines.stream().allMatch(line -> line.length() <= 80), text);
      assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' '), text);
      // Two lines of the table tell the tensors apart and begin to say what they are.
      String begin = operator.substring(0, Math.min(11, operator.length())).replace('\n', '?');
      assertEquals(1, lines.stream().filter(line -> line.contains("MatMul  " + begin)).count());
      assertEquals(
          1, lines.stream().filter(line -> line.contains("MatMul_output_1  " + begin)).count());
      int measured = lines.indexOf("measured only, for no rule covers them or what stands before:");
      assertTrue(measured > 0 && lines.get(measured + 1).startsWith("  " + begin.substring(0, 4)));
    }
  }
}
