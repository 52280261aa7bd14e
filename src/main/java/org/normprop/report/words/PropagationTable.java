package org.normprop.report.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.normprop.io.Csv;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Statistics;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Drawing;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;
import org.normprop.text.Digits;
import org.normprop.text.TextTable;

/**
 * What went through the layers of a network.
 *
 * @param nodes the layers
 * @param measured what was found, layer by layer
 * @param predicted what constants foretell, layer by layer
 */
public record PropagationTable(
    List<Graph.Node> nodes, List<LayerStatistics> measured, List<LayerStatistics> predicted) {

  private static final int CSV_DIGITS = 9;

  private enum Column {
    PRE_MEAN("pre_mean", "pre mean", s -> s.pre().mean()),
    PRE_STD("pre_std", "pre std", s -> s.pre().std()),
    OUTPUT_MEAN("output_mean", "out mean", s -> s.output().mean()),
    OUTPUT_STD("output_std", "out std", s -> s.output().std()),
    SENT_BACK_STD("sent_back_std", "back std", s -> s.sentBack().std());

    private final String key;
    private final String head;
    private final ToDoubleFunction<LayerStatistics> value;

    Column(String key, String head, ToDoubleFunction<LayerStatistics> value) {
      this.key = key;
      this.head = head;
      this.value = value;
    }
  }

  /** A line a layer: each quantity, predicted then measured. */
  public String csv() {
    List<String> header = new ArrayList<>(List.of("layer", "what"));
    for (Column column : Column.values()) {
      header.add("predicted_" + column.key);
      header.add(column.key);
    }
    StringBuilder text = new StringBuilder(Csv.line(header));
    for (int i = 0; i < nodes.size(); i++) {
      List<String> line = new ArrayList<>(List.of(nodes.get(i).name(), nodes.get(i).text()));
      for (Column column : Column.values()) {
        for (LayerStatistics values : List.of(predicted.get(i), measured.get(i))) {
          line.add(Digits.significant(column.value.applyAsDouble(values), CSV_DIGITS));
        }
      }
      text.append(Csv.line(line));
    }
    return text.toString();
  }

  /** Two lines a layer: what constants foretell, and what was found. */
  public String text(Statistics input) {
    List<String[]> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("layer", ""));
    for (Column column : Column.values()) {
      head.add(column.head);
    }
    rows.add(head.toArray(new String[0]));
    for (int i = 0; i < nodes.size(); i++) {
      rows.add(line(nodes.get(i).name(), "predicted", predicted.get(i)));
      rows.add(line("  " + nodes.get(i).text(), "measured", measured.get(i)));
    }
    return String.format(Locale.ROOT, "input: mean %.4f, std %.4f%n%n", input.mean(), input.std())
        + TextTable.aligned(rows, 2);
  }

  private static String four(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return Double.isInfinite(value)
        ? (value < 0 ? "-inf" : "inf")
        : text.equals("-0.0000") ? "0.0000" : text;
  }

  private static String[] line(String layer, String which, LayerStatistics values) {
    List<String> line = new ArrayList<>(List.of(layer, which));
    for (Column column : Column.values()) {
      double value = column.value.applyAsDouble(values);
      line.add(four(value));
    }
    return line.toArray(new String[0]);
  }

  /** Draws standard deviations by depth. */
  public Drawing drawing() {
    List<Mark> marks = new ArrayList<>();
    int series = 0;
    for (Column column : List.of(Column.PRE_STD, Column.OUTPUT_STD, Column.SENT_BACK_STD)) {
      Colour colour = Colour.ofSeries(series++);
      String name = column.key.replace('_', ' ');
      marks.add(new Mark.Line(name + ", measured", colour, points(measured, column)));
      marks.add(
          new Mark.Line(name + ", predicted", colour, Dash.DASHED, points(predicted, column)));
    }
    return new Chart(
            "What goes through the layers",
            Axis.whole("layer"),
            Axis.linear("standard deviation"),
            marks)
        .draw();
  }

  private static List<Point> points(List<LayerStatistics> all, Column column) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      double value = column.value.applyAsDouble(all.get(i));
      if (Double.isFinite(value)) {
        points.add(new Point(i, value));
      }
    }
    return points;
  }
}
