package org.normprop.net.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normprop.net.flow.statistics.PlaneCorrelation;
import org.normprop.net.layer.Window;

/** How windows correlate, by their cells. */
final class WindowCells {

  /** The offset of a cell in rows and columns. */
  record Offset(int rows, int columns) {}

  private WindowCells() {}

  static PlaneCorrelation averages(PlaneCorrelation of, List<Offset> cells, int stride) {
    double variance = meanOfProducts(of, cells, 0, 0);
    return remembered(
        (rows, columns) -> meanOfProducts(of, cells, stride * rows, stride * columns) / variance);
  }

  /**
   * What all cells have in common shifts their largest, and the rest is as of independent cells of
   * which windows share some; the cells' correlations are taken for their mean.
   */
  static PlaneCorrelation largest(
      PlaneCorrelation of, List<Offset> cells, double between, Window window) {
    int n = cells.size();
    double variance = between + (1 - between) * LargestOverlap.covariance(n, n);
    return remembered(
        (rows, columns) -> {
          int shared = shared(window, rows, columns);
          if (shared == n) {
            return 1;
          }
          double apart = apart(of, cells, window, rows, columns);
          return (apart + (1 - apart) * LargestOverlap.covariance(n, shared)) / variance;
        });
  }

  /** How many cells two windows have in common that are so many places apart. */
  static int shared(Window window, int rows, int columns) {
    return Math.max(0, window.height() - Math.abs(window.stride() * rows))
        * Math.max(0, window.width() - Math.abs(window.stride() * columns));
  }

  /** The mean of the correlations of each cell with each other one of such a window. */
  static double apart(
      PlaneCorrelation of, List<Offset> cells, Window window, int rows, int columns) {
    double all = (double) cells.size() * cells.size();
    int shared = shared(window, rows, columns);
    double products =
        meanOfProducts(of, cells, window.stride() * rows, window.stride() * columns) * all;
    return (products - shared) / (all - shared);
  }

  /** The mean of the correlations of each two cells. */
  static double meanOfPairs(PlaneCorrelation of, List<Offset> cells) {
    int n = cells.size();
    return n == 1 ? 0 : (meanOfProducts(of, cells, 0, 0) * n - 1) / (n - 1);
  }

  /** The mean of the correlations of each cell with each of a window so far away. */
  static double meanOfProducts(PlaneCorrelation of, List<Offset> cells, int rows, int columns) {
    double sum = 0;
    for (Offset a : cells) {
      for (Offset b : cells) {
        sum += of.at(rows + b.rows - a.rows, columns + b.columns - a.columns);
      }
    }
    return sum / ((double) cells.size() * cells.size());
  }

  /** The same, computed once for each distance. */
  static PlaneCorrelation remembered(PlaneCorrelation of) {
    Map<Offset, Double> known = new HashMap<>();
    return (rows, columns) -> {
      Offset offset = new Offset(rows, columns);
      Double value = known.get(offset);
      if (value == null) {
        value = of.at(rows, columns);
        known.put(offset, value);
      }
      return value;
    };
  }
}
