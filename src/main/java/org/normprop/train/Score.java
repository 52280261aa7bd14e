package org.normprop.train;

/**
 * How well rows are predicted.
 *
 * @param rows how many
 * @param loss the mean loss: softmax cross-entropy in nats, or half the squared error in units of
 *     the targets' standard deviation
 * @param quality the part of rows whose class is right; for numbers the root mean squared error in
 *     the target's units
 */
public record Score(int rows, double loss, double quality) {

  /** Sums up a score batch by batch. */
  public static final class Sum {
    private final boolean classes;
    private int rows;
    private double loss;
    private double quality;

    Sum(boolean classes) {
      this.classes = classes;
    }

    /** Counts right classes, or squared errors, before a backward pass overwrites the outputs. */
    void addQuality(Feed feed, float[] output) {
      quality += classes ? feed.right(output) : feed.squaredErrors(output);
    }

    void addLoss(int batch, double mean) {
      rows += batch;
      loss += mean * batch;
    }

    /**
     * The rows so far.
     *
     * @return how many
     */
    public int rows() {
      return rows;
    }

    /**
     * The score so far.
     *
     * @return of all rows that were added
     */
    public Score score() {
      double mean = quality / rows;
      return new Score(rows, loss / rows, classes ? mean : Math.sqrt(mean));
    }
  }
}
