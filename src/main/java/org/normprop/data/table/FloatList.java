package org.normprop.data.table;

import java.util.Arrays;

/** Numbers of which nobody knows how many there will be. */
final class FloatList {

  private float[] values = new float[1024];
  private int size;

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }

  /** Forgets all behind the first so many. */
  void truncate(int length) {
    size = length;
  }

  int size() {
    return size;
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }

  private static int grown(int size) {
    return (int) Math.min(Integer.MAX_VALUE - 8, size + (long) (size >> 1));
  }
}
