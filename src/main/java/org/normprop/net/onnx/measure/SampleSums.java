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

  private static final int BLOCK = 8192;

  private final int outer;
  private final int channels;
  private final int inner;
  private final double pivot;
  private final float[] block = new float[BLOCK];

  /** Sums of the first four powers, and how many elements are zero. */
  final double[] powers = new double[5];

  /** Sums of values and squares by channel. */
  final double[] sums;

  final double[] squares;

  SampleSums(int[] dims, int channelAxis, double pivot) {
    int axis = Math.min(channelAxis, dims.length - 1);
    this.channels = dims.length == 0 ? 1 : dims[axis];
    int behind = 1;
    for (int i = axis + 1; i < dims.length; i++) {
      behind *= dims[i];
    }
    this.inner = behind;
    this.outer = channels == 0 ? 0 : Dims.count(dims) / channels / Math.max(1, inner);
    this.pivot = pivot;
    this.sums = new double[channels];
    this.squares = new double[channels];
  }

  /** Elements of a channel. */
  int perChannel() {
    return outer * inner;
  }

  /** Takes the elements of a sample in the place of those before. */
  void take(ElementType type, ByteBuffer elements) {
    Arrays.fill(powers, 0);
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
    if (inner == 1) {
      int rows = Math.max(1, BLOCK / Math.max(1, channels));
      for (int o = 0; o < outer; o += rows) {
        int n = Math.min(rows, outer - o);
        if (channels <= BLOCK) {
          TensorBytes.get(type, elements, o * channels, block, n * channels);
          for (int r = 0; r < n; r++) {
            row(r * channels, 0, channels);
          }
        } else {
          for (int c = 0; c < channels; c += BLOCK) {
            int part = Math.min(BLOCK, channels - c);
            TensorBytes.get(type, elements, o * channels + c, block, part);
            row(0, c, part);
          }
        }
      }
      return;
    }
    if (inner > BLOCK) {
      for (int plane = 0; plane < outer * channels; plane++) {
        for (int i = 0; i < inner; i += BLOCK) {
          int n = Math.min(BLOCK, inner - i);
          TensorBytes.get(type, elements, plane * inner + i, block, n);
          plane(0, plane % channels, n);
        }
      }
      return;
    }
    int together = BLOCK / inner;
    int planes = outer * channels;
    for (int from = 0; from < planes; from += together) {
      int n = Math.min(together, planes - from);
      TensorBytes.get(type, elements, from * inner, block, n * inner);
      for (int k = 0; k < n; k++) {
        plane(k * inner, (from + k) % channels, inner);
      }
    }
  }

  /** 1 for zeros, -0 among them, without a branch that a rectified tensor would mislead. */
  private static int isZero(float x) {
    int bits = Float.floatToRawIntBits(x) << 1;
    return (bits | -bits) >>> 31 ^ 1;
  }

  /** Neighbours are of neighbouring channels. */
  private void row(int from, int channel, int n) {
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    int zeros = 0;
    for (int i = 0; i < n; i++) {
      float x = block[from + i];
      double d = x - pivot;
      double dd = d * d;
      sums[channel + i] += d;
      squares[channel + i] += dd;
      s1 += d;
      s2 += dd;
      s3 += dd * d;
      s4 += dd * dd;
      zeros += isZero(x);
    }
    add(s1, s2, s3, s4, zeros);
  }

  /** Neighbours are of one channel; several sums each, which the processor forms at once. */
  private void plane(int from, int channel, int n) {
    double a1 = 0;
    double a2 = 0;
    double a3 = 0;
    double a4 = 0;
    double b1 = 0;
    double b2 = 0;
    double b3 = 0;
    double b4 = 0;
    int zeros = 0;
    int end = from + n;
    int i = from;
    for (; i < end - 1; i += 2) {
      float x = block[i];
      float y = block[i + 1];
      double d = x - pivot;
      double e = y - pivot;
      double dd = d * d;
      double ee = e * e;
      a1 += d;
      b1 += e;
      a2 += dd;
      b2 += ee;
      a3 += dd * d;
      b3 += ee * e;
      a4 += dd * dd;
      b4 += ee * ee;
      zeros += isZero(x) + isZero(y);
    }
    if (i < end) {
      double d = block[i] - pivot;
      a1 += d;
      a2 += d * d;
      a3 += d * d * d;
      a4 += d * d * (d * d);
      zeros += isZero(block[i]);
    }
    sums[channel] += a1 + b1;
    squares[channel] += a2 + b2;
    add(a1 + b1, a2 + b2, a3 + b3, a4 + b4, zeros);
  }

  private void add(double s1, double s2, double s3, double s4, double zeros) {
    powers[0] += s1;
    powers[1] += s2;
    powers[2] += s3;
    powers[3] += s4;
    powers[4] += zeros;
  }
}
