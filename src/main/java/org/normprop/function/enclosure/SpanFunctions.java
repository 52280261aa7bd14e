package org.normprop.function.enclosure;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Real functions on intervals, widened by more than their values may be wrong. */
final class SpanFunctions {

  /** What a function of StrictMath or Special may be wrong by, in units of the last place. */
  static final int ULPS = 8;

  private SpanFunctions() {}

  /** A function that never falls. */
  static UnaryOperator<Span> rising(DoubleUnaryOperator f) {
    return u -> {
      double low = f.applyAsDouble(u.low());
      if (u.isPoint()) {
        return low == 0 && u.low() == 0 ? Span.ZERO : Span.around(low, ULPS);
      }
      return Span.around(low, f.applyAsDouble(u.high()), ULPS);
    };
  }

  /** A function with bounds that rounding must not pass. */
  static UnaryOperator<Span> limited(double least, double most, UnaryOperator<Span> f) {
    return u -> f.apply(u).within(least, most);
  }

  static UnaryOperator<Span> defined(double from, double to, UnaryOperator<Span> f) {
    return u -> u.low() >= from && u.high() <= to ? f.apply(u) : Span.ALL;
  }

  /** A function of |x| that never falls, or never rises. */
  static Span even(Span u, DoubleUnaryOperator f, boolean rises) {
    double atLeast = f.applyAsDouble(u.mignitude());
    double atMost = f.applyAsDouble(u.magnitude());
    Span known = rises ? Span.around(atLeast, atMost, ULPS) : Span.around(atMost, atLeast, ULPS);
    return known.within(0, Double.POSITIVE_INFINITY); // all of these are
  }

  /** The square root, which is right to the last bit where it is a double. */
  static Span root(Span u) {
    double root = Math.sqrt(u.low());
    boolean isExact = u.isPoint() && Math.fma(root, root, -u.low()) == 0 && root > 1e-100;
    return isExact ? new Span(root, root) : rising(Math::sqrt).apply(u);
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
    return u.magnitude() == 0 ? Span.ONE : even(u, StrictMath::cosh, true);
  }

  static Span arcSlope(Span u) {
    Span inside = Span.ONE.minus(u.squared());
    return rising(Math::sqrt)
        .apply(new Span(Math.max(0, inside.low()), Math.max(0, inside.high())))
        .reciprocal();
  }

  /** sin or cos on an interval, with a maximum at every peak + 2 pi k. */
  static Span wave(Span u, DoubleUnaryOperator f, double minusPeak) {
    if (!(u.width() < 6) || u.magnitude() > 1e15) {
      return new Span(-1, 1);
    }
    double a = f.applyAsDouble(u.low());
    double b = u.isPoint() ? a : f.applyAsDouble(u.high());
    if (a == b && u.isPoint() && u.low() == 0) {
      return new Span(a, a);
    }
    Span ends = Span.between(a, b, ULPS);
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
