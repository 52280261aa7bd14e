package org.normprop.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;

/** What layers measured over the epochs, beside what constants promise. */
final class LayerCharts {

  /** More lines have no colours that can be told apart. */
  private static final int MOST = 6;

  private final List<String> header;
  private final List<List<String>> records;

  /** Takes the records of layers.csv, header first. */
  LayerCharts(List<List<String>> all) {
    header = all.isEmpty() ? List.of() : all.get(0);
    records = all.isEmpty() ? List.of() : all.subList(1, all.size());
  }

  List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    for (String what : List.of("pre", "output")) {
      String name = what.equals("pre") ? "Pre-activations" : "Outputs";
      for (String statistic : List.of("mean", "std")) {
        List<Mark> marks = marks(what + "_" + statistic, "predicted_" + what + "_" + statistic);
        if (!marks.isEmpty()) {
          String which =
              layers().size() > MOST
                  ? " of " + MOST + " of " + layers().size() + " layers: "
                  : " of each layer: ";
          charts.add(
              new Chart(
                  name + which + statistic, Axis.whole("epoch"), Axis.linear(statistic), marks));
        }
      }
    }
    return charts;
  }

  /** Measured lines are solid and the promised ones dashed; a layer has one colour. */
  private List<Mark> marks(String measured, String predicted) {
    List<Mark> marks = new ArrayList<>();
    int series = 0;
    for (int layer : shown()) {
      List<Point> points = points(layer, measured);
      if (points.isEmpty()) {
        continue;
      }
      Colour colour = Colour.ofSeries(series++);
      marks.add(new Mark.Line("layer " + layer, colour, points));
      List<Point> promised = points(layer, predicted);
      if (!promised.isEmpty()) {
        marks.add(new Mark.Line("promised", colour, Dash.DASHED, promised));
      }
    }
    return marks;
  }

  private List<Integer> layers() {
    return records.stream().map(r -> Integer.parseInt(r.get(1))).distinct().sorted().toList();
  }

  /** All layers, or of many the first, the last, and some between, evenly. */
  private List<Integer> shown() {
    List<Integer> all = layers();
    return all.size() <= MOST
        ? all
        : IntStream.range(0, MOST)
            .mapToObj(i -> all.get(i * (all.size() - 1) / (MOST - 1)))
            .toList();
  }

  private List<Point> points(int layer, String column) {
    int at = header.indexOf(column);
    List<Point> points = new ArrayList<>();
    for (List<String> r : records) {
      if (Integer.parseInt(r.get(1)) == layer && !r.get(at).isEmpty()) {
        points.add(new Point(Double.parseDouble(r.get(0)), Double.parseDouble(r.get(at))));
      }
    }
    return points;
  }

  /** The mean over layers of what units' means drift, by epoch: Arpit et al. (2016), figure 2. */
  Map<Integer, Double> drift() {
    Map<Integer, double[]> sums = new TreeMap<>();
    int at = header.indexOf("unit_drift");
    for (List<String> r : records) {
      if (!r.get(at).isEmpty()) {
        double[] sum = sums.computeIfAbsent(Integer.parseInt(r.get(0)), e -> new double[2]);
        sum[0] += Double.parseDouble(r.get(at));
        sum[1]++;
      }
    }
    Map<Integer, Double> drift = new TreeMap<>();
    sums.forEach((epoch, sum) -> drift.put(epoch, sum[0] / sum[1]));
    return drift;
  }
}
