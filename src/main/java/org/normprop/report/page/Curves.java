package org.normprop.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;
import org.normprop.train.EpochMetrics;
import org.normprop.train.Inputs;

/** Learning curves. */
final class Curves {

  private Curves() {}

  static List<Chart> of(List<EpochMetrics> metrics, Inputs inputs) {
    boolean classes = !inputs.classes().isEmpty();
    double unit = classes ? 100 : 1;
    return List.of(
        chart("Loss", "loss", metrics, m -> m.train().loss(), m -> m.heldOut().loss()),
        chart(
            classes ? "Accuracy" : "Root mean squared error",
            classes ? "accuracy, %" : "RMSE, in units of the target",
            metrics,
            m -> unit * m.train().quality(),
            m -> unit * m.heldOut().quality()));
  }

  private static Chart chart(
      String title,
      String label,
      List<EpochMetrics> metrics,
      ToDoubleFunction<EpochMetrics> train,
      ToDoubleFunction<EpochMetrics> heldOut) {
    return new Chart(
        title,
        Axis.whole("epoch"),
        Axis.suiting(
            label,
            metrics.stream()
                .flatMapToDouble(
                    m -> DoubleStream.of(train.applyAsDouble(m), heldOut.applyAsDouble(m)))),
        List.of(
            new Mark.Line("training rows", Colour.BLUE, points(metrics, train)),
            new Mark.Line(
                "held-out rows", Colour.VERMILION, Dash.DASHED, points(metrics, heldOut))));
  }

  static List<Point> points(List<EpochMetrics> metrics, ToDoubleFunction<EpochMetrics> value) {
    List<Point> points = new ArrayList<>();
    for (EpochMetrics m : metrics) {
      points.add(new Point(m.epoch(), value.applyAsDouble(m)));
    }
    return points;
  }
}
