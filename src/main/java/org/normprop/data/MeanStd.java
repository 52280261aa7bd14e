package org.normprop.data;

import java.util.function.IntToDoubleFunction;

/**
 * Mean and standard deviation of some numbers; the standard deviation is the population's.
 *
 * @param mean the mean
 * @param std the standard deviation, exactly 0 if all numbers are equal
 */
public record MeanStd(double mean, double std) {

  /**
   * Measures numbers, in two passes over their deviations from the first, so that a constant has
   * exactly no variance.
   *
   * @param count how many there are, at least 1
   * @param number gives a number by its place, from 0
   * @return the measures
   */
  public static MeanStd of(int count, IntToDoubleFunction number) {
    double first = number.applyAsDouble(0);
    double shift = 0;
    for (int i = 0; i < count; i++) {
      shift += number.applyAsDouble(i) - first;
    }
    shift /= count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double deviation = number.applyAsDouble(i) - first - shift;
      squares += deviation * deviation;
    }
    return new MeanStd(first + shift, Math.sqrt(squares / count));
  }
}
