package org.normprop.function.enclosure;

/** Real functions on intervals, widened by more than their values may be wrong. */
final class SpanFunctions {

  /** What a function of StrictMath or Special may be wrong by, in units of the last place. */
  static final int ULPS = 8;

  private SpanFunctions() {}

  /** Between two values that were computed of a function that is never negative. */
  static Span between(double least, double most) {
    return Span.around(least, most, ULPS).within(0, Double.POSITIVE_INFINITY);
  }

  /** The square root, which is right to the last bit where it is a double. */
  static Span root(Span u) {
    double root = Math.sqrt(u.low());
    boolean isExact = u.isPoint() && Math.fma(root, root, -u.low()) == 0 && root > 1e-100;
    if (isExact) {
      return new Span(root, root);
    }
    if (u.isPoint()) {
      return root == 0 ? Span.ZERO : Span.around(root, ULPS);
    }
    return Span.around(root, Math.sqrt(u.high()), ULPS);
  }

  static Span exp(Span u) {
    if (u.low() == 0 && u.high() == 0) {
      return Span.ONE;
    }
    double low = StrictMath.exp(u.low());
    return new Span(
        Math.max(0, low - 2 * Math.ulp(low)),
        StrictMath.exp(u.high()) * (1 + 0x1p-51) + Double.MIN_VALUE);
  }

  static Span cosh(Span u) {
    return u.magnitude() == 0
        ? Span.ONE
        : between(StrictMath.cosh(u.mignitude()), StrictMath.cosh(u.magnitude()));
  }

  /** sin or cos on an interval, with a maximum at every pi/2 + 2 pi k or at every 2 pi k. */
  static Span wave(Span u, boolean isSine) {
    if (!(u.width() < 6) || u.magnitude() > 1e15) {
      return new Span(-1, 1);
    }
    double a = wave(u.low(), isSine);
    double b = u.isPoint() ? a : wave(u.high(), isSine);
    if (a == b && u.isPoint() && u.low() == 0) {
      return new Span(a, a);
    }
    Span ends = Span.between(a, b, ULPS);
    double minusPeak = isSine ? -Math.PI / 2 : 0;
    double from = (u.low() + minusPeak) / Math.PI;
    double to = (u.high() + minusPeak) / Math.PI;
    // half turns between: even ones are maxima
    double slack = 1e-15 * (1 + u.magnitude());
    double first = Math.ceil(from - slack);
    double low = ends.low();
    double high = ends.high();
    for (double k = first; k <= to + slack; k++) {
      if (k % 2 == 0) {
        high = 1;
      } else {
        low = -1;
      }
    }
    return new Span(Math.max(-1, low), Math.min(1, high));
  }

  private static double wave(double x, boolean isSine) {
    return isSine ? StrictMath.sin(x) : StrictMath.cos(x);
  }

  static Span power(Span u, double p, boolean isWhole) {
    if (!isWhole && u.low() < 0) {
      return Span.ALL;
    }
    if (u.isPoint() && u.low() == 1) {
      return Span.ONE;
    }
    double a = StrictMath.pow(u.low(), p);
    double b = StrictMath.pow(u.high(), p);
    if (isWhole && p % 2 == 0 && u.low() < 0 && u.high() > 0) {
      return new Span(0, Math.max(a, b) + ULPS * Math.ulp(Math.max(a, b)));
    }
    return Span.between(a, b, ULPS);
  }
}
