package org.normprop.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Mark;

/** Pre-activations of each layer before and after training. */
final class HistogramCharts {

  private HistogramCharts() {}

  /** Takes the records of histograms.csv, header first. */
  static List<Chart> of(List<List<String>> all) {
    Map<Integer, Map<Integer, List<List<String>>>> byLayer = new TreeMap<>();
    for (int i = 1; i < all.size(); i++) {
      List<String> r = all.get(i);
      byLayer
          .computeIfAbsent(Integer.parseInt(r.get(1)), l -> new TreeMap<>())
          .computeIfAbsent(Integer.parseInt(r.get(0)), e -> new ArrayList<>())
          .add(r);
    }
    List<Chart> charts = new ArrayList<>();
    byLayer.forEach((layer, byEpoch) -> charts.add(chart(layer, byEpoch)));
    return charts;
  }

  private static Chart chart(int layer, Map<Integer, List<List<String>>> byEpoch) {
    List<Mark> marks = new ArrayList<>();
    byEpoch.forEach(
        (epoch, bins) ->
            marks.add(
                bars(
                    epoch == 0 ? "before training" : "after epoch " + epoch,
                    epoch == 0 ? Colour.GREY : Colour.BLUE,
                    bins)));
    return new Chart(
        "Pre-activations of layer " + layer,
        Axis.linear("pre-activation"),
        Axis.linear("part of all, a unit"),
        marks);
  }

  private static Mark bars(String name, Colour colour, List<List<String>> bins) {
    double total = bins.stream().mapToDouble(b -> Double.parseDouble(b.get(4))).sum();
    List<Double> edges = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    edges.add(Double.parseDouble(bins.get(0).get(2)));
    for (List<String> bin : bins) {
      double from = Double.parseDouble(bin.get(2));
      double to = Double.parseDouble(bin.get(3));
      edges.add(to);
      heights.add(Double.parseDouble(bin.get(4)) / total / (to - from));
    }
    return new Mark.Histogram(name, colour, edges, heights);
  }
}
