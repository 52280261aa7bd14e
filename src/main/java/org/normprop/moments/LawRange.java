package org.normprop.moments;

/**
 * An interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
record LawRange(double low, double high) {

  /** The interval of a x + b for x in this one, a positive. */
  LawRange affine(double a, double b) {
    return new LawRange(a * low + b, a * high + b);
  }

  double width() {
    return high - low;
  }
}
