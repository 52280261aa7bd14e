package org.normprop.data;

/**
 * How rows are dealt out in batches.
 *
 * @param batchSize rows in a batch, at least 1
 * @param keepLast whether a last batch of fewer rows is dealt out or dropped
 * @param shuffle whether every epoch has an order of its own
 * @param flip whether images are mirrored left to right, each with probability 1/2 in each epoch
 * @param seed fixes orders and flips
 */
public record BatchPlan(int batchSize, boolean keepLast, boolean shuffle, boolean flip, long seed) {

  /** Refuses empty batches. */
  public BatchPlan {
    if (batchSize < 1) {
      throw new IllegalArgumentException("the batch size must be at least 1, got " + batchSize);
    }
  }

  /**
   * For training: shuffled, last batch kept, no flips.
   *
   * @param batchSize rows in a batch
   * @param seed fixes the orders
   * @return the plan
   */
  public static BatchPlan shuffled(int batchSize, long seed) {
    return new BatchPlan(batchSize, true, true, false, seed);
  }

  /**
   * For measuring: every row once, in the data set's order.
   *
   * @param batchSize rows in a batch
   * @return the plan
   */
  public static BatchPlan inOrder(int batchSize) {
    return new BatchPlan(batchSize, true, false, false, 0);
  }

  /**
   * The same with or without flips.
   *
   * @param flipped whether images are mirrored at random
   * @return the plan
   */
  public BatchPlan withFlip(boolean flipped) {
    return new BatchPlan(batchSize, keepLast, shuffle, flipped, seed);
  }

  /**
   * The same with or without a last batch of fewer rows.
   *
   * @param kept whether it is dealt out
   * @return the plan
   */
  public BatchPlan withKeepLast(boolean kept) {
    return new BatchPlan(batchSize, kept, shuffle, flip, seed);
  }
}
