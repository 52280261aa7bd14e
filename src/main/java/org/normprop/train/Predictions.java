package org.normprop.train;

import java.util.List;
import org.normprop.data.DataSet;
import org.normprop.data.TargetKind;

/** What a network says about rows. Immutable. */
public final class Predictions {

  private final Inputs inputs;
  private final float[] outputs;
  private final int width;

  /** Keeps the array: outputs, row after row. */
  Predictions(Inputs inputs, float[] outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.width = inputs.outputs();
  }

  /**
   * The number of rows.
   *
   * @return how many
   */
  public int size() {
    return outputs.length / width;
  }

  /**
   * The class that is thought likeliest.
   *
   * @param row from 0
   * @return an index into the classes
   */
  public int label(int row) {
    return Feed.largest(outputs, row * width, width);
  }

  /**
   * The probabilities of the classes.
   *
   * @param row from 0
   * @return softmax of the outputs, which adds up to 1
   */
  public double[] probabilities(int row) {
    double largest = outputs[row * width + label(row)];
    double[] p = new double[width];
    double total = 0;
    for (int i = 0; i < width; i++) {
      p[i] = StrictMath.exp(outputs[row * width + i] - largest);
      total += p[i];
    }
    for (int i = 0; i < width; i++) {
      p[i] /= total;
    }
    return p;
  }

  /**
   * The number predicted.
   *
   * @param row from 0
   * @return the number, in the target's units
   */
  public double value(int row) {
    return inputs.targetScale().orElseThrow().unscaled(outputs[row]);
  }

  /**
   * Compares with the answers.
   *
   * @param rows the rows that were asked about, with answers
   * @return how good the predictions are
   */
  public Evaluation against(DataSet rows) {
    return inputs.kind() == TargetKind.CLASS ? classes(rows) : numbers(rows);
  }

  private Evaluation classes(DataSet rows) {
    int[][] confusion = new int[width][width];
    double loss = 0;
    int right = 0;
    for (int i = 0; i < size(); i++) {
      int truth = rows.label(i);
      confusion[truth][label(i)]++;
      right += truth == label(i) ? 1 : 0;
      loss -= logProbability(i, truth);
    }
    return new Evaluation.Classes(
        size(), loss / size(), (double) right / size(), List.of(confusion));
  }

  private double logProbability(int row, int label) {
    double largest = outputs[row * width + label(row)];
    double total = 0;
    for (int i = 0; i < width; i++) {
      total += StrictMath.exp(outputs[row * width + i] - largest);
    }
    return outputs[row * width + label] - largest - StrictMath.log(total);
  }

  private Evaluation numbers(DataSet rows) {
    double truths = 0;
    for (int i = 0; i < size(); i++) {
      truths += rows.value(i);
    }
    double mean = truths / size();
    double squares = 0;
    double absolute = 0;
    double spread = 0;
    for (int i = 0; i < size(); i++) {
      double error = value(i) - rows.value(i);
      squares += error * error;
      absolute += Math.abs(error);
      spread += (rows.value(i) - mean) * (rows.value(i) - mean);
    }
    double std = inputs.targetScale().orElseThrow().std();
    return new Evaluation.Numbers(
        size(),
        0.5 * squares / (std * std) / size(),
        Math.sqrt(squares / size()),
        absolute / size(),
        1 - squares / spread);
  }
}
