package org.normprop.net.layer;

import java.util.Arrays;

/**
 * What is sent back to a tensor, place by place of its planes. Behind an average over all places
 * every place gets the same; where windows overlap, what they send to one cell then adds up in
 * length, not in square. Its arrays are not changed once it is made: safe for threads.
 *
 * @param squares the mean squares E[d_p^2]
 * @param shared what neighbours of a channel have in common: E[d_p d_q] = sqrt(shared_p shared_q),
 *     q a place beside p; 0 where weights of their own lie behind each. Behind the largest of
 *     windows that overlap it is what they send where they have that in common
 */
public record FlowSignal(double[] squares, double[] shared) {

  /** Mean squares of places that have nothing in common. */
  static FlowSignal of(double[] squares) {
    return new FlowSignal(squares, new double[squares.length]);
  }

  /**
   * The same at every place, and nothing in common.
   *
   * @param square the mean square
   * @param plane the number of places
   * @return the signal
   */
  public static FlowSignal of(double square, int plane) {
    double[] squares = new double[plane];
    Arrays.fill(squares, square);
    return of(squares);
  }

  /** The mean square over places. */
  public double mean() {
    return Arrays.stream(squares).sum() / squares.length;
  }

  /**
   * Adds what another reader of the tensor sends, which is uncorrelated with this.
   *
   * @param more what it sends
   * @param factor by how much more that is, as a mean square
   * @return the sum
   */
  public FlowSignal plus(FlowSignal more, double factor) {
    FlowSignal all = new FlowSignal(squares.clone(), shared.clone());
    for (int p = 0; p < squares.length; p++) {
      all.squares[p] += factor * more.squares[p];
      all.shared[p] += factor * more.shared[p];
    }
    return all;
  }

  /**
   * Times factors.
   *
   * @param factors of the mean square, one for each place
   * @return the product
   */
  public FlowSignal times(double[] factors) {
    return times(factors, factors);
  }

  /** Times factors of the squares and of what is shared, one for each place. */
  FlowSignal times(double[] ofSquares, double[] ofShared) {
    FlowSignal all = new FlowSignal(squares.clone(), shared.clone());
    for (int p = 0; p < squares.length; p++) {
      all.squares[p] *= ofSquares[p];
      all.shared[p] *= ofShared[p];
    }
    return all;
  }

  /** The same of which no more is shared than there is. */
  FlowSignal bounded() {
    FlowSignal all = new FlowSignal(squares.clone(), shared.clone());
    for (int p = 0; p < squares.length; p++) {
      all.shared[p] = Math.min(shared[p], squares[p]);
    }
    return all;
  }

  boolean isShared() {
    return Arrays.stream(shared).anyMatch(value -> value != 0);
  }
}
