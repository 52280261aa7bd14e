package org.normprop.net.onnx.read;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Sizes of tensors: arrays of them, none for a scalar. */
public final class Dims {

  /** More elements than any tensor that this program takes: two billion. */
  public static final long MOST = Integer.MAX_VALUE - 8;

  private Dims() {}

  /**
   * How many elements lie behind one another for each step along an axis.
   *
   * @param dims sizes of at least 0
   * @param axis from 0
   * @return the product of the sizes behind the axis
   */
  public static int inner(int[] dims, int axis) {
    return count(Arrays.copyOfRange(dims, axis + 1, dims.length));
  }

  /**
   * How many elements.
   *
   * @param dims sizes of at least 0
   * @return their product
   * @throws IllegalArgumentException if that is more than {@link #MOST}, or a size is negative
   */
  public static int count(int[] dims) {
    long product = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("a size is negative in " + text(dims));
      }
      product *= dim;
      if (product > MOST) {
        throw new IllegalArgumentException("shape " + text(dims) + " has too many elements");
      }
    }
    return (int) product;
  }

  /**
   * As people write it.
   *
   * @param dims sizes
   * @return for example {@code 1x3x32x32}; {@code scalar} for none
   */
  public static String text(int[] dims) {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims).mapToObj(String::valueOf).collect(Collectors.joining("x"));
  }

  /**
   * From one index to the next along each axis, row-major.
   *
   * @param dims sizes
   * @return as many steps
   */
  public static int[] strides(int[] dims) {
    int[] strides = new int[dims.length];
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= dims[i];
    }
    return strides;
  }

  /**
   * NumPy's rule for two shapes: sizes agree from the right, and a size of 1 is repeated.
   *
   * @param a sizes
   * @param b sizes
   * @return the common shape
   * @throws IllegalArgumentException if there is none
   */
  public static int[] broadcast(int[] a, int[] b) {
    int[] common = new int[Math.max(a.length, b.length)];
    for (int i = 1; i <= common.length; i++) {
      int left = i <= a.length ? a[a.length - i] : 1;
      int right = i <= b.length ? b[b.length - i] : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(
            "shapes " + text(a) + " and " + text(b) + " do not fit each other");
      }
      common[common.length - i] = left == 1 ? right : left;
    }
    return common;
  }

  /**
   * Where the element of a broadcast tensor comes from.
   *
   * @param from the shape that is repeated
   * @param to the shape that it is repeated to
   * @return steps in {@code from} along each axis of {@code to}; 0 along repeated ones
   */
  public static int[] broadcastStrides(int[] from, int[] to) {
    int[] own = strides(from);
    int[] strides = new int[to.length];
    for (int i = 1; i <= from.length; i++) {
      strides[to.length - i] = from[from.length - i] == 1 ? 0 : own[from.length - i];
    }
    return strides;
  }

  /**
   * An axis, counted from the end where negative.
   *
   * @param axis as given
   * @param rank number of axes
   * @return in 0 to rank - 1
   * @throws IllegalArgumentException if it is outside
   */
  public static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException("axis " + axis + " of a tensor with " + rank + " axes");
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }
}
