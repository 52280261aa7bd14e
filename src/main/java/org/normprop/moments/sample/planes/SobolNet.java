package org.normprop.moments.sample.planes;

import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * The first 2^levels points of Sobol's sequence, as binary digits.
 *
 * <p>Direction numbers: Joe and Kuo, Constructing Sobol sequences with better two-dimensional
 * projections (2008), as Commons Math carries them. In each coordinate alone every interval of
 * length 2^-levels holds one point. Immutable.
 */
public final class SobolNet {

  /** As many coordinates as Commons Math has direction numbers for. */
  static final int MAX_DIMENSIONS = 1000;

  /** The most levels: an index is an int. */
  public static final int MAX_LEVELS = 30;

  private static final double TWO_TO_32 = 0x1p32;

  private final int levels;
  private final int[][] directions; // per dimension and level; the first digit in the highest bit

  public SobolNet(int dimensions, int levels) {
    this.levels = levels;
    this.directions = new int[dimensions][levels];
    SobolSequenceGenerator generator = new SobolSequenceGenerator(dimensions);
    for (int level = 0; level < levels; level++) {
      // Point i is the sum, modulo 2, of the directions at the ones of i's Gray code i ^ (i >> 1);
      // that of 2^(level+1) - 1 has a single one.
      double[] point = generator.skipTo((2 << level) - 1);
      for (int j = 0; j < dimensions; j++) {
        directions[j][level] = (int) (long) (point[j] * TWO_TO_32);
      }
    }
  }

  int levels() {
    return levels;
  }

  public long size() {
    return 1L << levels;
  }

  /** The digits of one coordinate of the points from an index on, in the order of Gray codes. */
  void fill(int dimension, long from, int[] digits, int n) {
    int[] direction = directions[dimension];
    int x = 0;
    long gray = from ^ (from >>> 1);
    for (int level = 0; level < levels; level++) {
      x ^= direction[level] & -(int) (gray >>> level & 1);
    }
    digits[0] = x;
    for (int i = 1; i < n; i++) {
      x ^= direction[Long.numberOfTrailingZeros(from + i)];
      digits[i] = x;
    }
  }
}
