package org.normprop.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Drawing;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;
import org.normprop.train.compare.ComparisonResults;
import org.normprop.train.compare.Student;
import org.normprop.train.compare.Variation;
import org.normprop.train.setting.Setting;

/** What a comparison found, drawn against one of the options that it varies. */
public final class ComparisonPlot {

  private static final int COLOURS = 6;

  private ComparisonPlot() {}

  /**
   * Draws the held-out error, with bands of 95 %: per cent of rows on a logarithmic axis, or the
   * root mean squared error. Each way of setting the other options is a line, but for those that
   * change together with the option and are named behind it, as a rate that was chosen for each
   * point.
   *
   * @param results what was found
   * @param against one of the options that are varied
   * @return the picture
   */
  public static Drawing of(ComparisonResults results, Setting against) {
    Set<Setting> ofTheLine = ofTheLine(results.comparison().varied(), against);
    List<String> values =
        results.lines().stream()
            .map(line -> line.variant().values().get(against))
            .distinct()
            .toList();
    boolean numbers = values.stream().allMatch(ComparisonPlot::isNumber);
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    for (ComparisonResults.Line line : results.lines()) {
      String name =
          ofTheLine.stream()
              .map(setting -> line.variant().values().get(setting))
              .collect(Collectors.joining(" "));
      String value = line.variant().values().get(against);
      double x = numbers ? Double.parseDouble(value) : values.indexOf(value);
      line.quality()
          .map(q -> point(x, q))
          .map(point -> results.classes() ? error(point) : point)
          .ifPresent(point -> lines.computeIfAbsent(name, n -> new ArrayList<>()).add(point));
    }
    Axis x =
        numbers
            ? Axis.suiting(against.key(), values.stream().mapToDouble(Double::parseDouble))
            : Axis.categories(against.key(), values);
    return new Chart(
            "Held-out rows at the end, mean over seeds and 95 %",
            x,
            results.classes() ? Axis.log("held-out error, %") : Axis.linear("held-out RMSE"),
            marks(lines))
        .draw();
  }

  private static Set<Setting> ofTheLine(List<Variation> varied, Setting against) {
    Set<Setting> settings = new LinkedHashSet<>();
    for (Variation variation : varied) {
      int at = variation.settings().indexOf(against);
      settings.addAll(at < 0 ? variation.settings() : variation.settings().subList(0, at));
    }
    return settings;
  }

  private static boolean isNumber(String value) {
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Point point(double x, Student.Interval quality) {
    return Double.isNaN(quality.halfWidth())
        ? new Point(x, quality.mean())
        : new Point(x, quality.mean(), quality.low(), quality.high());
  }

  /** Of an accuracy; differences between small ones are what one looks for. */
  private static Point error(Point accuracy) {
    return new Point(accuracy.x(), 100 - accuracy.y(), 100 - accuracy.high(), 100 - accuracy.low());
  }

  /** Bands lie below all lines. */
  private static List<Mark> marks(Map<String, List<Point>> lines) {
    List<Mark> bands = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    int series = 0;
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      List<Point> points =
          line.getValue().stream().sorted(Comparator.comparingDouble(Point::x)).toList();
      Colour colour = Colour.ofSeries(series);
      Dash dash = Dash.values()[series / COLOURS % Dash.values().length];
      bands.add(new Mark.Band("", colour, points));
      marks.add(new Mark.Line(line.getKey(), colour, dash, points));
      series++;
    }
    bands.addAll(marks);
    return bands;
  }
}
