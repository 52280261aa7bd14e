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

  /** The part inside another interval; one of its ends if there is none. */
  LawRange within(LawRange other) {
    return new LawRange(
        Math.max(other.low, Math.min(low, other.high)),
        Math.min(other.high, Math.max(high, other.low)));
  }

  double width() {
    return high - low;
  }
}
