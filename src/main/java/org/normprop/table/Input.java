package org.normprop.table;

/**
 * What goes into a unit: normals of one mean and standard deviation, every two of them with the
 * same correlation.
 *
 * @param mean the mean
 * @param std the standard deviation, positive
 * @param rho the correlation of every two inputs, in [0, 1]
 */
public record Input(double mean, double std, double rho) {

  /** Independent N(0, 1). */
  public static final Input STANDARD = new Input(0, 1, 0);

  /** Checks the ranges. */
  public Input {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("the input's mean must be finite, got " + mean);
    }
    if (!(std > 0 && std <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("the input's std must be positive and finite, got " + std);
    }
    if (!(rho >= 0 && rho <= 1)) {
      throw new IllegalArgumentException("rho must be in [0, 1], got " + rho);
    }
  }

  /**
   * Independent normals.
   *
   * @param mean the mean
   * @param std the standard deviation
   * @return the input
   */
  public static Input normal(double mean, double std) {
    return new Input(mean, std, 0);
  }
}
