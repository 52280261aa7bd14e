package org.normprop.moments.law;

import java.util.Arrays;
import org.normprop.function.math.Special;

/**
 * Where a law takes certain values: intervals of its base variable, each with a weight. Mutable,
 * for one thread.
 */
final class Preimage {

  /** The normal density is nothing beyond. */
  private static final double END = 38;

  private double[] ends = new double[16];
  private double[] weights = new double[8];
  private int size;

  /**
   * A value that a law takes on whole intervals.
   *
   * @param value the value
   * @param cells where
   * @param always the probability that it has wherever the input lies
   */
  record Constant(double value, Preimage cells, double always) {

    /** The same at another value, with some probability. */
    Constant thinned(double to, double keep) {
      Preimage kept = new Preimage();
      for (int i = 0; i < cells.size; i++) {
        kept.add(cells.ends[2 * i], cells.ends[2 * i + 1], keep * cells.weights[i]);
      }
      return new Constant(to, kept, keep * always);
    }
  }

  void add(double low, double high, double weight) {
    if (size == weights.length) {
      ends = Arrays.copyOf(ends, 4 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    ends[2 * size] = low;
    ends[2 * size + 1] = high;
    weights[size++] = weight;
  }

  void addAll(Preimage other) {
    for (int i = 0; i < other.size; i++) {
      add(other.ends[2 * i], other.ends[2 * i + 1], other.weights[i]);
    }
  }

  void clear() {
    size = 0;
  }

  /** The number of intervals. */
  int size() {
    return size;
  }

  /** The weighted probability if (x - origin) scale + shift is N(0, 1). */
  double probability(double origin, double scale, double shift) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double low = (ends[2 * i] - origin) * scale + shift;
      double high = (ends[2 * i + 1] - origin) * scale + shift;
      sum += weights[i] * normal(low, high);
    }
    return Math.max(0, sum);
  }

  private static double normal(double low, double high) {
    if (low > 0) {
      return low > END ? 0 : Special.normalCdf(-low) - Special.normalCdf(-high);
    }
    if (high < 0) {
      return high < -END ? 0 : Special.normalCdf(high) - Special.normalCdf(low);
    }
    return 1 - Special.normalCdf(low) - Special.normalCdf(-high);
  }
}
