package org.normprop.moments.overlap;

import java.util.List;

/**
 * The standard deviation of what windows send back to a cell, on average over cells (root mean
 * square), if each receives a signal of mean 0 and std 1 and any two signals correlate by r.
 *
 * <p>A cell that windows o hold gets sum over o of w_o dy_o, so that E dx^2 = sum over o, o' of
 * r_oo' E[w_o w_o']. The weights: 1/sqrt(n) of a flat filter of unit norm; random ones, of mean 0
 * and independent from cell to cell; 1/n of an average; of a maximum over independent values 1
 * where the cell is the largest, which it is of two windows at once with probability 1/(cells of
 * both together). For 3x3, stride 2, a flat filter and r = 1: (5/2)/3.
 */
public final class SentBack {

  /** What a window does. */
  public enum Kind {
    /** A convolution whose filter has the same number everywhere, of norm 1. */
    FLAT_FILTER,
    /** A convolution whose filter is drawn at random, of norm 1. */
    RANDOM_FILTER,
    /** Average pooling. */
    AVERAGE,
    /** Max pooling. */
    MAXIMUM
  }

  private SentBack() {}

  /**
   * The standard deviation.
   *
   * @param kind what the windows do
   * @param grid where they are
   * @param r the correlation of the signals of two windows, in [0, 1]
   * @return sqrt of the mean of E dx^2 over cells
   * @throws IllegalArgumentException if r is out of range
   */
  public static double std(Kind kind, WindowGrid grid, double r) {
    if (!(r >= 0 && r <= 1)) {
      throw new IllegalArgumentException(
          "signals of any number of windows correlate by 0 to 1, got " + r);
    }
    double sum = 0;
    int cells = 0;
    for (int y = grid.rowRange()[0]; y < grid.rowRange()[1]; y++) {
      for (int x = grid.columnRange()[0]; x < grid.columnRange()[1]; x++) {
        sum += square(kind, grid, grid.holding(y, x), r);
        cells++;
      }
    }
    return Math.sqrt(sum / cells);
  }

  private static double square(
      Kind kind, WindowGrid grid, List<WindowGrid.Place> holding, double r) {
    double n = (double) grid.height() * grid.width();
    double sum = 0;
    for (WindowGrid.Place a : holding) {
      for (WindowGrid.Place b : holding) {
        double correlation = a.equals(b) ? 1 : r;
        sum +=
            correlation
                * switch (kind) {
                  case FLAT_FILTER -> 1 / n;
                  case RANDOM_FILTER -> a.equals(b) ? 1 / n : 0;
                  case AVERAGE -> 1.0 / a.cells() / b.cells();
                  case MAXIMUM -> 1.0 / (a.cells() + b.cells() - a.shared(b));
                };
      }
    }
    return sum;
  }
}
