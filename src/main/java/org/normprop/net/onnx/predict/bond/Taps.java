package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import org.normprop.net.onnx.operator.WindowGeometry;
import org.normprop.net.onnx.predict.signal.MatrixProduct;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/**
 * The weights of a layer: for each cell of its window a matrix from a cloud's channels.
 *
 * @param weights by cell of the window; a row for each output
 * @param outs channels that come out
 * @param centre the cell that lies where its result does; -1 where there is none
 * @param groups of channels that do not see one another: beside its block a matrix is 0
 */
record Taps(float[][] weights, int outs, int centre, int groups) {

  private static final long MOST = 1 << 24;

  /** A matrix, for channels in the order of its inputs. */
  static Taps ofMatrix(TensorValue w, boolean transposed, int[] order, int channels) {
    int width = w.dims()[transposed ? 0 : 1];
    int depth = order.length;
    float[] values = w.asReals();
    float[] taps = new float[width * channels];
    int block = 32; // columns that stay in the cache
    for (int from = 0; from < width; from += block) {
      int to = Math.min(width, from + block);
      for (int i = 0; i < depth; i++) {
        for (int o = from; o < to; o++) {
          taps[o * channels + order[i]] += values[transposed ? o * depth + i : i * width + o];
        }
      }
    }
    return new Taps(new float[][] {taps}, width, 0, 1);
  }

  /** A convolution of images whose channels are a cloud's; null where it is too large. */
  static Taps ofConvolution(NodeStep step) {
    int[] dims = step.call().dims(0);
    TensorValue w = step.constant(1);
    int[] kernel = Arrays.copyOfRange(w.dims(), 2, w.dims().length);
    int count = Dims.count(kernel);
    int outs = w.dims()[0];
    int inGroup = w.dims()[1];
    int ins = dims[1];
    int outGroup = outs / (ins / inGroup);
    if ((long) count * outs * ins > MOST) {
      return null;
    }
    float[] values = w.asReals();
    int centre = centre(WindowGeometry.of(step.node(), dims, kernel));
    if (count == 1 && ins == inGroup) {
      return new Taps(new float[][] {values}, outs, centre, 1);
    }
    float[][] taps = new float[count][outs * ins];
    for (int o = 0; o < outs; o++) {
      for (int i = 0; i < inGroup; i++) {
        for (int k = 0; k < count; k++) {
          taps[k][o * ins + o / outGroup * inGroup + i] = values[(o * inGroup + i) * count + k];
        }
      }
    }
    return new Taps(taps, outs, centre, ins / inGroup);
  }

  /** Channels that go in. */
  int ins() {
    return weights[0].length / outs;
  }

  /** Multiplications of a cell's matrix and a column. */
  long work() {
    return (long) outs * ins() / groups;
  }

  /** The sum over the cells. */
  Taps sum() {
    if (weights.length == 1) {
      return this;
    }
    float[] all = new float[weights[0].length];
    for (float[] w : weights) {
      for (int i = 0; i < all.length; i++) {
        all[i] += w[i];
      }
    }
    return new Taps(new float[][] {all}, outs, 0, groups);
  }

  /** W_k M, of a matrix with as many rows as channels go in. */
  float[] times(int k, float[] m) {
    int ins = ins();
    int columns = m.length / ins;
    int deep = ins / groups;
    int high = outs / groups;
    float[] w = weights[k];
    float[] result = new float[outs * columns];
    if (groups == 1) {
      MatrixProduct.multiply(false, false, outs, columns, ins, w, 0, m, 0, result, 0);
    } else if (deep == 1) {
      for (int o = 0; o < outs; o++) {
        int i = o / high;
        float factor = w[o * ins + i];
        for (int j = 0; j < columns; j++) {
          result[o * columns + j] = factor * m[i * columns + j];
        }
      }
    } else {
      MatrixProduct.blocks(groups, outs, ins, columns, w, m, result);
    }
    return result;
  }

  /** Adds H W_k^T, of a matrix with as many columns as channels go in and rows as come out. */
  void addTimesTransposed(float[] h, int k, float[] into) {
    int ins = ins();
    int deep = ins / groups;
    int high = outs / groups;
    float[] w = weights[k];
    if (deep == 1) {
      for (int r = 0; r < outs; r++) {
        for (int o = 0; o < outs; o++) {
          int i = o / high;
          into[r * outs + o] += h[r * ins + i] * w[o * ins + i];
        }
      }
      return;
    }
    MatrixProduct.addByBlocks(groups, outs, ins, h, w, into);
  }

  private static int centre(WindowGeometry geometry) {
    int centre = 0;
    for (int axis = 0; axis < geometry.out().length; axis++) {
      if (geometry.out()[axis] != geometry.in()[axis]) {
        return -1;
      }
      int own = -1;
      int last = geometry.out()[axis] - 1;
      for (int k = 0; k < geometry.kernel()[axis]; k++) {
        if (geometry.place(axis, 0, k) == 0 && geometry.place(axis, last, k) == last) {
          own = k;
        }
      }
      if (own < 0) {
        return -1;
      }
      centre = centre * geometry.kernel()[axis] + own;
    }
    return centre;
  }
}
