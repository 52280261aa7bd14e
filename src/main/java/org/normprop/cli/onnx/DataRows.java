package org.normprop.cli.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.normprop.data.DataSet;
import org.normprop.data.InputNorm;
import org.normprop.net.compute.Draws;

/**
 * Rows of a data set, scaled as a training would scale them, in an order that the seed decides.
 * Threads may share it.
 *
 * @param rows the rows
 * @param norm how they are scaled
 * @param order which row is which sample's
 */
public record DataRows(DataSet rows, InputNorm norm, int[] order) implements ModelInputSource {

  private static final int LOOKED_AT = 4096;

  /**
   * Shuffled.
   *
   * @param rows the rows
   * @param norm how they are scaled
   * @param seed decides the order
   * @return rows to send through a model
   */
  public static DataRows of(DataSet rows, InputNorm norm, long seed) {
    int[] order = IntStream.range(0, rows.size()).toArray();
    PermutationSampler.shuffle(Draws.of(seed, "onnx data"), order);
    return new DataRows(rows, norm, order);
  }

  /** Numbers of a row. */
  int width() {
    return rows.shape().size();
  }

  /** How many samples of so many rows there are. */
  int samples(int batch) {
    return order.length / batch;
  }

  @Override
  public void fill(UniformRandomProvider random, int sample, double[] values) {
    int batch = values.length / width();
    for (int k = 0; k < batch; k++) {
      float[] row = row(order[sample * batch + k]);
      for (int i = 0; i < row.length; i++) {
        values[k * row.length + i] = row[i];
      }
    }
  }

  private float[] row(int at) {
    float[] row = new float[width()];
    rows.features(at, row, 0);
    norm.apply(row, 0, 1);
    return row;
  }

  @Override
  public double mean() {
    return moment(1);
  }

  @Override
  public double std() {
    double mean = mean();
    return Math.sqrt(Math.max(0, moment(2) - mean * mean));
  }

  private double moment(int power) {
    int n = Math.min(LOOKED_AT, order.length);
    double sum = 0;
    for (int r = 0; r < n; r++) {
      for (float x : row(order[r])) {
        sum += power == 1 ? x : (double) x * x;
      }
    }
    return sum / n / width();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataRows that
        && rows.equals(that.rows)
        && norm.equals(that.norm)
        && Arrays.equals(order, that.order);
  }

  @Override
  public int hashCode() {
    return rows.hashCode() * 31 + Arrays.hashCode(order);
  }

  @Override
  public String toString() {
    return rows.name();
  }
}
