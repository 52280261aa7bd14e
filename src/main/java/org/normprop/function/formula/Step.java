package org.normprop.function.formula;

/**
 * Two neighbouring samples that are not zero, with no wall between them, and what they tell of the
 * zeros between.
 *
 * @param zero a point between them where the term is zero, or NaN if none is known
 */
record Step(Step.Sample a, Step.Sample b, double zero) {

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

  Step(Sample a, Sample b) {
    this(a, b, Double.NaN);
  }

  boolean hasKnownZero() {
    return !Double.isNaN(zero);
  }

  /** Whether neither derivative is known: the term has no value here, or overflows. */
  boolean isBlind() {
    return Double.isNaN(a.slope()) && Double.isNaN(b.slope());
  }

  boolean crosses() {
    return a.sign() * b.sign() < 0;
  }

  double rise() {
    return b.y() - a.y();
  }

  /** The rise that the derivatives at both ends make expect. */
  double expectedRise() {
    return (b.x() - a.x()) * (a.slope() + b.slope()) / 2;
  }

  /** One zero and no more: monotone, and of one shape. */
  boolean crossesOnce() {
    double rise = rise();
    return crosses()
        && a.slope() * rise > 0
        && b.slope() * rise > 0
        && Math.abs(rise - expectedRise()) <= Math.abs(rise) / 4;
  }

  /** No zero: far enough from it for the curve's bends. */
  boolean staysAway() {
    return !crosses()
        && !dips()
        && Math.abs(rise() - expectedRise()) <= Math.min(Math.abs(a.y()), Math.abs(b.y())) / 4;
  }

  /** Whether |y| has a minimum inside, and the tangents at both ends meet beyond zero. */
  boolean dips() {
    if (!hasMinimum()) {
      return false;
    }
    double t = (rise() - b.slope() * (b.x() - a.x())) / (a.slope() - b.slope());
    return a.sign() * (a.y() + a.slope() * t) <= 0;
  }

  boolean hasMinimum() {
    return !crosses() && a.sign() * a.slope() < 0 && a.sign() * b.slope() > 0;
  }

  /** The distance from the origin. */
  double distance() {
    return Math.min(Math.abs(a.x()), Math.abs(b.x()));
  }
}
