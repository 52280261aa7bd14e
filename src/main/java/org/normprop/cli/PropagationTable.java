package org.normprop.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.normprop.net.LayerStatistics;
import org.normprop.net.Statistics;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Drawing;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;
import org.normprop.table.Digits;
import org.normprop.text.AtomicFile;
import org.normprop.text.Csv;

/**
 * What went through the layers of a network.
 *
 * @param names the layers
 * @param measured what was found, layer by layer
 * @param predicted what constants foretell, layer by layer
 */
record PropagationTable(
    List<String> names, List<LayerStatistics> measured, List<LayerStatistics> predicted) {

  private static final int CSV_DIGITS = 9;

  private enum Column {
    PRE_MEAN("pre_mean", s -> s.pre().mean()),
    PRE_STD("pre_std", s -> s.pre().std()),
    OUTPUT_MEAN("output_mean", s -> s.output().mean()),
    OUTPUT_STD("output_std", s -> s.output().std()),
    SENT_BACK_STD("sent_back_std", s -> s.sentBack().std());

    private final String key;
    private final ToDoubleFunction<LayerStatistics> value;

    Column(String key, ToDoubleFunction<LayerStatistics> value) {
      this.key = key;
      this.value = value;
    }
  }

  /** Each quantity, predicted then measured. */
  String csv() {
    StringBuilder text = new StringBuilder();
    text.append(Csv.line(header("predicted_", "_")));
    for (int i = 0; i < names.size(); i++) {
      text.append(Csv.line(line(i, v -> Digits.significant(v, CSV_DIGITS))));
    }
    return text.toString();
  }

  String text(Statistics input) {
    List<String[]> rows = new ArrayList<>();
    rows.add(header("", " ").toArray(new String[0]));
    for (int i = 0; i < names.size(); i++) {
      rows.add(
          line(i, v -> Double.isNaN(v) ? "" : String.format(Locale.ROOT, "%.4f", v))
              .toArray(new String[0]));
    }
    return String.format(
            Locale.ROOT,
            "input: mean %.4f, std %.4f; each pair of columns: predicted, measured%n",
            input.mean(),
            input.std())
        + TextTable.aligned(rows);
  }

  private static List<String> header(String predictedPrefix, String joint) {
    List<String> header = new ArrayList<>(List.of("layer", "what"));
    for (Column column : Column.values()) {
      String name = column.key.replace("_", joint);
      header.add(predictedPrefix + name);
      header.add(predictedPrefix.isEmpty() ? "" : name);
    }
    return header;
  }

  private List<String> line(int layer, Function<Double, String> number) {
    List<String> line = new ArrayList<>(List.of(String.valueOf(layer), names.get(layer)));
    for (Column column : Column.values()) {
      line.add(number.apply(column.value.applyAsDouble(predicted.get(layer))));
      line.add(number.apply(column.value.applyAsDouble(measured.get(layer))));
    }
    return line;
  }

  /** Draws standard deviations by depth. */
  void plot(Path file) throws IOException {
    List<Mark> marks = new ArrayList<>();
    int series = 0;
    for (Column column : List.of(Column.PRE_STD, Column.OUTPUT_STD, Column.SENT_BACK_STD)) {
      Colour colour = Colour.ofSeries(series++);
      String name = column.key.replace('_', ' ');
      marks.add(new Mark.Line(name + ", measured", colour, points(measured, column)));
      marks.add(
          new Mark.Line(name + ", predicted", colour, Dash.DASHED, points(predicted, column)));
    }
    Drawing drawing =
        new Chart(
                "What goes through the layers",
                Axis.linear("layer"),
                Axis.linear("standard deviation"),
                marks)
            .draw();
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      AtomicFile.write(file, drawing::writePng);
    } else {
      AtomicFile.write(file, drawing.svg());
    }
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
