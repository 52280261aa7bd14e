package org.normprop.report.page;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.normprop.report.plot.Axis;
import org.normprop.report.plot.Chart;
import org.normprop.report.plot.Colour;
import org.normprop.report.plot.Dash;
import org.normprop.report.plot.Mark;
import org.normprop.report.plot.Point;
import org.normprop.report.words.ComparisonWords;
import org.normprop.train.EpochMetrics;
import org.normprop.train.compare.Comparison;
import org.normprop.train.compare.ComparisonResults;
import org.normprop.train.setting.Setting;

/** The page about a comparison. */
public final class ComparisonPage {

  private ComparisonPage() {}

  /**
   * Makes the page.
   *
   * @param results what was found
   * @param refused the variants that cannot be trained, and why
   * @return one HTML file, which loads nothing
   */
  public static String html(ComparisonResults results, Map<Comparison.Variant, String> refused) {
    boolean classes = results.classes();
    Html page = new Html("Comparison of " + varied(results));
    page.paragraph("Means over seeds; " + ComparisonWords.remark(results) + ".");
    page.table(table(results, refused));
    refused.forEach((variant, why) -> page.paragraph(variant.name() + ": refused. " + why));
    page.heading("Runs").links(links(results));
    double unit = classes ? 100 : 1;
    String quality = classes ? "held-out accuracy, %" : "held-out RMSE";
    page.heading("Curves")
        .paragraph("Lines: means over seeds. Bands: from the least to the largest of them.")
        .charts(
            List.of(
                ends(results, quality),
                curves(results, quality, o -> byEpoch(o, m -> unit * m.heldOut().quality())),
                curves(results, "held-out loss", o -> byEpoch(o, m -> m.heldOut().loss())),
                curves(results, "training loss", o -> byEpoch(o, m -> m.train().loss())),
                curves(
                    results,
                    "mean of |a unit's mean pre-activation|",
                    o -> new LayerCharts(o.layers()).drift())));
    page.heading("Common options").table(options(results.comparison()));
    return page.text();
  }

  private static Map<String, String> links(ComparisonResults results) {
    Map<String, String> links = new LinkedHashMap<>();
    for (ComparisonResults.Outcome outcome : results.outcomes()) {
      String name = outcome.run().variant().name() + " seed=" + outcome.run().seed();
      if (outcome.diverged()) {
        continue; // it has no page
      }
      links.put("runs/" + outcome.run().folder() + "/report.html", name);
    }
    return links;
  }

  private static String varied(ComparisonResults results) {
    return String.join(
        " and ", results.comparison().settings().stream().map(Setting::key).toList());
  }

  private static List<List<String>> options(Comparison comparison) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("option", "value"));
    comparison.base().forEach((setting, value) -> table.add(List.of("--" + setting.key(), value)));
    return table;
  }

  private static List<List<String>> table(
      ComparisonResults results, Map<Comparison.Variant, String> refused) {
    List<List<String>> table = new ArrayList<>();
    String quality = results.classes() ? "accuracy, %" : "RMSE";
    table.add(List.of("variant", "runs", "diverged", quality, "loss", "less first", "p"));
    for (ComparisonResults.Line line : results.lines()) {
      boolean isRefused = refused.containsKey(line.variant());
      table.add(
          List.of(
              line.variant().name(),
              isRefused ? "refused" : line.quality().map(q -> "" + q.n()).orElse("0"),
              String.valueOf(line.diverged()),
              ComparisonWords.quality(results.classes(), line.quality(), ComparisonWords.SIGN),
              ComparisonWords.loss(line.loss(), ComparisonWords.SIGN),
              ComparisonWords.quality(results.classes(), line.difference(), ComparisonWords.SIGN),
              ComparisonWords.pValue(line.pValue())));
    }
    return table;
  }

  /** The result of each variant with its interval. */
  private static Chart ends(ComparisonResults results, String quality) {
    List<Point> points = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (ComparisonResults.Line line : results.lines()) {
      int at = names.size();
      names.add(line.variant().name());
      line.quality()
          .ifPresent(
              q ->
                  points.add(
                      Double.isNaN(q.halfWidth())
                          ? new Point(at, q.mean())
                          : new Point(at, q.mean(), q.low(), q.high())));
    }
    return new Chart(
        "Held-out rows at the end, with 95 % intervals",
        Axis.categories("variant", names),
        Axis.linear(quality),
        List.of(new Mark.Points("", Colour.BLUE, points)));
  }

  private static Map<Integer, Double> byEpoch(
      ComparisonResults.Outcome outcome, Function<EpochMetrics, Double> value) {
    Map<Integer, Double> values = new TreeMap<>();
    outcome.metrics().forEach(m -> values.put(m.epoch(), value.apply(m)));
    return values;
  }

  /** The mean over seeds, epoch by epoch, between the least and the largest. */
  private static Chart curves(
      ComparisonResults results,
      String label,
      Function<ComparisonResults.Outcome, Map<Integer, Double>> values) {
    List<Mark> bands = new ArrayList<>();
    List<Mark> lines = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    int series = 0;
    for (Comparison.Variant variant : results.comparison().variants()) {
      Map<Integer, DoubleSummaryStatistics> byEpoch = new TreeMap<>();
      for (ComparisonResults.Outcome outcome : results.outcomes()) {
        if (outcome.run().variant().equals(variant) && !outcome.diverged()) {
          values
              .apply(outcome)
              .forEach(
                  (epoch, value) ->
                      byEpoch
                          .computeIfAbsent(epoch, e -> new DoubleSummaryStatistics())
                          .accept(value));
        }
      }
      List<Point> points = new ArrayList<>();
      byEpoch.forEach(
          (epoch, of) -> points.add(new Point(epoch, of.getAverage(), of.getMin(), of.getMax())));
      points.forEach(point -> all.addAll(List.of(point.low(), point.high())));
      if (!points.isEmpty()) {
        Dash dash = Dash.values()[series / 6 % Dash.values().length];
        Colour colour = Colour.ofSeries(series);
        bands.add(new Mark.Band(variant.name(), colour, points));
        lines.add(new Mark.Line(variant.name(), colour, dash, points));
      }
      series++;
    }
    String title = Character.toUpperCase(label.charAt(0)) + label.substring(1);
    Axis axis = Axis.suiting(label, all.stream().mapToDouble(Double::doubleValue));
    bands.addAll(lines);
    return new Chart(title, Axis.whole("epoch"), axis, bands);
  }
}
