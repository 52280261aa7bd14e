package org.normprop.report.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.normprop.io.Csv;

/** The numbers that a chart shows, as CSV: a line a point, with its series. */
final class ChartData {

  /** What is smaller beside the largest number is 0 but for rounding. */
  private static final double ROUNDING = 1e-14;

  private final Chart chart;
  private final MathContext digits;
  private final int every;
  private final boolean hasEnds;
  private final boolean hasErrors;
  private double largest;

  ChartData(Chart chart, int digits, int every) {
    this.chart = chart;
    this.digits = new MathContext(digits);
    this.every = every;
    hasEnds = chart.marks().stream().anyMatch(Mark.Histogram.class::isInstance);
    hasErrors =
        chart.marks().stream()
            .anyMatch(
                mark ->
                    mark instanceof Mark.Band || points(mark).stream().anyMatch(ChartData::spans));
  }

  private static boolean spans(Point point) {
    return point.low() < point.high();
  }

  private static List<Point> points(Mark mark) {
    if (mark instanceof Mark.Line line) {
      return line.points();
    }
    if (mark instanceof Mark.Points points) {
      return points.points();
    }
    if (mark instanceof Mark.Band band) {
      return band.points();
    }
    return mark instanceof Mark.Atoms atoms ? atoms.points() : List.of();
  }

  private static double largest(List<Point> points) {
    return points.stream()
        .flatMapToDouble(p -> DoubleStream.of(p.x(), p.y()))
        .map(Math::abs)
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  String csv() {
    boolean isMap = chart.marks().stream().anyMatch(Mark.HeatMap.class::isInstance);
    List<String> header = new ArrayList<>(List.of(isMap ? "count" : "series", chart.x().label()));
    if (hasEnds) {
      header.add("to");
    }
    header.add(chart.y().label());
    if (hasErrors) {
      header.addAll(List.of("low", "high"));
    }
    StringBuilder text = new StringBuilder(Csv.line(header));
    Set<String> lines =
        chart.marks().stream()
            .filter(Mark.Line.class::isInstance)
            .map(Mark::name)
            .collect(Collectors.toSet());
    for (Mark mark : chart.marks()) {
      largest = largest(points(mark));
      if (mark instanceof Mark.Histogram histogram) {
        bars(histogram, text);
      } else if (mark instanceof Mark.HeatMap map) {
        cells(map, text);
      } else if (!(mark instanceof Mark.Band) || !lines.contains(mark.name())) {
        int step = mark instanceof Mark.Line ? every : 1;
        List<Point> points = points(mark);
        for (int i = 0; i < points.size(); i += step) {
          if (Double.isFinite(points.get(i).y()) || spans(points.get(i))) {
            line(mark.name(), points.get(i), text);
          }
        }
      }
    }
    return text.toString();
  }

  private void line(String series, Point point, StringBuilder text) {
    List<String> line = new ArrayList<>(List.of(series, value(chart.x(), point.x())));
    if (hasEnds) {
      line.add("");
    }
    line.add(value(chart.y(), point.y()));
    if (hasErrors) {
      line.add(number(point.low()));
      line.add(number(point.high()));
    }
    text.append(Csv.line(line));
  }

  private void bars(Mark.Histogram histogram, StringBuilder text) {
    for (int i = 0; i < histogram.heights().size(); i++) {
      List<String> line = new ArrayList<>();
      line.add(histogram.name());
      line.add(number(histogram.edges().get(i)));
      line.add(number(histogram.edges().get(i + 1)));
      line.add(number(histogram.heights().get(i)));
      if (hasErrors) {
        line.addAll(List.of("", ""));
      }
      text.append(Csv.line(line));
    }
  }

  /** A cell's text stands first, as the number that it is. */
  private void cells(Mark.HeatMap map, StringBuilder text) {
    for (int row = 0; row < map.rows().size(); row++) {
      for (int column = 0; column < map.rows().get(row).size(); column++) {
        String cell = map.rows().get(row).get(column).text();
        text.append(
            Csv.line(
                List.of(
                    cell.isEmpty() ? "0" : cell, value(chart.x(), column), value(chart.y(), row))));
      }
    }
  }

  private String value(Axis axis, double value) {
    int index = (int) value;
    boolean isName = axis.kind() == Axis.Kind.CATEGORIES && index == value;
    return isName && index >= 0 && index < axis.categories().size()
        ? axis.categories().get(index)
        : number(value);
  }

  private String number(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    if (Math.abs(value) < ROUNDING * largest) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(digits);
    if (rounded.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = rounded.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale();
    return exponent > 9 || exponent < -4 ? stripped.toString() : stripped.toPlainString();
  }
}
