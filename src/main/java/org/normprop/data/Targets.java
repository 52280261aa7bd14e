package org.normprop.data;

import java.util.List;

/** The answers to rows of features. The arrays are not copied and belong to the data set. */
sealed interface Targets {

  /** A class for each row: an index into the names. */
  record Classes(int[] labels, List<String> names) implements Targets {
    public Classes {
      names = List.copyOf(names);
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] < 0 || labels[i] >= names.size()) {
          throw new IllegalArgumentException(
              "row " + i + " has class " + labels[i] + " of " + names.size() + ", counted from 0");
        }
      }
    }
  }

  /** A number for each row. */
  record Numbers(float[] values) implements Targets {}

  /** No answers. */
  record None() implements Targets {}
}
