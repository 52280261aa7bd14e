package org.normprop.data.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.normprop.data.DataSet;
import org.normprop.data.TargetKind;

/**
 * A table that was read. Immutable.
 *
 * @param rows the rows; inputs that are missing are 0 until they are filled
 * @param format how it was read
 * @param missing the inputs that are missing: row times the number of inputs, plus the input
 * @param leftOut how many rows were left out because a value was missing
 */
public record Table(DataSet rows, TableFormat format, BitSet missing, long leftOut) {

  /**
   * Puts means in place of missing inputs.
   *
   * @param train the rows that means are taken of, by their number in the whole
   * @return the table, whose format holds the means; this one if nothing is missing and no rule
   *     says that anything may be
   */
  public Table filled(int[] train) {
    if (format.missing() != MissingRule.MEAN) {
      return this;
    }
    int width = rows.shape().size();
    float[] row = new float[width];
    double[] sums = new double[width];
    int[] counts = new int[width];
    for (int i : train) {
      rows.features(i, row, 0);
      for (int j = 0; j < width; j++) {
        if (!missing.get(i * width + j)) {
          sums[j] += row[j];
          counts[j]++;
        }
      }
    }
    List<Double> means = new ArrayList<>();
    for (int j = 0; j < width; j++) {
      means.add(counts[j] == 0 ? 0 : sums[j] / counts[j]);
    }
    float[] all = new float[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      rows.features(i, all, i * width);
    }
    for (int k = missing.nextSetBit(0); k >= 0; k = missing.nextSetBit(k + 1)) {
      all[k] = means.get(k % width).floatValue();
    }
    return new Table(withFeatures(all), format.withFills(means), missing, leftOut);
  }

  private DataSet withFeatures(float[] all) {
    DataSet filled =
        DataSet.ofNumbers(rows.name(), rows.shape(), all).withFeatureNames(rows.featureNames());
    if (rows.targetKind() == TargetKind.NONE) {
      return filled;
    }
    int[] labels = new int[rows.size()];
    float[] values = new float[rows.size()];
    boolean classes = rows.targetKind() == TargetKind.CLASS;
    for (int i = 0; i < rows.size(); i++) {
      if (classes) {
        labels[i] = rows.label(i);
      } else {
        values[i] = rows.value(i);
      }
    }
    return classes ? filled.withClasses(labels, rows.classNames()) : filled.withValues(values);
  }
}
