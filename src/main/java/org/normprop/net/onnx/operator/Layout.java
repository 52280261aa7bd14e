package org.normprop.net.onnx.operator;

import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/**
 * Elements moved, repeated or left out, and none computed: what Reshape, Transpose, Slice, Expand
 * and their like do. Immutable, if nobody writes to its arrays.
 *
 * @param dims the result's sizes
 * @param source for each element of the result where it comes from, row-major; -1 for one that is
 *     filled in; null where all keep their order
 */
public record Layout(int[] dims, int[] source) {

  /**
   * Elements that keep their order.
   *
   * @param dims the result's sizes
   * @return the layout
   */
  public static Layout reshape(int[] dims) {
    Dims.count(dims);
    return new Layout(dims, null);
  }

  /**
   * Elements found by steps along the result's axes.
   *
   * @param dims the result's sizes
   * @param start where the first comes from
   * @param steps in the source along each axis; may be negative or 0
   * @return the layout
   */
  public static Layout stepped(int[] dims, int start, int[] steps) {
    int[] source = new int[Dims.count(dims)];
    if (source.length > 0) {
      int[] index = new int[dims.length];
      int at = start;
      for (int i = 0; ; i++) {
        source[i] = at;
        int axis = dims.length - 1;
        while (axis >= 0 && ++index[axis] == dims[axis]) {
          at -= steps[axis] * (dims[axis] - 1);
          index[axis--] = 0;
        }
        if (axis < 0) {
          break;
        }
        at += steps[axis];
      }
    }
    return new Layout(dims, source);
  }

  /**
   * Elements found axis by axis.
   *
   * @param from the source's sizes
   * @param picks for each axis the source's index for each of the result's; -1 fills in
   * @return the layout
   */
  public static Layout picked(int[] from, int[][] picks) {
    int[] dims = new int[from.length];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = picks[axis].length;
    }
    int[] source = new int[Dims.count(dims)];
    int[] steps = Dims.strides(from);
    int[] index = new int[dims.length];
    for (int i = 0; i < source.length; i++) {
      int at = 0;
      for (int axis = 0; axis < dims.length && at >= 0; axis++) {
        int pick = picks[axis][index[axis]];
        at = pick < 0 ? -1 : at + pick * steps[axis];
      }
      source[i] = at;
      for (int axis = dims.length - 1; axis >= 0 && ++index[axis] == dims[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return new Layout(dims, source);
  }

  /**
   * A constant laid out.
   *
   * @param value the source
   * @param fill for elements that are filled in
   * @return the result
   */
  public TensorValue of(TensorValue value, double fill) {
    if (source == null) {
      return value.reshaped(dims);
    }
    float[] from = value.reals();
    if (from != null) {
      float[] reals = new float[source.length];
      for (int i = 0; i < reals.length; i++) {
        reals[i] = source[i] < 0 ? (float) fill : from[source[i]];
      }
      return new TensorValue(value.type(), dims, reals, null);
    }
    long[] wholes = new long[source.length];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = source[i] < 0 ? (long) fill : value.wholes()[source[i]];
    }
    return new TensorValue(value.type(), dims, null, wholes);
  }
}
