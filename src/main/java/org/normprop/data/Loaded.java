package org.normprop.data;

import java.util.Optional;

/**
 * What was read: rows, and beside them the test rows that its authors set apart, if they did.
 *
 * @param rows the training rows, or all there are
 * @param test the published test rows
 */
public record Loaded(DataSet rows, Optional<DataSet> test) {

  /**
   * Rows to learn from and rows to measure on: the published parts, or a random split.
   *
   * @param fraction the part to hold out where none was published, as in {@link Split#of}
   * @param seed fixes the random split
   * @return the parts
   * @throws IllegalArgumentException as {@link Split#of}
   */
  public Parts parts(double fraction, long seed) {
    return test.map(heldOut -> new Parts(rows, heldOut))
        .orElseGet(() -> Split.of(rows, fraction, seed));
  }
}
