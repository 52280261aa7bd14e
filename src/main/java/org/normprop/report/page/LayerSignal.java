package org.normprop.report.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.normprop.net.flow.LayerStatistics;
import org.normprop.net.graph.Graph;
import org.normprop.report.words.PropagationTable;

/** The layers of a network as rows of a page. */
public final class LayerSignal {

  private LayerSignal() {}

  /**
   * A row a layer.
   *
   * @param table what was found and foretold
   * @return the rows, in order
   */
  public static List<SignalRow> rows(PropagationTable table) {
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
