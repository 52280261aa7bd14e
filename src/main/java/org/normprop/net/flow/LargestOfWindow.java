package org.normprop.net.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.normprop.function.stage.Activation;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.Window;

/**
 * Values that are the largest of windows, which two windows that overlap share, or not.
 *
 * @param window the window
 * @param apart the correlation of cells that two windows do not share
 */
record LargestOfWindow(Window window, PlaneCorrelation apart) {

  /** By how many times more cells two windows beside each other hold than one; 0 if apart. */
  double union() {
    double both = (WindowCells.shared(window, 0, 1) + WindowCells.shared(window, 1, 0)) / 2.0;
    return both == 0 ? 0 : 2 - both / window.cells();
  }

  /**
   * The correlation of an activation's values: where windows share their largest value, they share
   * its activation.
   *
   * @param f the activation
   * @param received mean and standard deviation of what it receives, asked for when they are needed
   * @param mapped the correlation of its values, given that of what goes in
   */
  PlaneCorrelation behind(Activation f, Supplier<Statistics> received, DoubleUnaryOperator mapped) {
    int n = window.cells();
    Map<Integer, Double> known = new HashMap<>();
    return WindowCells.remembered(
        (rows, columns) -> {
          int shared = WindowCells.shared(window, rows, columns);
          if (shared == n) {
            return 1;
          }
          double others = mapped.applyAsDouble(apart.at(rows, columns));
          double same =
              known.computeIfAbsent(
                  shared, s -> LargestOverlap.correlation(n, s, slope(f, received.get())));
          return others + (1 - others) * same;
        });
  }

  private static DoubleUnaryOperator slope(Activation f, Statistics of) {
    return z -> f.derivative(of.mean() + of.std() * z);
  }
}
