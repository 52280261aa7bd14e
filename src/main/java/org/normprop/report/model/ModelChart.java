package org.normprop.report.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.normprop.net.onnx.predict.PredictedTensor;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Drawing;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;

/**
 * A signal propagation plot: mean of squared channel means and mean variance within channels,
 * tensor by tensor, measured and predicted.
 */
public final class ModelChart {

  private ModelChart() {}

  /**
   * Draws.
   *
   * @param rows the tensors
   * @return the picture
   */
  public static Drawing of(List<ModelRow> rows) {
    List<Mark> marks = new ArrayList<>();
    add(
        marks,
        "channel mean squared",
        Colour.ofSeries(0),
        rows,
        row -> row.measured().moments().channelMeanSquare(),
        PredictedTensor::channelMeanSquare);
    add(
        marks,
        "channel variance",
        Colour.ofSeries(1),
        rows,
        row -> row.measured().moments().channelVariance(),
        PredictedTensor::channelVariance);
    return new Chart(
            "What goes through the model", Axis.linear("tensor"), Axis.linear("square"), marks)
        .draw();
  }

  private static void add(
      List<Mark> marks,
      String name,
      Colour colour,
      List<ModelRow> rows,
      ToDoubleFunction<ModelRow> measured,
      ToDoubleFunction<PredictedTensor> predicted) {
    List<Point> found = new ArrayList<>();
    List<Point> foretold = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      found.add(new Point(i, measured.applyAsDouble(rows.get(i))));
      if (rows.get(i).predicted().isPresent()) {
        foretold.add(new Point(i, predicted.applyAsDouble(rows.get(i).predicted().get())));
      }
    }
    marks.add(new Mark.Line(name + ", measured", colour, found));
    if (!foretold.isEmpty()) {
      marks.add(new Mark.Line(name + ", predicted", colour, Dash.DASHED, foretold));
    }
  }
}
