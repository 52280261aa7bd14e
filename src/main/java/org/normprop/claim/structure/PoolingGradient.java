package org.normprop.claim.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The std of the signal that pooling sends back to an input cell, by routing signals back. */
final class PoolingGradient {

  private static final int WINDOWS = 100_000;

  /** Windows along a side of the map in the check of strides. */
  private static final int SIDE = 300;

  private PoolingGradient() {}

  static List<Check> windows(WeightDraws draws) {
    List<Check> checks = new ArrayList<>();
    for (int side = 2; side <= 3; side++) {
      int n = side * side;
      String size = side + "x" + side;
      // sqrt(E|grad|^2 / n): |grad|^2 is 1 for a maximum, 1/n for an average
      checks.add(check("max " + size, windows(draws, n, true), 1.0 / side));
      checks.add(check("average " + size, windows(draws, n, false), 1.0 / n));
    }
    return checks;
  }

  /** The mean square of the signal at all cells has the relative error sqrt(2 / windows). */
  private static Check check(String what, double std, double expected) {
    return Check.sampled(what, std, expected, expected / 2 * Math.sqrt(2.0 / WINDOWS));
  }

  /** The RMS of dx over all cells, for dy ~ N(0, 1) independent of x. */
  private static double windows(WeightDraws draws, int n, boolean max) {
    double squares = 0;
    for (int window = 0; window < WINDOWS; window++) {
      double[] x = draws.normals(n);
      double dy = draws.normal();
      int largest = 0;
      for (int i = 1; i < n; i++) {
        largest = x[i] > x[largest] ? i : largest;
      }
      for (int i = 0; i < n; i++) {
        double dx = max ? (i == largest ? dy : 0) : dy / n;
        squares += dx * dx;
      }
    }
    return Math.sqrt(squares / ((double) WINDOWS * n));
  }

  static List<Check> stride(WeightDraws draws) {
    // sum dx^2 = |A dy|^2 has the variance 2 tr (A^T A)^2: windows that share an edge of three
    // cells or a corner add 4 (1/3)^2 + 4 (1/9)^2 to each one's own 1.
    double error = Math.sqrt(2 * (1 + 4.0 / 9 + 4.0 / 81)) / SIDE / 2;
    return List.of(
        Check.rounded("equal signals", strided(() -> 1), 5.0 / 6),
        Check.sampled("independent signals", strided(draws::normal), 0.5, 0.5 * error));
  }

  /** The RMS of dx on a map that 3x3 windows read with stride 2, its border left out. */
  private static double strided(DoubleSupplier dy) {
    double[][] dx = new double[2 * SIDE + 1][2 * SIDE + 1];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double signal = dy.getAsDouble() / 3; // each of nine weights is 1/3: norm 1
        for (int i = 0; i < 9; i++) {
          dx[2 * row + i / 3][2 * column + i % 3] += signal;
        }
      }
    }
    double squares = 0;
    for (int row = 2; row < 2 * SIDE; row++) {
      for (int column = 2; column < 2 * SIDE; column++) {
        squares += dx[row][column] * dx[row][column];
      }
    }
    return Math.sqrt(squares) / (2 * SIDE - 2);
  }
}
