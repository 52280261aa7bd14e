package org.normprop.data;

import java.util.Locale;

/** Rows of features, all of one length. */
sealed interface Features {

  /** The number of rows. */
  int rows();

  /** The number of values of a row. */
  int size();

  /** Writes a row at an offset of an array. */
  void copy(int row, float[] to, int offset);

  /** The same rows, normalised as they are copied. */
  Features normalised(InputNorm norm);

  /** Pixels, a byte each: three quarters of the memory saved, and no digit lost. */
  final class Pixels implements Features {

    private final int rowSize;
    private final byte[] bytes;

    /** What a byte stands for, the same for all values of a row or by channel. */
    private final float[][] valueOf;

    /**
     * Keeps the array.
     *
     * @param white the byte that stands for 1
     */
    Pixels(int rowSize, byte[] bytes, int white) {
      this(rowSize, bytes, new float[1][256]);
      for (int b = 0; b < valueOf[0].length; b++) {
        valueOf[0][b] = (float) b / white;
      }
    }

    private Pixels(int rowSize, byte[] bytes, float[][] valueOf) {
      this.rowSize = rowSize;
      this.bytes = bytes;
      this.valueOf = valueOf;
    }

    @Override
    public int size() {
      return rowSize;
    }

    @Override
    public int rows() {
      return bytes.length / rowSize;
    }

    @Override
    public void copy(int row, float[] to, int offset) {
      int from = row * rowSize;
      int run = rowSize / valueOf.length;
      for (int g = 0; g < valueOf.length; g++) {
        float[] values = valueOf[g];
        for (int i = g * run; i < (g + 1) * run; i++) {
          to[offset + i] = values[bytes[from + i] & 0xFF];
        }
      }
    }

    /** There are only 256 values to normalise, for each channel. */
    @Override
    public Features normalised(InputNorm norm) {
      if (norm.mode() == InputNorm.Mode.ELEMENT || valueOf.length > 1) {
        return new Normalised(this, norm);
      }
      float[][] values = new float[Math.max(1, norm.groups())][];
      for (int g = 0; g < values.length; g++) {
        values[g] = valueOf[0].clone();
        norm.apply(g, values[g], 0, values[g].length);
      }
      return new Pixels(rowSize, bytes, values);
    }
  }

  /** Any finite numbers. */
  final class Floats implements Features {

    private final int rowSize;
    private final float[] values;

    /** Keeps the array, and checks it; the message names the data set. */
    Floats(String of, int rowSize, float[] values) {
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s: feature %d of row %d must be finite, got %s",
                  of,
                  i % rowSize,
                  i / rowSize,
                  values[i]));
        }
      }
      this.rowSize = rowSize;
      this.values = values;
    }

    @Override
    public int size() {
      return rowSize;
    }

    @Override
    public int rows() {
      return values.length / rowSize;
    }

    @Override
    public void copy(int row, float[] to, int offset) {
      System.arraycopy(values, row * rowSize, to, offset, rowSize);
    }

    @Override
    public Features normalised(InputNorm norm) {
      return new Normalised(this, norm);
    }
  }

  /** Rows that are normalised one by one. */
  record Normalised(Features features, InputNorm norm) implements Features {

    @Override
    public int size() {
      return features.size();
    }

    @Override
    public int rows() {
      return features.rows();
    }

    @Override
    public void copy(int row, float[] to, int offset) {
      features.copy(row, to, offset);
      norm.apply(to, offset, 1);
    }

    @Override
    public Features normalised(InputNorm next) {
      return new Normalised(this, next);
    }
  }

  /** Some values of each row, in an order of their own. */
  record Picked(Features features, int[] places) implements Features {

    @Override
    public int rows() {
      return features.rows();
    }

    @Override
    public void copy(int row, float[] to, int offset) {
      float[] all = new float[features.size()];
      features.copy(row, all, 0);
      for (int i = 0; i < places.length; i++) {
        to[offset + i] = all[places[i]];
      }
    }

    @Override
    public int size() {
      return places.length;
    }

    @Override
    public Features normalised(InputNorm norm) {
      return new Normalised(this, norm);
    }
  }
}
