package org.normprop.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Data sets and files made up for tests. */
public final class Made {

  private Made() {}

  /** Rows whose only feature is their number, with classes dealt out in turn. */
  static DataSet numbered(int rows, int classes) {
    float[] features = new float[rows];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      features[i] = i;
      labels[i] = i % classes;
    }
    return DataSet.ofNumbers("numbered", SampleShape.flat(1), features)
        .withClasses(labels, names(classes));
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
    return DataSet.ofNumbers("random", SampleShape.flat(2), features)
        .withClasses(labels, names(classes));
  }

  public static float[] row(DataSet data, int row) {
    float[] values = new float[data.shape().size()];
    data.features(row, values, 0);
    return values;
  }

  /** Bytes that cannot be packed. */
  public static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** An IDX file. */
  public static byte[] idx(int[] dimensions, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    bytes.putInt(0x800 + dimensions.length);
    Arrays.stream(dimensions).forEach(bytes::putInt);
    Arrays.stream(values).forEach(value -> bytes.put((byte) value));
    return bytes.array();
  }

  /** The same, packed by gzip. */
  public static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static List<String> names(int classes) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      names.add("class " + c);
    }
    return names;
  }
}
