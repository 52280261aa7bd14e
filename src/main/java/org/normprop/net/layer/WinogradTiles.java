package org.normprop.net.layer;

/**
 * The transformations of {@link WinogradConvolution} for one plane of an image.
 *
 * <p>A padded plane is split by the parity of row and column into four phases. Tile p = (row,
 * column) has its pixel (i, j) in phase (i mod 2, j mod 2) at p + (i/2) pitch + j/2, so that one
 * vector instruction computes many tiles. A row of tiles is followed by one that does not exist;
 * its gradient is 0, and nobody reads its output.
 */
final class WinogradTiles {

  /** Arrays of one worker for one plane. */
  static final class Scratch {
    private final float[][] a;
    private final float[][] t;

    /** Of the input; what lies outside of the image stays 0. */
    private final float[][] phases;

    /** Of the input's gradient. */
    private final float[][] sums;

    /** Tiles moved by (i/2) pitch + j/2; what they do not cover stays 0. */
    private final float[][] moved;

    Scratch(WinogradTiles tiles) {
      int whole = tiles.count + tiles.pitch + 1;
      a = new float[16][tiles.count];
      t = new float[16][tiles.count];
      phases = new float[4][whole];
      sums = new float[4][whole];
      moved = new float[4][whole];
    }
  }

  private final Shape input;
  private final Shape output;
  private final int padding;
  private final int tileRows;
  private final int tileColumns;
  private final int pitch;
  private final int count;

  WinogradTiles(Shape input, Shape output, int padding) {
    this.input = input;
    this.output = output;
    this.padding = padding;
    this.tileRows = (output.height() + 1) / 2;
    this.tileColumns = (output.width() + 1) / 2;
    this.pitch = tileColumns + 1;
    this.count = tileRows * pitch;
  }

  /** How many tiles a plane has, those that do not exist included. */
  int count() {
    return count;
  }

  /** V = B' x B of one plane: position xi goes to v[vAt + xi vStep + tile]. */
  void transformInput(float[] x, int xAt, float[] v, int vAt, int vStep, Scratch s) {
    toPhases(x, xAt, s.phases);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        int from = i / 2 * pitch + j / 2;
        System.arraycopy(s.phases[i % 2 * 2 + j % 2], from, s.a[4 * i + j], 0, count);
      }
    }
    for (int j = 0; j < 4; j++) {
      transform(s.a[j], s.a[4 + j], s.a[8 + j], s.a[12 + j], s.t, j, 4);
    }
    for (int i = 0; i < 4; i++) {
      transform(s.t[4 * i], s.t[4 * i + 1], s.t[4 * i + 2], s.t[4 * i + 3], s.a, 4 * i, 1);
    }
    for (int xi = 0; xi < 16; xi++) {
      System.arraycopy(s.a[xi], 0, v, vAt + xi * vStep, count);
    }
  }

  /** B' applied along one axis: (x0 - x2, x1 + x2, x2 - x1, x1 - x3). */
  private void transform(
      float[] x0, float[] x1, float[] x2, float[] x3, float[][] to, int at, int step) {
    subtract(x0, x2, to[at], count);
    add(x1, x2, to[at + step], count);
    subtract(x2, x1, to[at + 2 * step], count);
    subtract(x1, x3, to[at + 3 * step], count);
  }

  /** u = A' M A of one plane: position xi comes from m[mAt + xi mStep + tile]. */
  void transformProduct(float[] m, int mAt, int mStep, float[] u, int uAt, Scratch s) {
    for (int xi = 0; xi < 16; xi++) {
      System.arraycopy(m, mAt + xi * mStep, s.a[xi], 0, count);
    }
    // A' along columns, then rows: (m0 + m1 + m2, m1 - m2 - m3).
    for (int j = 0; j < 4; j++) {
      sum(s.a[j], s.a[4 + j], s.a[8 + j], s.t[j], count);
      difference(s.a[4 + j], s.a[8 + j], s.a[12 + j], s.t[4 + j], count);
    }
    for (int i = 0; i < 2; i++) {
      sum(s.t[4 * i], s.t[4 * i + 1], s.t[4 * i + 2], s.a[2 * i], count);
      difference(s.t[4 * i + 1], s.t[4 * i + 2], s.t[4 * i + 3], s.a[2 * i + 1], count);
    }
    for (int row = 0; row < output.height(); row++) {
      int from = row / 2 * pitch;
      interleave(
          s.a[row % 2 * 2],
          s.a[row % 2 * 2 + 1],
          from,
          u,
          uAt + row * output.width(),
          output.width());
    }
  }

  /** dM = A du A' of one plane. */
  void transformGradient(float[] d, int dAt, float[] m, int mAt, int mStep, Scratch s) {
    for (int i = 0; i < 2; i++) {
      for (int row = 0; row < tileRows; row++) {
        int y = 2 * row + i;
        int length = y < output.height() ? output.width() : 0;
        split(d, dAt + y * output.width(), length, s.a[2 * i], s.a[2 * i + 1], row * pitch);
      }
    }
    // A along rows: (y0, y0 + y1, y0 - y1, -y1), then along columns.
    for (int j = 0; j < 2; j++) {
      spread(s.a[j], s.a[2 + j], s.t, j, 2);
    }
    for (int i = 0; i < 4; i++) {
      spread(s.t[2 * i], s.t[2 * i + 1], s.a, 4 * i, 1);
    }
    for (int xi = 0; xi < 16; xi++) {
      System.arraycopy(s.a[xi], 0, m, mAt + xi * mStep, count);
    }
  }

  private void spread(float[] y0, float[] y1, float[][] to, int at, int step) {
    System.arraycopy(y0, 0, to[at], 0, count);
    add(y0, y1, to[at + step], count);
    subtract(y0, y1, to[at + 2 * step], count);
    negate(y1, to[at + 3 * step], count);
  }

  /** dx = B dV B' of one plane, tiles added where they overlap. */
  void transformBack(float[] v, int vAt, int vStep, float[] gradient, int gradientAt, Scratch s) {
    for (int xi = 0; xi < 16; xi++) {
      System.arraycopy(v, vAt + xi * vStep, s.a[xi], 0, count);
    }
    // B along one axis: (v0, v1 - v2 + v3, v1 + v2 - v0, -v3).
    for (int j = 0; j < 4; j++) {
      transposed(s.a[j], s.a[4 + j], s.a[8 + j], s.a[12 + j], s.t, j, 4);
    }
    for (int i = 0; i < 4; i++) {
      transposed(s.t[4 * i], s.t[4 * i + 1], s.t[4 * i + 2], s.t[4 * i + 3], s.a, 4 * i, 1);
    }
    for (int phase = 0; phase < 4; phase++) {
      for (int shift = 0; shift < 4; shift++) {
        int xi = 4 * (2 * (shift / 2) + phase / 2) + 2 * (shift % 2) + phase % 2;
        System.arraycopy(s.a[xi], 0, s.moved[shift], shift / 2 * pitch + shift % 2, count);
      }
      sumOfFour(s.moved, s.sums[phase]);
    }
    fromPhases(s.sums, gradient, gradientAt);
  }

  private void transposed(
      float[] v0, float[] v1, float[] v2, float[] v3, float[][] to, int at, int step) {
    System.arraycopy(v0, 0, to[at], 0, count);
    plusMinus(v1, v3, v2, to[at + step], count);
    plusMinus(v1, v2, v0, to[at + 2 * step], count);
    negate(v3, to[at + 3 * step], count);
  }

  /** Splits a plane by the parity of its padded rows and columns. */
  private void toPhases(float[] x, int xAt, float[][] phases) {
    for (int y = 0; y < input.height(); y++) {
      int row = y + padding;
      int from = xAt + y * input.width();
      for (int parity = 0; parity < 2; parity++) {
        float[] phase = phases[row % 2 * 2 + parity];
        int first = (parity + padding) % 2;
        int to = row / 2 * pitch + (first + padding) / 2;
        for (int i = from + first; i < from + input.width(); i += 2, to++) {
          phase[to] = x[i];
        }
      }
    }
  }

  /** The reverse of {@link #toPhases}. */
  private void fromPhases(float[][] phases, float[] x, int xAt) {
    for (int y = 0; y < input.height(); y++) {
      int row = y + padding;
      int to = xAt + y * input.width();
      for (int parity = 0; parity < 2; parity++) {
        float[] phase = phases[row % 2 * 2 + parity];
        int first = (parity + padding) % 2;
        int from = row / 2 * pitch + (first + padding) / 2;
        for (int i = to + first; i < to + input.width(); i += 2, from++) {
          x[i] = phase[from];
        }
      }
    }
  }

  /** Splits a row by the parity of its columns; 0 from {@code length} on. */
  private void split(float[] d, int at, int length, float[] even, float[] odd, int to) {
    for (int k = 0; k < pitch; k++) {
      even[to + k] = 2 * k < length ? d[at + 2 * k] : 0;
      odd[to + k] = 2 * k + 1 < length ? d[at + 2 * k + 1] : 0;
    }
  }

  private static void interleave(
      float[] even, float[] odd, int from, float[] u, int at, int length) {
    for (int k = 0; 2 * k < length; k++) {
      u[at + 2 * k] = even[from + k];
    }
    for (int k = 0; 2 * k + 1 < length; k++) {
      u[at + 2 * k + 1] = odd[from + k];
    }
  }

  private static void add(float[] a, float[] b, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] + b[i];
    }
  }

  private static void subtract(float[] a, float[] b, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] - b[i];
    }
  }

  private static void sum(float[] a, float[] b, float[] c, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] + b[i] + c[i];
    }
  }

  /** a + b - c. */
  private static void plusMinus(float[] a, float[] b, float[] c, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] + b[i] - c[i];
    }
  }

  /** a - b - c. */
  private static void difference(float[] a, float[] b, float[] c, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] - b[i] - c[i];
    }
  }

  private static void negate(float[] a, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = -a[i];
    }
  }

  private static void sumOfFour(float[][] from, float[] to) {
    float[] a = from[0];
    float[] b = from[1];
    float[] c = from[2];
    float[] d = from[3];
    for (int i = 0; i < to.length; i++) {
      to[i] = (a[i] + b[i]) + (c[i] + d[i]);
    }
  }

  /** U = G w G' of one kernel w [3, 3]; t is scratch for 12 values. */
  static void transformKernel(float[] w, int at, float[] t, float[] tile) {
    for (int j = 0; j < 3; j++) {
      float w0 = w[at + j];
      float w1 = w[at + 3 + j];
      float w2 = w[at + 6 + j];
      t[j] = w0;
      t[3 + j] = 0.5f * (w0 + w1 + w2);
      t[6 + j] = 0.5f * (w0 - w1 + w2);
      t[9 + j] = w2;
    }
    for (int i = 0; i < 4; i++) {
      float t0 = t[3 * i];
      float t1 = t[3 * i + 1];
      float t2 = t[3 * i + 2];
      tile[4 * i] = t0;
      tile[4 * i + 1] = 0.5f * (t0 + t1 + t2);
      tile[4 * i + 2] = 0.5f * (t0 - t1 + t2);
      tile[4 * i + 3] = t2;
    }
  }

  /** dw = G' dU G of one kernel; t is scratch for 12 values. */
  static void transformKernelGradient(float[] tile, float[] t, float[] gradient, int at) {
    for (int j = 0; j < 4; j++) {
      float u0 = tile[j];
      float u1 = tile[4 + j];
      float u2 = tile[8 + j];
      float u3 = tile[12 + j];
      t[j] = u0 + 0.5f * (u1 + u2);
      t[4 + j] = 0.5f * (u1 - u2);
      t[8 + j] = 0.5f * (u1 + u2) + u3;
    }
    for (int i = 0; i < 3; i++) {
      float t0 = t[4 * i];
      float t1 = t[4 * i + 1];
      float t2 = t[4 * i + 2];
      float t3 = t[4 * i + 3];
      gradient[at + 3 * i] = t0 + 0.5f * (t1 + t2);
      gradient[at + 3 * i + 1] = 0.5f * (t1 - t2);
      gradient[at + 3 * i + 2] = 0.5f * (t1 + t2) + t3;
    }
  }
}
