package org.normprop.function.formula;

/**
 * A term's value and derivative at a point.
 *
 * @param slope the derivative, NaN where it or the value is close to overflow
 */
record Sample(double x, double y, double slope) {

  private static final double HUGE = 1e300;

  Sample {
    if (!(Math.abs(y) < HUGE && Math.abs(slope) < HUGE)) {
      slope = Double.NaN;
    }
  }

  static Sample of(Term term, double x) {
    return new Sample(x, term.value(x), term.slope(x));
  }

  double sign() {
    return Math.signum(y);
  }
}
