package org.normprop.report.plot;

/** How a line is broken, so that it can be told from others without its colour. */
public enum Dash {
  /** Not at all. */
  SOLID(),
  /** Into dashes. */
  DASHED(6, 4),
  /** Into dots. */
  DOTTED(1.5, 3.5);

  private final double[] lengths;

  Dash(double... lengths) {
    this.lengths = lengths;
  }

  /** On, off; empty for a solid line. */
  double[] lengths() {
    return lengths.clone();
  }
}
