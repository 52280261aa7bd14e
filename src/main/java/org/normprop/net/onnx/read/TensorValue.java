package org.normprop.net.onnx.read;

import java.util.Arrays;

/**
 * A tensor whose elements are known: weights, or numbers that describe shapes. Real elements are
 * held as float32, whole ones as 64-bit integers, row-major. The arrays are shared, not copied: do
 * not write to them. Immutable, if nobody writes to its arrays.
 *
 * @param type what the elements were stored as
 * @param dims the sizes; none for a scalar
 * @param reals the elements of a real type, else null
 * @param wholes the elements of a whole type, else null
 */
public record TensorValue(ElementType type, int[] dims, float[] reals, long[] wholes) {

  /** Checks that there are as many elements as the shape says. */
  public TensorValue {
    int length = reals != null ? reals.length : wholes.length;
    if (length != Dims.count(dims)) {
      throw new IllegalArgumentException(
          length + " elements in a tensor of shape " + Dims.text(dims));
    }
  }

  /**
   * Real numbers.
   *
   * @param dims the sizes
   * @param values row-major
   * @return as float32
   */
  public static TensorValue of(int[] dims, float[] values) {
    return new TensorValue(ElementType.FLOAT, dims, values, null);
  }

  /**
   * Whole numbers.
   *
   * @param dims the sizes
   * @param values row-major
   * @return as 64-bit integers
   */
  public static TensorValue of(int[] dims, long[] values) {
    return new TensorValue(ElementType.INT64, dims, null, values);
  }

  /**
   * How many elements.
   *
   * @return the product of the sizes
   */
  public int size() {
    return reals != null ? reals.length : wholes.length;
  }

  /**
   * An element, whatever its type.
   *
   * @param i its place, row-major
   * @return as a double
   */
  public double at(int i) {
    return reals != null ? reals[i] : wholes[i];
  }

  /**
   * The elements as real numbers.
   *
   * @return the array itself where they are real, else a new one
   */
  public float[] asReals() {
    if (reals != null) {
      return reals;
    }
    float[] converted = new float[wholes.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = wholes[i];
    }
    return converted;
  }

  /**
   * The elements as whole numbers, cut towards zero.
   *
   * @return the array itself where they are whole, else a new one
   */
  public long[] asWholes() {
    if (wholes != null) {
      return wholes;
    }
    long[] converted = new long[reals.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = (long) reals[i];
    }
    return converted;
  }

  /**
   * The same elements in another shape.
   *
   * @param shape as many elements
   * @return a view
   */
  public TensorValue reshaped(int[] shape) {
    return new TensorValue(type, shape, reals, wholes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorValue that
        && type == that.type
        && Arrays.equals(dims, that.dims)
        && Arrays.equals(reals, that.reals)
        && Arrays.equals(wholes, that.wholes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims) * 31 + type.hashCode();
  }

  @Override
  public String toString() {
    return type + " " + Dims.text(dims);
  }
}
