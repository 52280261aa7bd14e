package org.normprop.net.onnx.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.ElementType;

/**
 * Sums over the elements of one tensor in one sample, in an order that depends on nothing but its
 * shape. Powers are of the distance from a pivot, so that a large mean costs no digits.
 */
final class SampleSums {

  /** Elements that are worth a loop. */
  private static final int FEW = 512;

  /** Rows that are summed in float32. */
  private static final int TOGETHER = 16;

  private final int outer;
  private final int channels;
  private final int inner;
  private final float pivot;
  private final float spread;

  /** Sums of the first four powers, and how many elements are zero. */
  final double[] powers = new double[5];

  /** Sums of values and squares by channel. */
  final double[] sums;

  final double[] squares;

  /**
   * For a tensor.
   *
   * @param dims its sizes
   * @param channelAxis the axis of its channels
   * @param pivot near its mean
   * @param spread near its standard deviation; 0 where there is none
   */
  SampleSums(int[] dims, int channelAxis, float pivot, float spread) {
    int axis = Math.min(channelAxis, dims.length - 1);
    this.channels = dims.length == 0 ? 1 : dims[axis];
    int behind = 1;
    for (int i = axis + 1; i < dims.length; i++) {
      behind *= dims[i];
    }
    this.inner = behind;
    this.outer = channels == 0 ? 0 : Dims.count(dims) / channels / Math.max(1, inner);
    this.pivot = pivot;
    this.spread = spread > 1e-30f && spread < 1e30f ? spread : 1;
    this.sums = new double[channels];
    this.squares = new double[channels];
  }

  /** Elements of a channel. */
  int perChannel() {
    return outer * inner;
  }

  private void clear() {
    Arrays.fill(powers, 0);
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
  }

  /**
   * Takes the elements of a sample in the place of those before.
   *
   * @param block room to work in
   */
  void take(ElementType type, ByteBuffer elements, SampleBlock block) {
    clear();
    block.begin(type, elements, pivot, spread);
    if (inner == 1) {
      rows(block);
    } else {
      planes(block);
    }
    block.takePowers(powers);
    for (int c = 0; c < channels; c++) {
      powers[0] += sums[c];
      powers[1] += squares[c];
    }
    if (!Double.isFinite(powers[1]) || !Double.isFinite(powers[3])) {
      takeExactly(type, elements, block); // far from the spread that was expected
      return;
    }
    double scale = 1;
    for (int k = 0; k < 4; k++) {
      scale *= spread;
      powers[k] *= scale;
    }
    for (int c = 0; c < channels; c++) {
      sums[c] *= spread;
      squares[c] *= (double) spread * spread;
    }
  }

  /** Neighbours are of neighbouring channels: some rows at once, where they are short. */
  private void rows(SampleBlock block) {
    for (int c = 0; c < channels; c += SampleBlock.SIZE) {
      int width = Math.min(SampleBlock.SIZE, channels - c);
      int rows = width < channels ? 1 : Math.max(1, FEW / width);
      for (int o = 0, added = 0; o < outer; o += rows) {
        int n = Math.min(rows, outer - o) * width;
        block.load(o * channels + c, n);
        block.addLanes(n);
        if (++added == TOGETHER || o + rows >= outer) {
          block.takeLanes(rows * width, sums, squares, c, width);
          added = 0;
        }
      }
    }
  }

  /** Neighbours are of one channel: some planes at once, where they are small. */
  private void planes(SampleBlock block) {
    int together = Math.max(1, 2 * FEW / inner);
    int planes = outer * channels;
    for (int from = 0; from < planes; from += together) {
      int n = Math.min(together, planes - from);
      for (int i = 0; i < inner; i += SampleBlock.SIZE) {
        int size = Math.min(SampleBlock.SIZE, inner - i);
        block.load(from * inner + i, n * size);
        for (int k = 0; k < n; k++) {
          block.addPart(k * size, size, sums, squares, (from + k) % channels);
        }
      }
    }
  }

  /** The same by double precision, one after the other: for tensors of an unknown spread. */
  void takeExactly(ElementType type, ByteBuffer elements, SampleBlock block) {
    clear();
    block.begin(type, elements, pivot, spread);
    int count = outer * channels * inner;
    for (int from = 0; from < count; from += SampleBlock.SIZE) {
      int n = Math.min(SampleBlock.SIZE, count - from);
      float[] values = block.values(from, n);
      int c = from / inner % channels;
      int left = inner - from % inner;
      for (int i = 0; i < n; i++) {
        double d = (double) values[i] - pivot;
        double dd = d * d;
        sums[c] += d;
        squares[c] += dd;
        if (--left == 0) {
          left = inner;
          c = c + 1 == channels ? 0 : c + 1;
        }
        powers[0] += d;
        powers[1] += dd;
        powers[2] += dd * d;
        powers[3] += dd * dd;
        powers[4] += values[i] == 0 ? 1 : 0;
      }
    }
  }
}
