package org.normprop.net.onnx.predict.signal;

import java.util.Arrays;
import org.normprop.function.math.Special;

/**
 * The distribution of a standardised value as weights on points, one for each group of cells: mean
 * 0, standard deviation 1. Immutable, if nobody writes to its arrays.
 *
 * @param inner cells of a group that lie side by side
 * @param points where the weights are, by group
 * @param weights they add up to 1, by group
 */
public record Density(int inner, double[][] points, double[][] weights) {

  /** Points of a density. */
  public static final int SIZE = 64;

  private static final double END = 6;
  private static final double STEP = 2 * END / SIZE;

  /**
   * Where points lie between the multiples of a step: a zero of B2(t) = t^2 - t + 1/6, so that the
   * leading error of the trapezoidal rule vanishes for a kink at 0 (Euler and Maclaurin).
   */
  private static final double OFFSET = 0.5 - Math.sqrt(1.0 / 12);

  /** The normal one. */
  public static final Density NORMAL = normal();

  private static Density normal() {
    double[] z = new double[SIZE];
    double[] w = new double[SIZE];
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      z[i] = -END + STEP * (i + OFFSET);
      w[i] = Special.normalDensity(z[i]);
      sum += w[i];
    }
    for (int i = 0; i < SIZE; i++) {
      w[i] /= sum;
    }
    return new Density(1, new double[][] {z}, new double[][] {w});
  }

  public boolean isNormal() {
    return this == NORMAL;
  }

  public int group(int cell) {
    return points.length == 1 ? 0 : cell / inner % points.length;
  }

  public double[] points(int cell) {
    return points[group(cell)];
  }

  public double[] weights(int cell) {
    return weights[group(cell)];
  }

  /** The mean of all groups, where cells no longer lie by group. */
  public Density mixed() {
    if (points.length == 1) {
      return this;
    }
    double[] w = new double[SIZE];
    for (int g = 0; g < points.length; g++) {
      for (int i = 0; i < SIZE; i++) {
        spread(w, points[g][i], weights[g][i] / points.length);
      }
    }
    return standardised(w, 1, 0);
  }

  /** The density of a sum of two independent values, standardised: left a + right b. */
  public static double[][] sum(
      double[] a, double[] wa, double left, double[] b, double[] wb, double right) {
    double[] w = new double[SIZE + 1];
    double[] places = new double[b.length];
    for (int j = 0; j < b.length; j++) {
      places[j] = right * b[j] / STEP;
    }
    for (int i = 0; i < a.length; i++) {
      double weight = wa[i];
      for (; i + 1 < a.length && a[i + 1] == a[i]; i++) {
        weight += wa[i + 1]; // where a rectified value is 0
      }
      if (weight > 0) {
        double from = (left * a[i] + END) / STEP - OFFSET;
        for (int j = 0; j < b.length; j++) { // as in spread, without its branches
          double place = Math.max(0, Math.min(SIZE - 1, from + places[j]));
          int at = (int) place;
          double share = weight * wb[j] * (place - at);
          w[at] += weight * wb[j] - share;
          w[at + 1] += share;
        }
      }
    }
    Density one = standardised(Arrays.copyOf(w, SIZE), 1, 0);
    return new double[][] {one.points[0], one.weights[0]};
  }

  /** A weight on the two points next to a place. */
  private static void spread(double[] w, double at, double weight) {
    double place = (at + END) / STEP - OFFSET;
    int i = (int) Math.floor(Math.max(0, Math.min(SIZE - 1, place)));
    double share = Math.max(0, Math.min(1, place - i));
    if (i == SIZE - 1) {
      w[i] += weight;
    } else {
      w[i] += weight * (1 - share);
      w[i + 1] += weight * share;
    }
  }

  private static Density standardised(double[] w, double total, double centre) {
    double[] z = NORMAL.points[0];
    double mean = 0;
    double square = 0;
    for (int i = 0; i < SIZE; i++) {
      mean += w[i] * (z[i] - centre) / total;
      square += w[i] * (z[i] - centre) * (z[i] - centre) / total;
    }
    double std = Math.sqrt(Math.max(1e-12, square - mean * mean));
    double[] points = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      points[i] = (z[i] - centre - mean) / std;
    }
    return new Density(1, new double[][] {points}, new double[][] {w});
  }
}
