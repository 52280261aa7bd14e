package org.normprop.moments.sample;

/** What is collected of one unit's output. */
interface Tally {

  /**
   * Takes a chunk of outputs.
   *
   * @param lane the outputs and their gradients, overwritten afterwards
   * @param n how many
   */
  void add(Lane lane, int n);
}
