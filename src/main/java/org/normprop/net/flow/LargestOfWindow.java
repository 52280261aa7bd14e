package org.normprop.net.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.normprop.function.stage.Activation;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.Window;

/**
 * Values that are the largest of windows, which two windows that overlap share, or not.
 *
 * @param window the window
 * @param apart the correlation where two windows do not share their largest value
 * @param together the correlation where they do: 1, or less where a sum adds other terms
 * @param isOwn whether the values are the largest themselves
 */
record LargestOfWindow(
    Window window, PlaneCorrelation apart, PlaneCorrelation together, boolean isOwn) {

  /**
   * The largest values themselves.
   *
   * @param apart the correlation of cells that two windows do not share
   */
  static LargestOfWindow of(Window window, PlaneCorrelation apart) {
    return new LargestOfWindow(window, apart, (rows, columns) -> 1, true);
  }

  /** A sum of these values, whose share of its variance this is, and of others. */
  LargestOfWindow plus(double share, PlaneCorrelation others) {
    return new LargestOfWindow(
        window, mean(apart, share, others), mean(together, share, others), false);
  }

  private static PlaneCorrelation mean(PlaneCorrelation a, double share, PlaneCorrelation b) {
    return WindowCells.remembered(
        (rows, columns) -> share * a.at(rows, columns) + (1 - share) * b.at(rows, columns));
  }

  /** By how many times more cells two windows beside each other hold than one; 0 if apart. */
  double union() {
    double both = (WindowCells.shared(window, 0, 1) + WindowCells.shared(window, 1, 0)) / 2.0;
    return both == 0 || !isOwn ? 0 : 2 - both / window.cells();
  }

  /** Behind an activation, of whose values this is the correlation for that of what goes in. */
  LargestOfWindow behind(DoubleUnaryOperator mapped) {
    return new LargestOfWindow(
        window,
        WindowCells.remembered((r, c) -> mapped.applyAsDouble(apart.at(r, c))),
        WindowCells.remembered((r, c) -> mapped.applyAsDouble(together.at(r, c))),
        false);
  }

  /**
   * The correlation of an activation's values, where these are {@link #behind} it: where windows
   * share their largest value, they share its activation.
   *
   * @param f the activation
   * @param received mean and standard deviation of what it receives, asked for when they are needed
   */
  PlaneCorrelation values(Activation f, Supplier<Statistics> received) {
    int n = window.cells();
    Map<Integer, Double> known = new HashMap<>();
    return WindowCells.remembered(
        (rows, columns) -> {
          int shared = WindowCells.shared(window, rows, columns);
          if (rows == 0 && columns == 0) {
            return 1;
          }
          double others = apart.at(rows, columns);
          double same =
              known.computeIfAbsent(
                  shared, s -> LargestOverlap.correlation(n, s, slope(f, received.get())));
          return others + (together.at(rows, columns) - others) * same;
        });
  }

  private static DoubleUnaryOperator slope(Activation f, Statistics of) {
    return z -> f.derivative(of.mean() + of.std() * z);
  }
}
