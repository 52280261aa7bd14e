package org.normprop.net.onnx.measure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.normprop.net.onnx.read.ElementType;

/**
 * Some elements of a tensor at work: their distances from a pivot in units of a spread, and powers
 * of these, summed side by side. Sums are formed in float32, of few elements each, and added up in
 * float64. Every loop has one index and stores into one array, so that the compiler makes it take
 * eight elements at once. Not safe for threads; one serves all tensors of a thread.
 */
final class SampleBlock {

  /** Elements of a block. */
  static final int SIZE = 4096;

  /** So many elements of a channel are added in halves. */
  private static final int LONG = 96;

  /** Blocks whose powers are summed in float32. */
  private static final int TOGETHER = 32;

  private final float[] values = new float[SIZE];
  private final int[] bits = new int[SIZE];
  private final float[] distance = new float[SIZE];
  private final float[] square = new float[SIZE];

  /** Sums side by side: distances, squares, third and fourth powers. */
  private final float[] first = new float[SIZE];

  private final float[] second = new float[SIZE];
  private final float[] third = new float[SIZE];
  private final float[] fourth = new float[SIZE];

  private final float[] halves = new float[SIZE];
  private final float[] others = new float[SIZE / 2];

  private ElementType type;
  private ByteBuffer bytes;
  private FloatBuffer floats;
  private IntBuffer ints;
  private float pivot;
  private float inverse;
  private int width;
  private int blocks;
  private final double[] powers = new double[5];

  /** Begins with a tensor. */
  void begin(ElementType newType, ByteBuffer elements, float newPivot, float spread) {
    type = newType;
    bytes = elements.duplicate().order(ByteOrder.nativeOrder());
    floats = type == ElementType.FLOAT ? bytes.asFloatBuffer() : null;
    ints = type == ElementType.FLOAT ? bytes.asIntBuffer() : null;
    pivot = newPivot;
    inverse = 1 / spread;
    Arrays.fill(powers, 0);
  }

  /** Elements as they are. */
  float[] values(int from, int n) {
    if (floats != null) {
      floats.get(from, values, 0, n);
    } else {
      TensorBytes.get(type, bytes, from, values, n);
    }
    return values;
  }

  /** Takes elements in the place of those before; their third and fourth powers are added up. */
  void load(int from, int n) {
    values(from, n);
    for (int i = 0; i < n; i++) {
      distance[i] = (values[i] - pivot) * inverse;
    }
    for (int i = 0; i < n; i++) {
      square[i] = distance[i] * distance[i];
    }
    for (int i = 0; i < n; i++) {
      third[i] += square[i] * distance[i];
    }
    for (int i = 0; i < n; i++) {
      fourth[i] += square[i] * square[i];
    }
    powers[4] += zeros(from, n);
    width = Math.max(width, n);
    if (++blocks == TOGETHER) {
      flush();
    }
  }

  private void flush() {
    for (int i = 0; i < width; i++) {
      powers[2] += third[i];
      powers[3] += fourth[i];
    }
    Arrays.fill(third, 0, width, 0);
    Arrays.fill(fourth, 0, width, 0);
    width = 0;
    blocks = 0;
  }

  /** Zeros, -0 among them, without a branch that a rectified tensor would mislead. */
  private int zeros(int from, int n) {
    if (ints != null) {
      ints.get(from, bits, 0, n);
    } else {
      for (int i = 0; i < n; i++) {
        bits[i] = Float.floatToRawIntBits(values[i]);
      }
    }
    int zeros = 0;
    for (int i = 0; i < n; i++) {
      int twice = bits[i] << 1;
      zeros += (twice | -twice) >>> 31 ^ 1;
    }
    return zeros;
  }

  /** Adds the block to sums side by side. */
  void addLanes(int n) {
    for (int i = 0; i < n; i++) {
      first[i] += distance[i];
    }
    for (int i = 0; i < n; i++) {
      second[i] += square[i];
    }
  }

  /** Sums side by side go to their channels, row by row. */
  void takeLanes(int n, double[] sums, double[] squares, int channel, int channels) {
    for (int i = 0, c = 0; i < n; i++) {
      sums[channel + c] += first[i];
      squares[channel + c] += second[i];
      c = c + 1 == channels ? 0 : c + 1;
    }
    Arrays.fill(first, 0, n, 0);
    Arrays.fill(second, 0, n, 0);
  }

  /** Adds a part of the block that is of one channel. */
  void addPart(int from, int n, double[] sums, double[] squares, int channel) {
    if (n >= LONG) {
      sums[channel] += sum(distance, from, n);
      squares[channel] += sum(square, from, n);
      return;
    }
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    int end = from + n;
    int i = from;
    for (; i < end - 2; i += 3) { // sums that do not wait for one another
      a += distance[i];
      b += square[i];
      c += distance[i + 1];
      d += square[i + 1];
      e += distance[i + 2];
      f += square[i + 2];
    }
    for (; i < end; i++) {
      a += distance[i];
      b += square[i];
    }
    sums[channel] += a + c + e;
    squares[channel] += b + d + f;
  }

  /** The sum of some elements: half of them are added to the other until few are left. */
  private double sum(float[] of, int from, int n) {
    System.arraycopy(of, from, halves, 0, n);
    int left = n;
    while (left >= LONG) {
      int half = left / 2;
      System.arraycopy(halves, left - half, others, 0, half);
      for (int i = 0; i < half; i++) {
        halves[i] += others[i];
      }
      left -= half;
    }
    double a = 0;
    double b = 0;
    int i = 0;
    for (; i < left - 1; i += 2) {
      a += halves[i];
      b += halves[i + 1];
    }
    return i < left ? a + b + halves[i] : a + b;
  }

  /** Third and fourth powers and zeros so far, as the last three of five. */
  void takePowers(double[] into) {
    flush();
    for (int k = 2; k < 5; k++) {
      into[k] += powers[k];
    }
  }
}
