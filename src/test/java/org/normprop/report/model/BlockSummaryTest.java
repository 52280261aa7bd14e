package org.normprop.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.normprop.net.onnx.measure.ChannelMoments;
import org.normprop.net.onnx.measure.MeasuredTensor;
import org.normprop.net.onnx.measure.Moments;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.net.onnx.read.ElementType;

/** Blocks end in sums of branches; what a row says is of all its layers. */
class BlockSummaryTest {

  private final List<ModelRow> rows = new ArrayList<>();

  private double error;

  private void row(String operator, double std, double predicted) {
    row(operator, std, predicted, false);
  }

  private void row(String operator, double std, double predicted, boolean bias) {
    MeasuredTensor measured =
        new MeasuredTensor(
            "t" + rows.size(),
            operator,
            rows.size(),
            ElementType.FLOAT,
            new int[] {1, 8},
            new Moments(0, 0, std, error, 0, 0, std * std, 0, 3, 0, 0, 0, 0),
            new ChannelMoments(new double[0], new double[0]));
    Optional<PredictedTensor> foretold =
        Double.isNaN(predicted)
            ? Optional.empty()
            : Optional.of(new PredictedTensor(0, predicted, 0, predicted * predicted));
    rows.add(new ModelRow(measured, foretold, operator.equals("Add") && !bias));
  }

  @Test
  void aBlockIsALineWithItsFurthestRatio() {
    row("Conv", 1, 1);
    row("Conv", 1, 0.9); // further from 1 than the sum behind it
    row("Add", 2, 2.04);
    row("MatMul", 1, 1.01);
    row("Add", 1, 1.02, true); // a bias: no sum
    row("Conv", 1, 1);
    row("Add", 3, 3);
    row("Conv", 1, Double.NaN); // nothing was foretold of this block
    row("Add", 4, Double.NaN);
    row("Gemm", 5, 5.5);
    List<String> lines =
        BlockSummary.text(rows).lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    assertEquals(
        List.of(
            "block up to layers mean std predicted worst",
            "t2 2 0.0000 2.0000 2.0400 0.900 *",
            "t6 2 0.0000 3.0000 3.0000 1.020",
            "t8 1 0.0000 4.0000 none",
            "t9 1 0.0000 5.0000 5.5000 1.100 *"),
        lines);
  }

  @Test
  void whatIsOffComesBeforeWhatMayBeChance() {
    for (int block = 0; block < 3; block++) {
      error = 0.2;
      row("Conv", 1, 1.4); // two standard errors away
      error = 0.01;
      row("Conv", 1, 1.07); // seven
      error = 0.2;
      row("Add", 1, 0.5); // less than three
    }
    List<String> lines = BlockSummary.text(rows).lines().toList();
    for (String line : lines.subList(1, 4)) {
      assertTrue(line.endsWith("1.070 *"), line);
    }
  }

  @Test
  void aModelOfFewSumsHasNoBlocks() {
    row("Conv", 1, 1);
    row("Add", 2, 2);
    row("Conv", 1, 1);
    row("Add", 3, 3);
    assertEquals("", BlockSummary.text(rows));
  }

  @Test
  void whatMayBeChanceIsNotMarked() {
    for (double error : new double[] {0.01, 0.05}) {
      Moments moments = new Moments(0, 0, 0.9, error, 0, 0, 0.81, 0, 3, 0, 0, 0, 0);
      MeasuredTensor measured =
          new MeasuredTensor(
              "t",
              "Conv",
              0,
              ElementType.FLOAT,
              new int[] {1, 8},
              moments,
              new ChannelMoments(new double[0], new double[0]));
      Optional<PredictedTensor> foretold = Optional.of(new PredictedTensor(0, 1, 0, 1));
      assertEquals(error < 0.03, new ModelRow(measured, foretold, false).isOff());
    }
  }
}
