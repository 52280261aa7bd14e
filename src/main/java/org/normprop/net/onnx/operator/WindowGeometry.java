package org.normprop.net.onnx.operator;

import java.util.Arrays;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.OnnxNode;

/**
 * How a window goes over the places of a tensor [batch, channels, places...]. Immutable, if nobody
 * writes to its arrays.
 *
 * @param in places along each axis
 * @param out windows along each axis
 * @param kernel cells of a window along each axis
 * @param strides from one window to the next
 * @param dilations from one cell to the next
 * @param before how far the first window stands out
 * @param after padding at the end, as asked for
 */
public record WindowGeometry(
    int[] in, int[] out, int[] kernel, int[] strides, int[] dilations, int[] before, int[] after) {

  /**
   * Of a convolution or a pooling.
   *
   * @param node has strides, pads and so on
   * @param dims the input's sizes
   * @param kernel the window's sizes
   * @return the geometry
   * @throws IllegalArgumentException if it does not fit
   */
  public static WindowGeometry of(OnnxNode node, int[] dims, int[] kernel) {
    int rank = dims.length - 2;
    if (rank < 1 || kernel.length != rank) {
      throw new IllegalArgumentException(
          "a window of " + kernel.length + " axes over " + Dims.text(dims));
    }
    int[] in = Arrays.copyOfRange(dims, 2, dims.length);
    int[] strides = positive(node, "strides", rank);
    int[] dilations = positive(node, "dilations", rank);
    int[] before = new int[rank];
    int[] after = new int[rank];
    int[] out = new int[rank];
    String auto = node.text("auto_pad", "NOTSET");
    long[] pads = node.wholes("pads", new long[2 * rank]);
    if (pads.length != 2 * rank) {
      throw new IllegalArgumentException("attribute pads must have " + 2 * rank + " numbers");
    }
    boolean ceil = node.whole("ceil_mode", 0) != 0;
    for (int i = 0; i < rank; i++) {
      if (kernel[i] < 1 || in[i] < 1) {
        throw new IllegalArgumentException("an empty window or tensor");
      }
      long reach = (long) dilations[i] * (kernel[i] - 1) + 1;
      if (auto.startsWith("SAME")) {
        out[i] = (in[i] + strides[i] - 1) / strides[i];
        long total = Math.max(0, (long) (out[i] - 1) * strides[i] + reach - in[i]);
        long less = total / 2;
        before[i] = size(auto.equals("SAME_UPPER") ? less : total - less);
        after[i] = size(total - before[i]);
        continue;
      }
      before[i] = auto.equals("VALID") ? 0 : size(pads[i]);
      after[i] = auto.equals("VALID") ? 0 : size(pads[rank + i]);
      long room = (long) in[i] + before[i] + after[i] - reach;
      if (room < 0) {
        throw new IllegalArgumentException(
            "a window of " + reach + " does not fit into " + in[i] + " places");
      }
      long count = (ceil ? (room + strides[i] - 1) / strides[i] : room / strides[i]) + 1;
      if (ceil && (count - 1) * strides[i] >= (long) in[i] + before[i]) {
        count--; // the last window must begin inside
      }
      out[i] = size(count);
    }
    return new WindowGeometry(in, out, kernel, strides, dilations, before, after);
  }

  /**
   * The whole plane as one window.
   *
   * @param dims the input's sizes
   * @return the geometry
   */
  public static WindowGeometry global(int[] dims) {
    int rank = dims.length - 2;
    if (rank < 1) {
      throw new IllegalArgumentException("no places to pool in " + Dims.text(dims));
    }
    int[] in = Arrays.copyOfRange(dims, 2, dims.length);
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    return new WindowGeometry(in, ones, in.clone(), ones, ones, new int[rank], new int[rank]);
  }

  private static int size(long value) {
    if (value < 0 || value > Dims.MOST) {
      throw new IllegalArgumentException("a size or padding of " + value);
    }
    return (int) value;
  }

  private static int[] positive(OnnxNode node, String attribute, int rank) {
    long[] given = node.wholes(attribute, null);
    int[] values = new int[rank];
    Arrays.fill(values, 1);
    if (given == null) {
      return values;
    }
    if (given.length != rank) {
      throw new IllegalArgumentException(
          "attribute " + attribute + " must have " + rank + " numbers");
    }
    for (int i = 0; i < rank; i++) {
      if (given[i] < 1 || given[i] > Dims.MOST) {
        throw new IllegalArgumentException("attribute " + attribute + " holds " + given[i]);
      }
      values[i] = (int) given[i];
    }
    return values;
  }

  /**
   * The place that a cell of a window covers.
   *
   * @param axis the axis
   * @param window which window along it
   * @param cell which of its cells
   * @return the place, or -1 in the padding
   */
  public int place(int axis, int window, int cell) {
    int at = window * strides[axis] - before[axis] + cell * dilations[axis];
    return at >= 0 && at < in[axis] ? at : -1;
  }

  /**
   * The sizes of a result.
   *
   * @param batch first size
   * @param channels second size
   * @return with the windows behind
   */
  public int[] outDims(int batch, int channels) {
    int[] dims = new int[out.length + 2];
    dims[0] = batch;
    dims[1] = channels;
    System.arraycopy(out, 0, dims, 2, out.length);
    Dims.count(dims);
    return dims;
  }
}
