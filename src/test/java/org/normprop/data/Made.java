package org.normprop.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Data sets made up for tests. */
final class Made {

  private Made() {}

  /** Rows whose only feature is their number, with classes dealt out in turn. */
  static DataSet numbered(int rows, int classes) {
    float[] features = new float[rows];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      features[i] = i;
      labels[i] = i % classes;
    }
    return DataSet.classified("numbered", SampleShape.flat(1), features, labels, names(classes));
  }

  /** Rows of random numbers, many of them alike, of random classes. */
  static DataSet random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 2 + random.nextInt(60);
    int kinds = 1 + random.nextInt(2 * rows);
    int classes = 1 + random.nextInt(4);
    float[] features = new float[2 * rows];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      int kind = random.nextInt(kinds);
      features[2 * i] = kind;
      features[2 * i + 1] = -kind;
      labels[i] = random.nextInt(classes);
    }
    return DataSet.classified("random", SampleShape.flat(2), features, labels, names(classes));
  }

  static float[] row(DataSet data, int row) {
    float[] values = new float[data.shape().size()];
    data.features(row, values, 0);
    return values;
  }

  private static List<String> names(int classes) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      names.add("class " + c);
    }
    return names;
  }
}
