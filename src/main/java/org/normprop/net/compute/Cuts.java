package org.normprop.net.compute;

/**
 * How to cut a matrix product [m, k] by [k, n] into products of at most a million multiply-adds.
 *
 * <p>Up to that size OpenBLAS multiplies on AVX-512 machines without copying its operands into
 * packed form first, at 100 to 115 GFLOP/s a core where large ones come to 80 to 95. The cut
 * depends on the shape alone, so that sums are made in the same order on each call.
 *
 * @param rows of C in a piece
 * @param columns of C in a piece
 * @param depth terms of the sums in a piece
 */
record Cuts(int rows, int columns, int depth) {

  /** The most multiply-adds for which OpenBLAS takes its kernels for small matrices. */
  private static final int SMALL = 1_000_000;

  /** Whether cutting does any good. */
  static boolean suit(boolean dots, int m, int n, int k) {
    // Sums along both operands' rows are slow to start: short ones gain nothing.
    return (double) m * n * k > SMALL && (!dots || k >= 128);
  }

  /**
   * The cut of a large product.
   *
   * @param dots whether the sums run along the rows of both operands as they lie
   */
  static Cuts of(boolean dots, int m, int n, int k) {
    if (dots) {
      return new Cuts(part(m, 32), part(n, 32), part(k, 896));
    }
    int columns = part(n, 256);
    int depth = part(k, 256);
    return new Cuts(part(m, Math.max(8, SMALL / (columns * depth))), columns, depth);
  }

  /** The length of equal parts of at most so much, in whole vectors of 8 where there are two. */
  private static int part(int total, int most) {
    if (total <= most) {
      return total;
    }
    int parts = (total + most - 1) / most;
    int even = (total + parts - 1) / parts;
    return Math.min((even + 7) / 8 * 8, Math.max(8, most / 8 * 8));
  }
}
