package org.normprop.data;

import java.util.stream.IntStream;

/**
 * Deals out a data set in batches, epoch after epoch. Immutable and safe for use by many threads.
 *
 * <p>What an epoch's batches hold depends on data, plan and the epoch's number alone, so that a run
 * can go on at any epoch.
 */
public final class Batches {

  private static final long ORDER = 0x4F52444552L;

  private final DataSet data;

  /** What is still to be done when a row has been read, and perhaps mirrored. */
  private final InputNorm norm;

  private final BatchPlan plan;

  /**
   * Deals out a data set.
   *
   * @param data the rows
   * @param norm what is done to the inputs
   * @param plan how
   * @throws IllegalArgumentException if there would be no batch, if shapes differ, or if rows that
   *     are no images are to be flipped
   */
  public Batches(DataSet data, InputNorm norm, BatchPlan plan) {
    if (!norm.shape().equals(data.shape())) {
      throw new IllegalArgumentException(
          data.name()
              + " has rows of shape "
              + data.shape()
              + ", but the input normalisation is for "
              + norm.shape());
    }
    if (plan.flip() && data.shape().width() == 1) {
      throw new IllegalArgumentException(
          data.name() + " has rows of shape " + data.shape() + ": only images can be flipped");
    }
    // What differs from pixel to pixel must wait until the image is mirrored.
    boolean late = norm.mode() == InputNorm.Mode.ELEMENT;
    this.data = late ? data : data.normalised(norm);
    this.norm = late ? norm : InputNorm.none(data.shape());
    this.plan = plan;
    if (count() == 0) {
      throw new IllegalArgumentException(
          data.name()
              + " has "
              + data.size()
              + " rows: too few for a batch of "
              + plan.batchSize());
    }
  }

  /**
   * The number of batches of an epoch.
   *
   * @return at least 1
   */
  public int count() {
    int whole = data.size() / plan.batchSize();
    return plan.keepLast() && data.size() % plan.batchSize() > 0 ? whole + 1 : whole;
  }

  /**
   * The number of rows dealt out in an epoch.
   *
   * @return the number; that of the data set unless a last batch is dropped
   */
  public int rows() {
    return (int) Math.min(data.size(), (long) count() * plan.batchSize());
  }

  /**
   * The batches of an epoch.
   *
   * @param number the epoch, any number
   * @return its batches; takes 4 bytes a row
   */
  public Epoch epoch(int number) {
    int[] order = IntStream.range(0, data.size()).toArray();
    if (plan.shuffle()) {
      SplitMix.of(plan.seed(), ORDER, number).shuffle(order);
    }
    return new Epoch(data, norm, plan, number, order, count());
  }
}
