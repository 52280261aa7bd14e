package org.normprop.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;

/**
 * Signal propagation plots: squared mean, variance and what is sent back, by depth, as found,
 * within two standard errors, and as foretold. Brock, De and Smith (2021), section 3.
 */
final class SignalCharts {

  private static final double ERRORS = 2;
  private static final double DECADES = 1.5;

  /** The least part of what was measured that a prediction is shown to. */
  private static final double DEEPEST = 1e-2;

  private static final double TAIL = 0.1; // of the values, at either end
  private static final double NOISE = 1e-2;

  private final String thing;
  private final List<SignalRow> rows;
  private final boolean onlyMain;

  /**
   * Of rows, counted from 0.
   *
   * @param thing what a row is
   * @param onlyMain whether to show weight layers and sums alone
   */
  SignalCharts(String thing, List<SignalRow> rows, boolean onlyMain) {
    this.thing = thing;
    this.rows = rows;
    this.onlyMain = onlyMain;
  }

  /** A chart for each quantity that is known. */
  List<Chart> charts() {
    return Arrays.stream(SignalQuantity.values())
        .filter(SignalQuantity::isDrawn)
        .filter(quantity -> rows.stream().anyMatch(row -> row.readings().containsKey(quantity)))
        .map(this::chart)
        .toList();
  }

  private Chart chart(SignalQuantity quantity) {
    List<Point> found = new ArrayList<>();
    List<Point> foretold = new ArrayList<>();
    List<Point> off = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      SignalRow row = rows.get(i);
      if (onlyMain && !row.isMain()) {
        continue;
      }
      SignalReading reading = row.get(quantity);
      double error = Double.isFinite(reading.error()) ? ERRORS * reading.error() : 0;
      found.add(Point.withError(i, reading.measured(), error));
      foretold.add(new Point(i, reading.predicted()));
      boolean marked =
          quantity == SignalQuantity.VARIANCE && row.isOff(SignalQuantity.STD)
              || quantity == SignalQuantity.BACKWARD && row.isOff(quantity);
      if (marked) {
        off.add(new Point(i, reading.measured()));
      }
      values.add(reading.measured());
    }
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Band("measured", Colour.BLUE, found));
    marks.add(new Mark.Line("measured", Colour.BLUE, found));
    if (foretold.stream().anyMatch(point -> Double.isFinite(point.y()))) {
      marks.add(new Mark.Line("predicted", Colour.VERMILION, Dash.DASHED, foretold));
    }
    if (!off.isEmpty()) {
      marks.add(new Mark.Points("std more than 5 % and three errors off", Colour.BLUE, off));
    }
    String text = quantity.text();
    String title = Character.toUpperCase(text.charAt(0)) + text.substring(1) + " by depth";
    Axis axis =
        spans(values)
            ? Axis.log(text).range(floor(values, foretold), Double.NaN)
            : Axis.linear(text);
    return new Chart(
        onlyMain ? title + ", weight layers and sums" : title, Axis.whole(thing), axis, marks);
  }

  /** Where a logarithmic axis ends: a mean predicted as 0 but for rounding is not worth decades. */
  private static double floor(List<Double> values, List<Point> foretold) {
    double least =
        values.stream()
            .mapToDouble(Double::doubleValue)
            .filter(v -> v > 0)
            .min()
            .orElse(Double.NaN);
    boolean isDeeper = foretold.stream().anyMatch(point -> point.y() < DEEPEST * least);
    return isDeeper ? DEEPEST * least : Double.NaN;
  }

  /**
   * Whether the values need a logarithmic axis: but for a tenth of them at either end, or because
   * the largest would press the others down.
   */
  private static boolean spans(List<Double> values) {
    double[] sorted =
        values.stream().mapToDouble(Double::doubleValue).filter(v -> v > 0).sorted().toArray();
    if (sorted.length < 2) {
      return false;
    }
    double low = sorted[(int) (TAIL * (sorted.length - 1))];
    double high = sorted[(int) Math.ceil((1 - TAIL) * (sorted.length - 1))];
    double most = sorted[sorted.length - 1];
    double middle = sorted[sorted.length / 2];
    double factor = StrictMath.pow(10, DECADES);
    return most > NOISE && (high / low > factor || most / middle > factor);
  }
}
