package org.normprop.train;

import org.normprop.data.Epoch;
import org.normprop.data.MeanStd;
import org.normprop.data.TargetKind;
import org.normprop.data.TargetScale;
import org.normprop.net.loss.LossTargets;

/** The arrays that batches are read into, one after the other. Not thread-safe. */
final class Feed {

  private final Inputs inputs;
  private final boolean ownScale;
  private final float[] x;
  private final int[] labels;
  private final float[] values;
  private int rows;

  /**
   * Sizes the arrays.
   *
   * @param mostRows the most rows of a batch
   * @param ownScale whether every batch is brought to mean 0 and std 1 by its own numbers
   */
  Feed(Inputs inputs, int mostRows, boolean ownScale) {
    this.inputs = inputs;
    this.ownScale = ownScale;
    x = new float[Math.multiplyExact(mostRows, inputs.shape().size())];
    boolean classes = inputs.kind() == TargetKind.CLASS;
    labels = new int[classes ? mostRows : 0];
    values = new float[classes ? 0 : mostRows];
  }

  /** Reads a batch. */
  void read(Epoch epoch, int batch) {
    rows = epoch.size(batch);
    epoch.features(batch, 0, rows, x);
    if (ownScale) {
      standardise();
    }
    if (inputs.targetScale().isPresent()) {
      TargetScale scale = inputs.targetScale().get();
      epoch.values(batch, 0, rows, values);
      for (int i = 0; i < rows; i++) {
        values[i] = scale.scaled(values[i]);
      }
    } else {
      epoch.labels(batch, 0, rows, labels);
    }
  }

  /** "batch" in Arpit et al. (2016), section 4: the input's mean and std are the batch's own. */
  private void standardise() {
    int n = rows * inputs.shape().size();
    MeanStd of = MeanStd.of(n, i -> x[i]);
    double scale = of.std() > 0 ? 1 / of.std() : 1;
    for (int i = 0; i < n; i++) {
      x[i] = (float) ((x[i] - of.mean()) * scale);
    }
  }

  /** The rows of the batch. */
  int rows() {
    return rows;
  }

  /** The inputs, row after row. */
  float[] x() {
    return x;
  }

  /** What should come out. */
  LossTargets targets() {
    return labels.length > 0 ? new LossTargets.Labels(labels) : new LossTargets.Values(values);
  }

  /** How many of a network's outputs name the right class. */
  int right(float[] output) {
    int classes = inputs.outputs();
    int right = 0;
    for (int i = 0; i < rows; i++) {
      if (largest(output, i * classes, classes) == labels[i]) {
        right++;
      }
    }
    return right;
  }

  /** The sum of squared errors of the predicted numbers, in units of the target. */
  double squaredErrors(float[] output) {
    double std = inputs.targetScale().orElseThrow().std();
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double error = ((double) output[i] - values[i]) * std;
      sum += error * error;
    }
    return sum;
  }

  /** The index of the largest of n values; the first of equal ones. */
  static int largest(float[] values, int from, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
