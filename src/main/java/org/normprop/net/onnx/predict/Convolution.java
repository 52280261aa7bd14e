package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.predict.signal.Factors;
import org.normprop.net.onnx.predict.signal.MatrixProduct;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * A convolution of independent cells: mean through w, variance through w^2. Where all places of the
 * input are alike, the windows that lie alike in the padding are computed once.
 */
final class Convolution {

  private final WindowGeometry geometry;
  private final Factors weights;
  private final int groups;
  private final Windows windows;

  Convolution(WindowGeometry geometry, Factors weights, int groups) {
    this.geometry = geometry;
    this.weights = weights;
    this.groups = groups;
    this.windows = new Windows(geometry);
  }

  /** The result without its bias; every place its own, or one for all of them. */
  TensorSignal of(TensorSignal x, boolean full) {
    int[] dims = x.dims();
    int rank = dims.length - 2;
    boolean alike = true;
    int[] wanted = dims.clone();
    for (int i = 2; i < dims.length; i++) {
      alike &= x.stored()[i] == 1;
    }
    if (alike) {
      Arrays.fill(wanted, 2, dims.length, 1);
    }
    TensorSignal in = x.spread(dims, wanted);
    int batch = dims[0];
    int outChannels = weights.dims()[0];
    int[] outDims = geometry.outDims(batch, outChannels);
    int[][] places = alike ? windows.classes() : windows.all();
    int count = places.length;
    int cells = windows.cells();
    int inGroup = dims[1] / groups;
    int outGroup = outChannels / groups;
    int plane = alike ? 1 : Dims.count(Arrays.copyOfRange(dims, 2, dims.length));
    float[] mean = new float[batch * outChannels * count];
    float[] variance = new float[mean.length];
    // Of one cell each and in order, the planes are the columns already.
    boolean plain = !alike && weights.variance() == null && isInOrder(places, plane);
    float[] column = new float[plain ? 0 : inGroup * cells * count];
    for (int b = 0; b < batch; b++) {
      for (int g = 0; g < groups; g++) {
        int from = (b * dims[1] + g * inGroup) * plane;
        int to = (b * outChannels + g * outGroup) * count;
        int at = g * outGroup * inGroup * cells;
        if (plain) {
          float[] w = weights.mean();
          product(w, at, in.mean(), from, outGroup, count, inGroup, mean, to);
          w = weights.square();
          product(w, at, in.variance(), from, outGroup, count, inGroup, variance, to);
          continue;
        }
        unroll(in.mean(), from, plane, inGroup, places, alike, column, false);
        product(weights.mean(), at, column, 0, outGroup, count, inGroup * cells, mean, to);
        unroll(in.variance(), from, plane, inGroup, places, alike, column, false);
        product(weights.square(), at, column, 0, outGroup, count, inGroup * cells, variance, to);
        if (weights.variance() != null) {
          float[] more = new float[outGroup * count];
          unroll(in.mean(), from, plane, inGroup, places, alike, column, true);
          product(weights.variance(), at, column, 0, outGroup, count, inGroup * cells, more, 0);
          for (int i = 0; i < more.length; i++) {
            variance[to + i] += more[i];
          }
        }
      }
    }
    if (!alike) {
      TensorSignal all = TensorSignal.normal(outDims, outDims, mean, variance);
      int[] axes = new int[rank];
      Arrays.setAll(axes, i -> i + 2);
      return full ? all : all.averaged(axes);
    }
    return full
        ? windows.toPlaces(outDims, mean, variance)
        : windows.toAverage(outDims, mean, variance);
  }

  private static boolean isInOrder(int[][] places, int plane) {
    if (places.length != plane) {
      return false;
    }
    for (int p = 0; p < plane; p++) {
      if (places[p].length != 1 || places[p][0] != p) {
        return false;
      }
    }
    return true;
  }

  private void unroll(
      float[] x,
      int from,
      int plane,
      int channels,
      int[][] places,
      boolean alike,
      float[] column,
      boolean squared) {
    int cells = windows.cells();
    int count = places.length;
    for (int c = 0; c < channels; c++) {
      int base = from + c * plane;
      for (int k = 0; k < cells; k++) {
        int row = (c * cells + k) * count;
        for (int p = 0; p < count; p++) {
          int place = places[p][k];
          float value = place < 0 ? 0 : x[base + (alike ? 0 : place)];
          column[row + p] = squared ? value * value : value;
        }
      }
    }
  }

  private static void product(
      float[] w,
      int at,
      float[] column,
      int from,
      int rows,
      int columns,
      int depth,
      float[] out,
      int to) {
    MatrixProduct.multiply(false, false, rows, columns, depth, w, at, column, from, out, to);
  }
}
