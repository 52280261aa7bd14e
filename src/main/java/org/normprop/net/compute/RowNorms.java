package org.normprop.net.compute;

/** The l2 norms of rows of weights. */
public final class RowNorms {

  /** The square of the length below which a row has no direction. */
  private static final double LEAST_SQUARES = 1e-24;

  private RowNorms() {}

  /**
   * 1/|w| of a row.
   *
   * @param w holds the row
   * @param at where it starts
   * @param columns its length
   * @param blas what computes
   * @return the inverse of its l2 norm; 0 for a row of zeros, which has no direction, and for one
   *     shorter than 1e-12, whose gradient's factor 1/|w|^3 would overflow
   */
  public static double inverse(float[] w, int at, int columns, Blas blas) {
    double squares = Loops.dot(w, at, w, at, columns, blas);
    if (!(squares > 1e-30 && squares < 1e30)) {
      // Outside of this range float32 squares lose digits.
      squares = 0;
      for (int j = at; j < at + columns; j++) {
        squares += (double) w[j] * w[j];
      }
    }
    return squares < LEAST_SQUARES ? 0 : 1 / Math.sqrt(squares);
  }

  /** Whether a row of one weight is long enough to be divided by its norm. */
  static boolean hasDirection(float w) {
    return (double) w * w >= LEAST_SQUARES;
  }

  /** Divides every row of a parameter by its norm; a row of zeros stays. */
  public static void project(Parameter parameter, Blas blas) {
    int columns = parameter.columns();
    float[] w = parameter.values();
    for (int row = 0; row < parameter.rows(); row++) {
      double inverse = inverse(w, row * columns, columns, blas);
      for (int j = row * columns; j < (row + 1) * columns; j++) {
        w[j] *= (float) inverse;
      }
    }
  }
}
