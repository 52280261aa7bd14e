package org.normprop.report.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.normprop.net.flow.statistics.LayerStatistics;
import org.normprop.net.graph.Graph;
import org.normprop.net.layer.Statistics;
import org.normprop.report.words.PropagationTable;
import org.normprop.train.setting.Setting;
import org.normprop.train.setting.Settings;

/** The layers of a network as a page. */
public final class LayerSignal {

  private LayerSignal() {}

  /**
   * A page with a row a layer.
   *
   * @param name what the network is called; empty to call it by its notation
   * @param settings what it is made of
   * @param rows how many rows went through
   * @param input what went in
   * @param table what was found and foretold
   * @param version the version of this program
   * @return the page
   */
  public static SignalPage page(
      String name,
      Settings settings,
      int rows,
      Statistics input,
      PropagationTable table,
      String version) {
    String arch = settings.text(Setting.ARCH);
    return new SignalPage(
        "What goes through " + (name.isEmpty() ? arch : name),
        "layer",
        List.of(
            List.of("network", arch),
            List.of("activation", settings.text(Setting.ACTIVATION)),
            List.of("normalisation", settings.text(Setting.NORM)),
            List.of("rows", rows + ", seed " + settings.seed()),
            List.of(
                "input",
                String.format(Locale.ROOT, "mean %.4f, std %.4f", input.mean(), input.std())),
            List.of("made by", "normprop " + version)),
        List.of(),
        rows(table));
  }

  private static List<SignalRow> rows(PropagationTable table) {
    List<SignalRow> rows = new ArrayList<>();
    for (int i = 0; i < table.nodes().size(); i++) {
      Graph.Node node = table.nodes().get(i);
      LayerStatistics measured = table.measured().get(i);
      LayerStatistics predicted = table.predicted().get(i);
      Map<SignalQuantity, SignalReading> readings = new EnumMap<>(SignalQuantity.class);
      for (SignalQuantity quantity : SignalQuantity.values()) {
        double found = of(quantity).applyAsDouble(measured);
        if (Double.isFinite(found)) {
          double foretold = of(quantity).applyAsDouble(predicted);
          readings.put(quantity, new SignalReading(found, Double.NaN, foretold));
        }
      }
      String shape =
          node.output().height() == 1 && node.output().width() == 1
              ? String.valueOf(node.output().channels())
              : node.output().channels()
                  + "x"
                  + node.output().height()
                  + "x"
                  + node.output().width();
      boolean isMain = !Double.isNaN(measured.pre().std());
      rows.add(new SignalRow(node.name(), node.text(), shape, isMain, readings));
    }
    return rows;
  }

  private static ToDoubleFunction<LayerStatistics> of(SignalQuantity quantity) {
    return switch (quantity) {
      case PRE_MEAN -> s -> s.pre().mean();
      case PRE_STD -> s -> s.pre().std();
      case MEAN -> s -> s.output().mean();
      case STD -> s -> s.output().std();
      case MEAN_SQUARED -> s -> s.output().mean() * s.output().mean();
      case VARIANCE -> s -> s.output().std() * s.output().std();
      case BACKWARD -> s -> s.sentBack().std() * s.sentBack().std();
      case KURTOSIS, ZEROS -> s -> Double.NaN;
    };
  }
}
