package org.normprop.data;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The answers to rows of features. The arrays are not copied and belong to the data set. */
sealed interface Targets {

  TargetKind kind();

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

    @Override
    public TargetKind kind() {
      return TargetKind.CLASS;
    }

    /**
     * The same classes, numbered by another list.
     *
     * @param of what the data set is called
     * @param order the classes in the order wanted; it may have others
     */
    Classes inOrder(String of, List<String> order) {
      int[] moved = names.stream().mapToInt(order::indexOf).toArray();
      for (int k = 0; k < moved.length; k++) {
        if (moved[k] < 0) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s has a class '%s', but the classes are %s",
                  of,
                  names.get(k),
                  String.join(", ", order)));
        }
      }
      return new Classes(IntStream.of(labels).map(label -> moved[label]).toArray(), order);
    }
  }

  /** A number for each row. */
  record Numbers(float[] values) implements Targets {

    /** Checks that they are finite, the message naming the data set. */
    Numbers(String of, float[] values) {
      this(values);
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new IllegalArgumentException(
              of + ": the target of row " + i + " must be finite, got " + values[i]);
        }
      }
    }

    @Override
    public TargetKind kind() {
      return TargetKind.NUMBER;
    }
  }

  /** No answers. */
  record None() implements Targets {

    @Override
    public TargetKind kind() {
      return TargetKind.NONE;
    }
  }
}
