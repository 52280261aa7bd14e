package org.normprop.moments.pair;

/**
 * The Gauss-Legendre rule of {@value #N} nodes on (-1, 1), and the Legendre coefficients of what is
 * known at its nodes.
 */
final class Legendre {

  /** Nodes of the rule, which is exact for polynomials of degree 2 N - 1. */
  static final int N = 20;

  /** How many of the last coefficients tell how well a function is resolved. */
  private static final int TAIL = 3;

  private static final double[] NODES = new double[N];
  private static final double[] WEIGHTS = new double[N];

  /** (-1)^i sqrt((1 - x_i^2) w_i): Berrut and Trefethen, Barycentric Interpolation (2004). */
  private static final double[] BARYCENTRIC = new double[N];

  /** Rows that make the last coefficients of values. */
  private static final double[][] TAIL_ROWS = new double[TAIL][N];

  static {
    fill(NODES, WEIGHTS);
    for (int i = 0; i < N; i++) {
      double size = Math.sqrt((1 - NODES[i] * NODES[i]) * WEIGHTS[i]);
      BARYCENTRIC[i] = i % 2 == 0 ? size : -size;
    }
    for (int i = 0; i < N; i++) {
      double[] p = polynomials(NODES[i], N);
      for (int k = 0; k < TAIL; k++) {
        int degree = N - TAIL + k;
        TAIL_ROWS[k][i] = (degree + 0.5) * WEIGHTS[i] * p[degree];
      }
    }
  }

  private Legendre() {}

  /** Nodes and weights of a rule of as many nodes as the arrays are long, by Newton's method. */
  static void fill(double[] nodes, double[] weights) {
    int n = nodes.length;
    for (int i = 0; i < n; i++) {
      double x = -StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      for (int step = 0; step < 10; step++) {
        double[] p = polynomials(x, n);
        slope = n * (x * p[n] - p[n - 1]) / (x * x - 1);
        x -= p[n] / slope;
      }
      nodes[i] = x;
      weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  /** P_0(x) to P_n(x). */
  private static double[] polynomials(double x, int n) {
    double[] p = new double[n + 1];
    p[0] = 1;
    p[1] = x;
    for (int k = 1; k < n; k++) {
      p[k + 1] = ((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1);
    }
    return p;
  }

  static double node(int i) {
    return NODES[i];
  }

  static double weight(int i) {
    return WEIGHTS[i];
  }

  /** About how far the polynomial through the values is from the function, in the mean square. */
  static double unresolved(double[] values, int from) {
    double largest = 0;
    for (double[] row : TAIL_ROWS) {
      double sum = 0;
      for (int i = 0; i < N; i++) {
        sum += row[i] * values[from + i];
      }
      largest = Math.max(largest, Math.abs(sum)); // NaN stays out, and shows in the values
    }
    return 2 * largest / Math.sqrt(2 * N - 3); // P_k has the mean square 1/(2k+1)
  }

  /** The polynomial through the values at a place in (-1, 1) that is no node. */
  static double interpolated(double[] values, int from, double x) {
    double above = 0;
    double below = 0;
    for (int i = 0; i < N; i++) {
      double share = BARYCENTRIC[i] / (x - NODES[i]);
      above += share * values[from + i];
      below += share;
    }
    return above / below;
  }
}
