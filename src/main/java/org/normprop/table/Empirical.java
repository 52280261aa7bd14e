package org.normprop.table;

import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;

/**
 * The distribution of given numbers, each as probable as the others. Immutable.
 *
 * <p>Equal numbers are kept once with their count, so the pixels of a data set take little room.
 */
public final class Empirical implements Marginal {

  private static final long serialVersionUID = 1;

  private final String text;
  private final double[] values; // ascending, distinct
  private final long[] upTo; // how many numbers are at most values[i]

  /**
   * The distribution of numbers.
   *
   * @param text what names them, for example {@code data:table.csv:age}
   * @param numbers the numbers, finite, in any order; at least one
   */
  public Empirical(String text, double[] numbers) {
    this.text = Objects.requireNonNull(text);
    if (numbers.length == 0) {
      throw new IllegalArgumentException(text + " holds no number");
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    if (!Double.isFinite(sorted[0]) || !Double.isFinite(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException(text + " holds a number that is not finite");
    }
    double[] distinct = new double[sorted.length];
    long[] counts = new long[sorted.length];
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      double value = 0.0 + sorted[i]; // -0.0 is 0.0
      if (size == 0 || value != distinct[size - 1]) {
        distinct[size++] = value;
      }
      counts[size - 1] = i + 1L;
    }
    values = Arrays.copyOf(distinct, size);
    upTo = Arrays.copyOf(counts, size);
  }

  /**
   * The distribution of numbers that were counted.
   *
   * @param text what names them
   * @param counts how often each number is there; at least one
   */
  public Empirical(String text, SortedMap<Double, Long> counts) {
    this.text = Objects.requireNonNull(text);
    if (counts.isEmpty()) {
      throw new IllegalArgumentException(text + " holds no number");
    }
    values = counts.keySet().stream().mapToDouble(x -> x).toArray();
    upTo = counts.values().stream().mapToLong(n -> n).toArray();
    for (int i = 1; i < upTo.length; i++) {
      upTo[i] += upTo[i - 1];
    }
  }

  /**
   * How many numbers there are.
   *
   * @return the number, equal ones counted each
   */
  public long count() {
    return upTo[upTo.length - 1];
  }

  /**
   * How many different numbers there are.
   *
   * @return the number
   */
  public int size() {
    return values.length;
  }

  /**
   * One of the different numbers.
   *
   * @param i its place, from 0
   * @return the number; they ascend
   */
  public double value(int i) {
    return values[i];
  }

  /**
   * How probable a number is.
   *
   * @param i its place, from 0
   * @return its share of all numbers
   */
  public double probability(int i) {
    return (double) (upTo[i] - (i == 0 ? 0 : upTo[i - 1])) / count();
  }

  /**
   * The number at a place among all of them.
   *
   * @param k the place, from 0 to count - 1, ascending
   * @return the number there
   */
  public double ordered(long k) {
    int at = Arrays.binarySearch(upTo, k + 1);
    return values[at >= 0 ? at : -at - 1];
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public double mean() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += probability(i) * values[i];
    }
    return sum;
  }

  @Override
  public double std() {
    double mean = mean();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += probability(i) * (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Empirical that
        && text.equals(that.text)
        && Arrays.equals(values, that.values)
        && Arrays.equals(upTo, that.upTo);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
