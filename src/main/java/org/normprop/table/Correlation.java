package org.normprop.table;

/** How the normals that go into a unit hang together. */
public sealed interface Correlation {

  /** They are independent. */
  Correlation NONE = new Equal(0);

  /**
   * Every two of them correlate by the same number.
   *
   * @param rho the correlation, in [0, 1]
   */
  record Equal(double rho) implements Correlation {

    /** Checks the range. */
    public Equal {
      if (!(rho >= 0 && rho <= 1)) {
        throw new IllegalArgumentException("rho must be in [0, 1], got " + rho);
      }
    }
  }
}
