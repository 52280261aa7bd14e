package org.normprop.net.flow.field;

import java.util.Arrays;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * Matrices over pairs of places of a plane: E[x_p x_q] of a channel, and what filters make of it.
 */
final class PlaceMatrices {

  /** Draws are multiplied four at a time. */
  private static final int AT_ONCE = 4;

  /** What is left of a variance is nothing below this share of the largest. */
  private static final double NOTHING = 1e-11;

  private PlaceMatrices() {}

  /** The mean over draws of x_p x_q; the draws are a multiple of four. */
  static double[][] products(double[][] draws) {
    int n = draws[0].length;
    double[][] all = new double[n][n];
    for (int s = 0; s < draws.length; s += AT_ONCE) {
      for (int p = 0; p < n; p++) {
        add(all[p], p + 1, draws, s, p);
      }
    }
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        all[p][q] /= draws.length;
        all[q][p] = all[p][q];
      }
    }
    return all;
  }

  private static void add(double[] row, int to, double[][] draws, int s, int p) {
    double[] a = draws[s];
    double[] b = draws[s + 1];
    double[] c = draws[s + 2];
    double[] d = draws[s + 3];
    double ap = a[p];
    double bp = b[p];
    double cp = c[p];
    double dp = d[p];
    for (int q = 0; q < to; q++) {
      row[q] += ap * a[q] + bp * b[q] + cp * c[q] + dp * d[q];
    }
  }

  /** a + factor b; null for a is 0. */
  static double[][] plus(double[][] a, double factor, double[][] b) {
    double[][] all = new double[b.length][b.length];
    for (int p = 0; p < b.length; p++) {
      for (int q = 0; q < b.length; q++) {
        all[p][q] = (a == null ? 0 : a[p][q]) + factor * b[p][q];
      }
    }
    return all;
  }

  /**
   * The covariance that a matrix of sampled products stands for: what it has along its largest
   * remaining variances, one after the other, until no more than chance is left.
   */
  static double[][] sampled(double[][] a, double chance) {
    int n = a.length;
    double[][] all = new double[n][n];
    double[] column = new double[n];
    int p = largest(a, all);
    for (int k = 0; k < n && a[p][p] - all[p][p] > chance; k++) {
      double root = Math.sqrt(a[p][p] - all[p][p]);
      for (int q = 0; q < n; q++) {
        column[q] = (a[q][p] - all[q][p]) / root;
      }
      for (int q = 0; q < n; q++) {
        for (int r = 0; r < n; r++) {
          all[q][r] += column[q] * column[r];
        }
      }
      p = largest(a, all);
    }
    return all;
  }

  private static int largest(double[][] a, double[][] without) {
    int best = 0;
    for (int p = 0; p < a.length; p++) {
      best = a[p][p] - without[p][p] > a[best][best] - without[best][best] ? p : best;
    }
    return best;
  }

  /** Lower triangular L with L L' = a; where a is no covariance, of one with its diagonal. */
  static double[][] root(double[][] a) {
    int n = a.length;
    double[][] lower = new double[n][n];
    double largest = 0;
    for (int p = 0; p < n; p++) {
      largest = Math.max(largest, a[p][p]);
    }
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        double rest = a[p][q];
        for (int k = 0; k < q; k++) {
          rest -= lower[p][k] * lower[q][k];
        }
        if (p == q) {
          lower[p][p] = rest > NOTHING * largest ? Math.sqrt(rest) : 0;
          scale(lower[p], Math.max(0, a[p][p]), a[p][p] - rest, rest);
        } else {
          lower[p][q] = lower[q][q] == 0 ? 0 : rest / lower[q][q];
        }
      }
    }
    return lower;
  }

  /** To a square where that of the row leaves less than nothing. */
  private static void scale(double[] row, double square, double of, double rest) {
    double factor = rest < 0 && of > 0 ? Math.sqrt(square / of) : 1;
    for (int k = 0; factor != 1 && k < row.length; k++) {
      row[k] *= factor;
    }
  }

  /** T with T r = l, both lower triangular, r without zeros on its diagonal. */
  static double[][] quotient(double[][] l, double[][] r) {
    int n = l.length;
    double[][] all = new double[n][n];
    for (int i = 0; i < n; i++) {
      double[] rest = l[i].clone();
      for (int j = i; j >= 0; j--) {
        double t = rest[j] / r[j][j];
        all[i][j] = t;
        for (int k = 0; k < j; k++) {
          rest[k] -= t * r[j][k];
        }
      }
    }
    return all;
  }

  /**
   * The windows of a filter over a plane.
   *
   * @param cells for each output and cell of the filter the place that lies there, or -1
   * @param places of the input
   */
  record Filter(int[][] cells, int places) {

    static Filter of(Window window, Shape input, Shape output) {
      int[][] cells = new int[output.plane()][window.cells()];
      for (int o = 0; o < cells.length; o++) {
        Arrays.fill(cells[o], -1);
        int top = o / output.width() * window.stride() - window.padding();
        int left = o % output.width() * window.stride() - window.padding();
        for (int k = 0; k < cells[o].length; k++) {
          int row = top + k / window.width();
          int column = left + k % window.width();
          boolean isIn = row >= 0 && row < input.height() && column >= 0;
          if (isIn && column < input.width()) {
            cells[o][k] = row * input.width() + column;
          }
        }
      }
      return new Filter(cells, input.plane());
    }

    /** How many cells an output's window has inside the plane. */
    int count(int o) {
      return (int) Arrays.stream(cells[o]).filter(place -> place >= 0).count();
    }

    /** Of what comes out at a and b: the sum over the filter's cells, times w_a w_b. */
    double[][] forward(double[][] products, double[] weights) {
      double[][] all = new double[cells.length][cells.length];
      for (int a = 0; a < all.length; a++) {
        for (int b = 0; b <= a; b++) {
          double sum = 0;
          for (int k = 0; k < cells[a].length; k++) {
            int p = cells[a][k];
            int q = cells[b][k];
            sum += p < 0 || q < 0 ? 0 : products[p][q];
          }
          all[a][b] = weights[a] * weights[b] * sum;
          all[b][a] = all[a][b];
        }
      }
      return all;
    }

    /** Of what is sent back to p and q: the sum over outputs that hold them in one cell. */
    double[][] back(double[][] products, double[] weights) {
      double[][] all = new double[places][places];
      for (int a = 0; a < cells.length; a++) {
        for (int k = 0; k < cells[a].length; k++) {
          int p = cells[a][k];
          for (int b = 0; p >= 0 && b < cells.length; b++) {
            int q = cells[b][k];
            if (q >= 0) {
              all[p][q] += weights[a] * weights[b] * products[a][b];
            }
          }
        }
      }
      return all;
    }
  }
}
