package org.normprop.net.onnx.operator;

import java.util.Arrays;
import org.normprop.net.onnx.read.Dims;

/**
 * How Resize and Upsample change a tensor's sizes, and where each new place lies among the old.
 * Immutable, if nobody writes to its arrays.
 *
 * @param from sizes before
 * @param dims sizes after
 * @param scales by how much each axis grows
 * @param roi where cropping begins and ends along each axis, in shares; null without cropping
 */
public record ResizeGeometry(int[] from, int[] dims, double[] scales, double[] roi) {

  /**
   * Of a node.
   *
   * @param call Resize or Upsample
   * @return the geometry
   */
  public static ResizeGeometry of(NodeCall call) {
    int[] from = call.dims(0);
    boolean old = call.node().operator().equals("Upsample") || call.opset() < 11;
    double[] scales = null;
    long[] sizes = null;
    int scalesAt = old ? 1 : 2;
    if (call.node().attributes().get("scales") instanceof float[] given) {
      scales = new double[given.length];
      for (int i = 0; i < given.length; i++) {
        scales[i] = given[i];
      }
    } else if (!old && call.node().hasInput(3)) {
      sizes = call.value(3).asWholes();
    } else {
      float[] given = call.value(scalesAt).asReals();
      scales = new double[given.length];
      for (int i = 0; i < given.length; i++) {
        scales[i] = given[i];
      }
    }
    int[] axes = axes(call, from.length);
    double[] roi = crop(call, axes, from.length);
    int given = scales != null ? scales.length : sizes.length;
    if (given != axes.length) {
      throw new IllegalArgumentException("a scale or size for each axis is wanted");
    }
    int[] dims = from.clone();
    double[] all = new double[from.length];
    Arrays.fill(all, 1);
    double kept = ratio(call, axes, from, sizes);
    for (int i = 0; i < axes.length; i++) {
      int axis = axes[i];
      double range = roi == null ? 1 : roi[2 * axis + 1] - roi[2 * axis];
      if (scales != null) {
        all[axis] = scales[i];
        dims[axis] = size(Math.floor(from[axis] * range * scales[i] + 1e-9));
      } else {
        dims[axis] = size(kept > 0 ? Math.floor(from[axis] * kept + 0.5) : sizes[i]);
        all[axis] = kept > 0 ? kept : sizes[i] / (from[axis] * range);
      }
    }
    Dims.count(dims);
    return new ResizeGeometry(from, dims, all, roi);
  }

  private static double ratio(NodeCall call, int[] axes, int[] from, long[] sizes) {
    String policy = call.node().text("keep_aspect_ratio_policy", "stretch");
    if (sizes == null || policy.equals("stretch")) {
      return 0;
    }
    double ratio = Double.NaN;
    for (int i = 0; i < axes.length; i++) {
      double own = (double) sizes[i] / from[axes[i]];
      ratio =
          Double.isNaN(ratio)
              ? own
              : policy.equals("not_larger") ? Math.min(ratio, own) : Math.max(ratio, own);
    }
    return ratio;
  }

  private static int[] axes(NodeCall call, int rank) {
    long[] given = call.node().wholes("axes", null);
    int[] axes = new int[given == null ? rank : given.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = given == null ? i : Dims.axis(given[i], rank);
    }
    return axes;
  }

  private static double[] crop(NodeCall call, int[] axes, int rank) {
    if (!call.node()
        .text("coordinate_transformation_mode", "half_pixel")
        .equals("tf_crop_and_resize")) {
      return null;
    }
    float[] given = call.value(1).asReals();
    if (given.length != 2 * axes.length) {
      throw new IllegalArgumentException("roi must have two numbers for each axis");
    }
    double[] roi = new double[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      roi[2 * axis + 1] = 1;
    }
    for (int i = 0; i < axes.length; i++) {
      roi[2 * axes[i]] = given[i];
      roi[2 * axes[i] + 1] = given[axes.length + i];
    }
    return roi;
  }

  private static int size(double value) {
    if (!(value >= 0 && value <= Dims.MOST)) {
      throw new IllegalArgumentException("a size of " + value);
    }
    return (int) value;
  }
}
