package org.normprop.net.onnx.predict.signal;

import java.util.Arrays;
import org.normprop.net.compute.Blas;
import org.normprop.net.onnx.operator.Layout;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/** Products of matrices, or of stacks of them, whose elements are independent. */
public final class MatrixProduct {

  /** Products of fewer multiplications are done here. */
  private static final long FEW = 200_000;

  private MatrixProduct() {}

  /** Mean, mean square and variance of a factor's elements; variance null for constants. */
  public record Factor(int[] dims, float[] mean, float[] variance) {

    public static Factor of(Factors weights) {
      return new Factor(weights.dims(), weights.mean(), weights.variance());
    }

    /** As matrices: a vector becomes a row on the left, a column on the right. */
    public Factor asMatrix(boolean left) {
      if (dims.length > 1) {
        return this;
      }
      int[] shape = left ? new int[] {1, dims[0]} : new int[] {dims[0], 1};
      return new Factor(shape, mean, variance);
    }

    public float[] squared() {
      float[] square = new float[mean.length];
      for (int i = 0; i < square.length; i++) {
        square[i] = mean[i] * mean[i];
      }
      return square;
    }
  }

  /**
   * E(sum a b) = sum ma mb, Var = sum va mb^2 + ma^2 vb + va vb.
   *
   * @param dims the result's sizes
   */
  public static TensorSignal of(int[] dims, int[] stored, Factor left, Factor right) {
    Factor a = left.asMatrix(true);
    Factor b = right.asMatrix(false);
    int m = a.dims[a.dims.length - 2];
    int k = a.dims[a.dims.length - 1];
    int n = b.dims[b.dims.length - 1];
    int[] stackA = Arrays.copyOf(a.dims, a.dims.length - 2);
    int[] stackB = Arrays.copyOf(b.dims, b.dims.length - 2);
    int[] stack = Dims.broadcast(stackA, stackB);
    int[] atA = Layout.stepped(stack, 0, Dims.broadcastStrides(stackA, stack)).source();
    int[] atB = Layout.stepped(stack, 0, Dims.broadcastStrides(stackB, stack)).source();
    int count = atA.length;
    float[] mean = new float[count * m * n];
    float[] variance = new float[mean.length];
    float[] squareA = b.variance == null ? null : a.squared();
    float[] squareB = a.variance == null ? null : b.squared();
    if (a.variance != null && b.variance != null) {
      // va mb^2 + va vb = va (mb^2 + vb)
      for (int i = 0; i < squareB.length; i++) {
        squareB[i] += b.variance[i];
      }
    }
    float[] part = new float[m * n];
    // One long product where the right one is the same for the whole stack.
    boolean one = stackB.length == 0 || Dims.count(stackB) == 1;
    int rows = one ? count * m : m;
    for (int s = 0; s < (one ? 1 : count); s++) {
      int ia = atA[s] * m * k;
      int ib = atB[s] * k * n;
      int ic = s * m * n;
      product(rows, n, k, a.mean, ia, b.mean, ib, mean, ic);
      if (a.variance != null) {
        product(rows, n, k, a.variance, ia, squareB, ib, variance, ic);
      }
      if (b.variance != null) {
        part = part.length < rows * n ? new float[rows * n] : part;
        product(rows, n, k, squareA, ia, b.variance, ib, part, 0);
        for (int i = 0; i < rows * n; i++) {
          variance[ic + i] += part[i];
        }
      }
    }
    return TensorSignal.normal(dims, stored, mean, variance);
  }

  /** Elements of a matrix that are squared at a time. */
  private static final int PART = 1 << 18;

  /** Rows by a matrix of constants: E = mean W, Var = variance W^2, some rows of W at a time. */
  public static TensorSignal weighted(
      int[] dims, int[] stored, float[] mean, float[] variance, TensorValue weights) {
    int k = weights.dims()[0];
    int n = weights.dims()[1];
    int m = mean.length / Math.max(1, k);
    float[] newMean = new float[m * n];
    float[] newVariance = new float[m * n];
    int rows = Math.max(1, Math.min(k, PART / Math.max(1, n)));
    float[] part = new float[rows * n];
    float[] squares = new float[rows * n];
    Blas blas = Blas.load();
    for (int from = 0; from < k; from += rows) {
      int depth = Math.min(rows, k - from);
      weights.copy(from * n, part, depth * n);
      for (int i = 0; i < depth * n; i++) {
        squares[i] = part[i] * part[i];
      }
      boolean adds = from > 0;
      blas.multiply(m, n, depth, mean, from, k, part, 0, n, adds, newMean, 0, n);
      blas.multiply(m, n, depth, variance, from, k, squares, 0, n, adds, newVariance, 0, n);
    }
    return TensorSignal.normal(dims, stored, newMean, newVariance);
  }

  private static void product(
      int m, int n, int k, float[] a, int ia, float[] b, int ib, float[] c, int ic) {
    multiply(false, false, m, n, k, a, ia, b, ib, c, ic);
  }

  /** Rows of a block of a symmetric product. */
  private static final int BLOCK = 128;

  /**
   * C [n, n] = A [n, k] B [n, k]^T of which it is known that it is symmetric: the lower half is
   * computed, block by block.
   */
  public static float[] symmetric(int n, int k, float[] a, float[] b) {
    float[] c = new float[n * n];
    float[] part = new float[BLOCK * n];
    for (int from = 0; from < n; from += BLOCK) {
      int rows = Math.min(BLOCK, n - from);
      int columns = from + rows;
      multiply(false, true, rows, columns, k, a, from * k, b, 0, part, 0);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(part, i * columns, c, (from + i) * n, columns);
      }
    }
    mirror(c, n);
    return c;
  }

  /** C [rows, n] = W B of a W [rows, k] that is 0 beside as many blocks along its diagonal. */
  public static void blocks(
      int count, int rows, int k, int n, float[] w, float[] b, float[] result) {
    Blas blas = Blas.load();
    int high = rows / count;
    int deep = k / count;
    for (int g = 0; g < count; g++) {
      int at = g * high * k + g * deep;
      int to = g * high * n;
      blas.multiply(high, n, deep, w, at, k, b, g * deep * n, n, false, result, to, n);
    }
  }

  /** C [rows, rows] += A [rows, k] W^T of a W [rows, k] of blocks along its diagonal. */
  public static void addByBlocks(int count, int rows, int k, float[] a, float[] w, float[] result) {
    Blas blas = Blas.load();
    int high = rows / count;
    int deep = k / count;
    for (int g = 0; g < count; g++) {
      int at = g * high * k + g * deep;
      blas.multiplyByTransposed(
          rows, high, deep, a, g * deep, k, w, at, k, true, result, g * high, rows);
    }
  }

  /** Sides of a tile: its rows are read and written as they lie, which caches like. */
  private static final int TILE = 32;

  /** The lower half of a square in the place of the upper one, tile by tile. */
  public static void mirror(float[] c, int n) {
    float[] tile = new float[TILE * TILE];
    for (int top = 0; top < n; top += TILE) {
      int rows = Math.min(TILE, n - top);
      for (int left = 0; left < top; left += TILE) {
        turn(c, top * n + left, n, rows, TILE, tile, c, left * n + top, n);
      }
      for (int i = top; i < top + rows; i++) {
        for (int j = top; j < i; j++) {
          c[j * n + i] = c[i * n + j];
        }
      }
    }
  }

  /** The transpose of a matrix [rows, columns]. */
  public static float[] transposed(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    float[] tile = new float[TILE * TILE];
    for (int top = 0; top < rows; top += TILE) {
      int high = Math.min(TILE, rows - top);
      for (int left = 0; left < columns; left += TILE) {
        int wide = Math.min(TILE, columns - left);
        int to = left * rows + top;
        turn(values, top * columns + left, columns, high, wide, tile, result, to, rows);
      }
    }
    return result;
  }

  private static void turn(
      float[] source,
      int from,
      int sourceRow,
      int high,
      int wide,
      float[] tile,
      float[] target,
      int to,
      int targetRow) {
    for (int i = 0; i < high; i++) {
      for (int j = 0; j < wide; j++) {
        tile[j * TILE + i] = source[from + i * sourceRow + j];
      }
    }
    for (int j = 0; j < wide; j++) {
      System.arraycopy(tile, j * TILE, target, to + j * targetRow, high);
    }
  }

  /** C [m, n] at a place = op(A) [m, k] op(B) [k, n]; rows without gaps. */
  public static void multiply(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt) {
    if ((long) m * n * k > FEW && !(transA && transB)) {
      Blas blas = Blas.load();
      if (transA) {
        blas.multiplyTransposed(m, n, k, a, aAt, m, b, bAt, n, false, c, cAt, n);
      } else if (transB) {
        blas.multiplyByTransposed(m, n, k, a, aAt, k, b, bAt, k, false, c, cAt, n);
      } else {
        blas.multiply(m, n, k, a, aAt, k, b, bAt, n, false, c, cAt, n);
      }
      return;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          float x = a[aAt + (transA ? l * m + i : i * k + l)];
          sum += (double) x * b[bAt + (transB ? j * k + l : l * n + j)];
        }
        c[cAt + i * n + j] = (float) sum;
      }
    }
  }
}
