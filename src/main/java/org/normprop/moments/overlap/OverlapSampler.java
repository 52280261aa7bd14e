package org.normprop.moments.overlap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.moments.sample.pairs.PairTally;
import org.normprop.random.Mix;
import org.normprop.random.NormalStream;
import org.normprop.table.Estimate;

/**
 * Windows that share cells, measured: normals are laid on a plane, windows take their values from
 * it, and signals are sent back through them. Not thread-safe.
 */
public final class OverlapSampler {

  private final WindowGrid grid;
  private final List<WindowGrid.Place> windows;
  private final int top;
  private final int left;
  private final int rows;
  private final int columns;
  private final NormalStream random;
  private final double[] x;

  /**
   * Lays out a plane.
   *
   * @param grid the windows
   * @param seed what everything is drawn from
   */
  public OverlapSampler(WindowGrid grid, long seed) {
    this.grid = grid;
    this.windows = grid.windows();
    this.top = Math.min(grid.rowRange()[0], least(windows.stream().mapToInt(w -> w.top()).min()));
    this.left =
        Math.min(grid.columnRange()[0], least(windows.stream().mapToInt(w -> w.left()).min()));
    this.rows =
        Math.max(grid.rowRange()[1], windows.stream().mapToInt(w -> w.bottom()).max().orElse(0))
            - top;
    this.columns =
        Math.max(grid.columnRange()[1], windows.stream().mapToInt(w -> w.right()).max().orElse(0))
            - left;
    this.random = new NormalStream(Mix.next(seed), Mix.next(Mix.next(seed)));
    this.x = new double[rows * columns];
  }

  private static int least(OptionalInt of) {
    return of.orElse(0);
  }

  private int at(int row, int column) {
    return (row - top) * columns + column - left;
  }

  /**
   * What is sent back to a cell.
   *
   * @param correlations of the signals of two windows, in [0, 1]
   * @param draws how many planes to draw
   * @return for each kind of window the standard deviation at each correlation
   */
  public Map<SentBack.Kind, List<Estimate>> sentBack(List<Double> correlations, long draws) {
    Map<SentBack.Kind, Means[]> sums = new EnumMap<>(SentBack.Kind.class);
    for (SentBack.Kind kind : SentBack.Kind.values()) {
      Means[] all = new Means[correlations.size()];
      Arrays.setAll(all, i -> new Means());
      sums.put(kind, all);
    }
    double[] own = new double[windows.size()];
    double[] filter = new double[grid.height() * grid.width()];
    double[] back = new double[x.length];
    for (long draw = 0; draw < draws; draw++) {
      random.normals(x, x.length);
      double common = normal();
      random.normals(own, own.length);
      drawFilter(filter);
      for (SentBack.Kind kind : SentBack.Kind.values()) {
        for (int i = 0; i < correlations.size(); i++) {
          double r = correlations.get(i);
          Arrays.fill(back, 0);
          for (int w = 0; w < own.length; w++) {
            double signal = Math.sqrt(r) * common + Math.sqrt(1 - r) * own[w];
            send(kind, windows.get(w), signal, filter, back);
          }
          sums.get(kind)[i].add(meanSquare(back));
        }
      }
    }
    Map<SentBack.Kind, List<Estimate>> found = new EnumMap<>(SentBack.Kind.class);
    sums.forEach((kind, all) -> found.put(kind, Arrays.stream(all).map(Means::root).toList()));
    return found;
  }

  private void drawFilter(double[] filter) {
    random.normals(filter, filter.length);
    double square = 0;
    for (double value : filter) {
      square += value * value;
    }
    for (int i = 0; i < filter.length; i++) {
      filter[i] /= Math.sqrt(square);
    }
  }

  private double normal() {
    double[] one = new double[1];
    random.normals(one, 1);
    return one[0];
  }

  private void send(
      SentBack.Kind kind, WindowGrid.Place window, double signal, double[] filter, double[] back) {
    if (kind == SentBack.Kind.MAXIMUM) {
      back[largest(window)] += signal;
      return;
    }
    double flat =
        kind == SentBack.Kind.AVERAGE ? 1.0 / window.cells() : 1 / Math.sqrt(filter.length);
    // What padding cuts off is missing at the filter's beginning.
    int pad = grid.hasImage() ? grid.padding() : 0;
    int fromRow = window.row() * grid.stride() - pad;
    int fromColumn = window.column() * grid.stride() - pad;
    for (int row = window.top(); row < window.bottom(); row++) {
      for (int column = window.left(); column < window.right(); column++) {
        double weight =
            kind == SentBack.Kind.RANDOM_FILTER
                ? filter[(row - fromRow) * grid.width() + column - fromColumn]
                : flat;
        back[at(row, column)] += weight * signal;
      }
    }
  }

  private int largest(WindowGrid.Place window) {
    int best = at(window.top(), window.left());
    for (int row = window.top(); row < window.bottom(); row++) {
      for (int column = window.left(); column < window.right(); column++) {
        int here = at(row, column);
        best = x[here] > x[best] ? here : best;
      }
    }
    return best;
  }

  private double meanSquare(double[] back) {
    double sum = 0;
    int cells = 0;
    for (int row = grid.rowRange()[0]; row < grid.rowRange()[1]; row++) {
      for (int column = grid.columnRange()[0]; column < grid.columnRange()[1]; column++) {
        double value = back[at(row, column)];
        sum += value * value;
        cells++;
      }
    }
    return sum / cells;
  }

  /**
   * The correlation of two windows' values.
   *
   * @param unit activations, then one window
   * @param cells of each window
   * @param shared how many of them are the same
   * @param rho the correlation of every two cells, in [0, 1]
   * @param seed what everything is drawn from
   * @param draws how many pairs of windows to draw
   * @return the correlation
   * @throws IllegalArgumentException if the unit is none of this kind
   */
  public static Estimate correlation(
      Unit unit, int cells, int shared, double rho, long seed, long draws) {
    List<Stage> stages = unit.stages();
    List<Activation> chain = new ArrayList<>();
    for (Stage stage : stages.subList(0, stages.size() - 1)) {
      if (!(stage instanceof Activation activation)) {
        throw new IllegalArgumentException(unit + " has more than activations before its window");
      }
      chain.add(activation);
    }
    if (!(stages.get(stages.size() - 1) instanceof Pooling pooling)
        || pooling.kind() == Pooling.Kind.LP) {
      throw new IllegalArgumentException(unit + " does not end in a max or avg window");
    }
    boolean isMax = pooling.kind() == Pooling.Kind.MAX;
    NormalStream random = new NormalStream(Mix.next(seed), Mix.next(Mix.next(seed)));
    int all = 2 * cells - shared;
    double[] u = new double[all + 1];
    PairTally tally = new PairTally(0);
    double[] first = new double[1];
    double[] second = new double[1];
    double[] noSlope = new double[1];
    for (long draw = 0; draw < draws; draw++) {
      random.normals(u, u.length);
      for (int i = 0; i < all; i++) {
        double y = Math.sqrt(rho) * u[all] + Math.sqrt(1 - rho) * u[i];
        for (Activation f : chain) {
          y = f.value(y);
        }
        u[i] = y;
      }
      first[0] = value(u, 0, cells, isMax);
      second[0] = value(u, cells - shared, all, isMax);
      tally.add(first, second, noSlope, noSlope, 1);
    }
    return tally.correlation();
  }

  private static double value(double[] u, int from, int to, boolean isMax) {
    double value = isMax ? Double.NEGATIVE_INFINITY : 0;
    for (int i = from; i < to; i++) {
      value = isMax ? Math.max(value, u[i]) : value + u[i];
    }
    return isMax ? value : value / (to - from);
  }

  /** The mean of mean squares, and how it spreads from draw to draw. */
  private static final class Means {
    private double n;
    private double sum;
    private double squares;

    void add(double value) {
      n++;
      sum += value;
      squares += value * value;
    }

    Estimate root() {
      double mean = sum / n;
      double variance = Math.max(0, squares / n - mean * mean) / (n - 1);
      double root = Math.sqrt(mean);
      return new Estimate(root, root == 0 ? 0 : Math.sqrt(variance) / (2 * root));
    }
  }
}
