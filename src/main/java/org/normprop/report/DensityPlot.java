package org.normprop.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.normprop.function.math.Special;
import org.normprop.moments.Distribution;
import org.normprop.moments.sample.Sampling;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Drawing;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;
import org.normprop.report.words.RowText;
import org.normprop.table.Input;
import org.normprop.table.Row;
import org.normprop.text.Digits;

/** The density of units' outputs beside normals of the same mean and standard deviation. */
public final class DensityPlot {

  private static final double WIDTH_OF_NORMAL = 3.2; // standard deviations, each way
  private static final int POINTS_OF_NORMAL = 160;

  private DensityPlot() {}

  /** A chart a unit, two side by side. */
  public static Drawing of(List<String> texts, List<Row> rows, Input input, Sampling sampling) {
    List<Drawing> drawings = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Distribution distribution = Distribution.of(rows.get(i).unit(), input, sampling);
      drawings.add(chart(texts.get(i), rows.get(i), input, distribution).draw());
    }
    return drawings.size() == 1 ? drawings.get(0) : Drawing.page("", drawings, 2);
  }

  private static Chart chart(String text, Row row, Input input, Distribution distribution) {
    List<Mark> marks = new ArrayList<>();
    if (!distribution.heights().isEmpty()) {
      String name = String.format(Locale.ROOT, "%,d samples", distribution.samples());
      marks.add(new Mark.Histogram(name, Colour.SKY, distribution.edges(), distribution.heights()));
    }
    double highest = distribution.heights().stream().mapToDouble(h -> h).max().orElse(0);
    double mean = row.mean();
    double std = row.std();
    if (std > 0) {
      String name = "N(" + digits(mean, std) + ", " + digits(std, std) + "\u00b2)";
      marks.add(new Mark.Line(name, Colour.GREY, Dash.DASHED, normal(mean, std)));
      highest = Math.max(highest, Special.normalDensity(0) / std);
    }
    for (List<Distribution.Value> stretch : distribution.curve()) {
      marks.add(new Mark.Line("exact density", Colour.BLUE, points(stretch)));
    }
    if (!distribution.atoms().isEmpty()) {
      List<Point> atoms = points(distribution.atoms());
      marks.add(new Mark.Atoms("probability of one value", Colour.VERMILION, atoms));
    }
    String title = text + " of " + RowText.describe(input);
    Axis density = Axis.linear("density");
    // A density may rise to infinity; what counts is seen below that.
    double top = 1.15 * highest;
    boolean tall =
        distribution.curve().stream().flatMap(List::stream).anyMatch(v -> v.density() > top);
    return new Chart(title, Axis.linear("output"), tall ? density.range(0, top) : density, marks);
  }

  /** Four digits, or 0 for what only rounding keeps from it. */
  private static String digits(double value, double std) {
    return Digits.significant(Math.abs(value) < 1e-9 * std ? 0 : value, 4);
  }

  private static List<Point> points(List<Distribution.Value> values) {
    return values.stream().map(value -> new Point(value.y(), value.density())).toList();
  }

  private static List<Point> normal(double mean, double std) {
    return IntStream.rangeClosed(0, POINTS_OF_NORMAL)
        .mapToDouble(i -> WIDTH_OF_NORMAL * (2.0 * i / POINTS_OF_NORMAL - 1))
        .mapToObj(x -> new Point(mean + std * x, Special.normalDensity(x) / std))
        .toList();
  }
}
