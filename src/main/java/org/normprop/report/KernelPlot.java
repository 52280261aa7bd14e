package org.normprop.report;

import java.util.ArrayList;
import java.util.List;
import org.normprop.moments.Pairs;
import org.normprop.moments.pair.PairMap;
import org.normprop.moments.pair.Rho;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Drawing;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;
import org.normprop.report.words.RowText;
import org.normprop.table.Input;

/** The map C against r, with the diagonal and the points where they meet. */
public final class KernelPlot {

  private static final int POINTS = 80;

  private KernelPlot() {}

  /** A chart a unit, two side by side. */
  public static Drawing of(List<String> texts, List<Pairs> pairs, Input input) {
    List<Drawing> drawings = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      drawings.add(chart(texts.get(i), pairs.get(i), input).draw());
    }
    return drawings.size() == 1 ? drawings.get(0) : Drawing.page("", drawings, 2);
  }

  private static Chart chart(String text, Pairs pairs, Input input) {
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Line(
            "C = r", Colour.GREY, Dash.DASHED, List.of(new Point(-1, -1), new Point(1, 1))));
    pairs
        .map()
        .ifPresentOrElse(
            map -> {
              marks.add(new Mark.Line("C(r)", Colour.BLUE, curve(map)));
              marks.add(new Mark.Points("fixed points", Colour.VERMILION, fixed(map)));
            },
            () ->
                marks.add(
                    new Mark.Points(
                        "C(r), sampled",
                        Colour.BLUE,
                        pairs.sampled().stream()
                            .map(s -> new Point(s.correlationIn(), s.correlation().value()))
                            .toList())));
    return new Chart(
        "correlation of " + text + " for inputs " + RowText.describe(input),
        Axis.linear("correlation r of the inputs"),
        Axis.linear("correlation C of the outputs"),
        marks);
  }

  private static double at(PairMap map, double r) {
    return map.at(Rho.of(r)).correlation().value();
  }

  private static List<Point> curve(PairMap map) {
    List<Point> points = new ArrayList<>();
    for (int i = -POINTS; i <= POINTS; i++) {
      double r = Math.max(-1, Math.min(1, (double) i / POINTS));
      points.add(new Point(r, at(map, r)));
    }
    return points;
  }

  /** 1, and where C - r changes its sign before it. */
  private static List<Point> fixed(PairMap map) {
    List<Point> points = new ArrayList<>();
    double low = -0.999;
    double atLow = at(map, low) - low;
    for (int i = 1; i <= POINTS; i++) {
      double high = -0.999 + 1.998 * i / POINTS;
      double atHigh = at(map, high) - high;
      if (atLow < -1e-12 != atHigh < -1e-12 && Math.abs(atHigh - atLow) > 1e-9) {
        points.add(bisected(map, low, high, atLow < 0));
      }
      low = high;
      atLow = atHigh;
    }
    points.add(new Point(1, at(map, 1)));
    return points;
  }

  private static Point bisected(PairMap map, double from, double to, boolean rises) {
    double low = from;
    double high = to;
    for (int step = 0; step < 40; step++) {
      double middle = (low + high) / 2;
      if (at(map, middle) - middle < 0 == rises) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Point(low, low);
  }
}
