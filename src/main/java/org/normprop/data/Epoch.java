package org.normprop.data;

/**
 * The batches of an epoch, in any order and as often as asked for. Immutable and safe for use by
 * many threads, each with arrays of its own.
 *
 * <p>The caller owns the arrays. Rows of a batch are numbered from 0, and a part of a batch can be
 * asked for, so that threads can share one.
 */
public final class Epoch {

  private static final long FLIP = 0x464C4950L;

  private final DataSet data;
  private final InputNorm norm;
  private final BatchPlan plan;
  private final int number;
  private final int[] order;
  private final int batches;

  Epoch(DataSet data, InputNorm norm, BatchPlan plan, int number, int[] order, int batches) {
    this.data = data;
    this.norm = norm;
    this.plan = plan;
    this.number = number;
    this.order = order;
    this.batches = batches;
  }

  /**
   * The number of batches.
   *
   * @return at least 1
   */
  public int batches() {
    return batches;
  }

  /**
   * The number of rows of a batch.
   *
   * @param batch from 0
   * @return the batch size, or fewer in the last batch
   */
  public int size(int batch) {
    return Math.min(plan.batchSize(), order.length - start(batch));
  }

  /**
   * Which row of the data set stands in a batch.
   *
   * @param batch from 0
   * @param row of the batch, from 0
   * @return the row of the data set
   */
  public int row(int batch, int row) {
    return order[start(batch) + row];
  }

  /**
   * Writes normalised features, row after row, from the start of an array.
   *
   * @param batch from 0
   * @param from the first row wanted
   * @param to the row behind the last one wanted
   * @param x where to
   */
  public void features(int batch, int from, int to, float[] x) {
    SampleShape shape = data.shape();
    for (int i = from; i < to; i++) {
      int row = row(batch, i);
      int offset = (i - from) * shape.size();
      data.features(row, x, offset);
      if (plan.flip() && SplitMix.of(plan.seed(), FLIP, number, row).next() < 0) {
        mirror(x, offset, shape);
      }
      norm.apply(x, offset, 1);
    }
  }

  /**
   * Writes the classes from the start of an array.
   *
   * @param batch from 0
   * @param from the first row wanted
   * @param to the row behind the last one wanted
   * @param labels where to
   */
  public void labels(int batch, int from, int to, int[] labels) {
    for (int i = from; i < to; i++) {
      labels[i - from] = data.label(row(batch, i));
    }
  }

  /**
   * Writes the numbers to be predicted from the start of an array.
   *
   * @param batch from 0
   * @param from the first row wanted
   * @param to the row behind the last one wanted
   * @param values where to
   */
  public void values(int batch, int from, int to, float[] values) {
    for (int i = from; i < to; i++) {
      values[i - from] = data.value(row(batch, i));
    }
  }

  private int start(int batch) {
    if (batch < 0 || batch >= batches) {
      throw new IndexOutOfBoundsException("batch " + batch + " of " + batches);
    }
    return batch * plan.batchSize();
  }

  private static void mirror(float[] x, int offset, SampleShape shape) {
    int width = shape.width();
    for (int line = 0; line < shape.channels() * shape.height(); line++) {
      int left = offset + line * width;
      for (int right = left + width - 1; left < right; left++, right--) {
        float moved = x[left];
        x[left] = x[right];
        x[right] = moved;
      }
    }
  }
}
