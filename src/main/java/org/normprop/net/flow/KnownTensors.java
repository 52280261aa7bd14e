package org.normprop.net.flow;

import org.normprop.net.layer.Statistics;

/** What is known of a network's tensors beside how their places correlate. */
interface KnownTensors {

  /** Of a network of constants: every activation receives mean 0 and std 1. */
  KnownTensors STANDARD =
      new KnownTensors() {
        @Override
        public Statistics received(int node) {
          return new Statistics(0, 1);
        }

        @Override
        public double variance(int tensor, double books) {
          return books;
        }
      };

  /** Mean and standard deviation of what a node's activation receives. */
  Statistics received(int node);

  /**
   * The variance of a tensor.
   *
   * @param books what it is as sums of independent terms add
   */
  double variance(int tensor, double books);
}
