package org.normprop.function.enclosure;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.normprop.function.enclosure.Smooth.Bound;
import org.normprop.function.math.Special;

/**
 * Elementary functions of enclosures. Values come from {@link StrictMath} and {@link Special}, and
 * are widened by more than those may be wrong.
 *
 * <p>With z = x + iy: |e^z| = e^x, |cos z|^2 = cos^2 x + sinh^2 y, |cosh z|^2 = (cosh 2x + cos
 * 2y)/2, |e^(-z^2)| = e^(y^2 - x^2).
 */
public final class SmoothFunctions {

  /** What a function of StrictMath or Special may be wrong by, in units of the last place. */
  private static final int ULPS = 8;

  private static final double LN_2 = 0.6931471805599453;
  private static final double LN_10 = 2.302585092994046;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double HUGE = 700;

  private static final Smooth EXP =
      new Smooth(
          SmoothFunctions::exp,
          SmoothFunctions::exp,
          (low, high, y) -> StrictMath.exp(high),
          (low, high, y) -> StrictMath.exp(high));

  private static final Smooth EXPM1 =
      new Smooth(rising(StrictMath::expm1), SmoothFunctions::exp, EXP.steepest(), EXP.bend());

  private static final Smooth LN = logarithm(StrictMath::log, 1);
  private static final Smooth LOG2 = logarithm(u -> StrictMath.log(u) / LN_2, LN_2);
  private static final Smooth LOG10 = logarithm(StrictMath::log10, LN_10);

  private static final Smooth LOG1P =
      new Smooth(
          defined(-1, Double.POSITIVE_INFINITY, rising(StrictMath::log1p)),
          u -> u.plus(Span.ONE).reciprocal(),
          (low, high, y) -> positive(1 + low) / (1 + low),
          (low, high, y) -> positive(1 + low) / (1 + low) / (1 + low));

  private static final Smooth SQRT =
      new Smooth(
          defined(0, Double.POSITIVE_INFINITY, rising(Math::sqrt)),
          u -> rising(Math::sqrt).apply(u).reciprocal().times(new Span(0.5, 0.5)),
          (low, high, y) -> positive(low) * 0.5 / Math.sqrt(low),
          (low, high, y) -> positive(low) * 0.25 / (low * Math.sqrt(low)));

  private static final Smooth CBRT =
      new Smooth(
          rising(StrictMath::cbrt),
          u -> rising(StrictMath::cbrt).apply(u).squared().times(new Span(3, 3)).reciprocal(),
          (low, high, y) -> {
            double least = Math.max(low, -high);
            return positive(least) / (3 * StrictMath.pow(StrictMath.cbrt(least), 2));
          });

  private static final Bound WAVE = (low, high, y) -> StrictMath.cosh(y);
  private static final Smooth SIN =
      new Smooth(
          u -> wave(u, StrictMath::sin, -Math.PI / 2),
          u -> wave(u, StrictMath::cos, 0),
          WAVE,
          WAVE);
  private static final Smooth COS =
      new Smooth(
          u -> wave(u, StrictMath::cos, 0),
          u -> wave(u, StrictMath::sin, -Math.PI / 2).negated(),
          WAVE,
          WAVE);

  private static final Smooth ASIN =
      new Smooth(
          defined(-1, 1, rising(StrictMath::asin)),
          u -> arcSlope(u),
          (low, high, y) ->
              positive(1 - high) * positive(1 + low) / Math.sqrt((1 - high) * (1 + low)));

  private static final Smooth ATAN =
      new Smooth(
          rising(StrictMath::atan),
          u -> u.squared().plus(Span.ONE).reciprocal(),
          (low, high, y) -> 1 / onePlusSquare(low, high, y));

  private static final Smooth SINH =
      new Smooth(
          rising(StrictMath::sinh),
          SmoothFunctions::cosh,
          (low, high, y) -> StrictMath.cosh(most(low, high)),
          (low, high, y) -> StrictMath.cosh(most(low, high)));
  private static final Smooth COSH =
      new Smooth(SmoothFunctions::cosh, rising(StrictMath::sinh), SINH.steepest(), SINH.bend());

  private static final Smooth TANH =
      new Smooth(
          rising(StrictMath::tanh),
          u -> even(u, Special::tanhDerivative, false),
          (low, high, y) -> 2 / hyperbolic(2 * least(low, high), 2 * y));

  private static final Smooth ASINH =
      new Smooth(
          rising(Special::asinh),
          u -> even(u, x -> 1 / StrictMath.hypot(1, x), false),
          (low, high, y) -> 1 / Math.sqrt(onePlusSquare(low, high, y)));

  private static final Smooth ERF =
      new Smooth(
          rising(Special::erf),
          u -> even(u, Special::erfDerivative, false),
          (low, high, y) -> TWO_OVER_SQRT_PI * gaussian(low, high, y, 1),
          (low, high, y) ->
              2 * (most(low, high) + y) * TWO_OVER_SQRT_PI * gaussian(low, high, y, 1));

  private static final Smooth ERFC =
      new Smooth(
          u -> Span.around(Special.erfc(u.high()), Special.erfc(u.low()), 2 * ULPS),
          u -> even(u, Special::erfDerivative, false).negated(),
          ERF.steepest(),
          ERF.bend());

  private static final Smooth NORMAL_CDF =
      new Smooth(
          rising(Special::normalCdf),
          u -> even(u, Special::normalDensity, false),
          (low, high, y) -> 0.4 * gaussian(low, high, y, 0.5),
          (low, high, y) -> (most(low, high) + y) * 0.4 * gaussian(low, high, y, 0.5));

  private static final Smooth BUMP =
      new Smooth(
          u -> even(u, Special::expMinusSquare, false),
          u -> u.times(new Span(-2, -2)).times(even(u, Special::expMinusSquare, false)),
          (low, high, y) -> 2 * (most(low, high) + y) * gaussian(low, high, y, 1),
          (low, high, y) -> {
            double size = most(low, high) + y;
            return (2 + 4 * size * size) * gaussian(low, high, y, 1);
          });

  private static final Smooth SIGMOID =
      new Smooth(
          rising(Special::sigmoid),
          u -> even(u, Special::sigmoidDerivative, false),
          (low, high, y) -> 0.5 / hyperbolic(least(low, high), y));

  private static final Smooth SOFTPLUS =
      new Smooth(
          rising(Special::softplus),
          rising(Special::sigmoid),
          SmoothFunctions::sigmoidSize,
          SIGMOID.steepest());

  private static final Smooth LOG_COSH =
      new Smooth(
          u -> even(u, Special::logCosh, true),
          rising(StrictMath::tanh),
          (low, high, y) -> {
            // |tanh z|^2 = (cosh 2x - cos 2y)/(cosh 2x + cos 2y)
            double cos = 2 * y < Math.PI ? Math.min(0, StrictMath.cos(2 * y)) : -1;
            double cosh = StrictMath.cosh(Math.min(2 * least(low, high), HUGE));
            return Math.sqrt((cosh - cos) / positiveOr(cosh + cos));
          },
          TANH.steepest());

  private SmoothFunctions() {}

  public static Enclosure exp(Enclosure u) {
    return u.apply(EXP);
  }

  public static Enclosure expm1(Enclosure u) {
    return u.apply(EXPM1);
  }

  public static Enclosure ln(Enclosure u) {
    return u.apply(LN);
  }

  public static Enclosure log2(Enclosure u) {
    return u.apply(LOG2);
  }

  public static Enclosure log10(Enclosure u) {
    return u.apply(LOG10);
  }

  public static Enclosure log1p(Enclosure u) {
    return u.apply(LOG1P);
  }

  public static Enclosure sqrt(Enclosure u) {
    return u.apply(SQRT);
  }

  public static Enclosure cbrt(Enclosure u) {
    return u.apply(CBRT);
  }

  public static Enclosure sin(Enclosure u) {
    return u.apply(SIN);
  }

  public static Enclosure cos(Enclosure u) {
    return u.apply(COS);
  }

  public static Enclosure tan(Enclosure u) {
    return sin(u).over(cos(u));
  }

  public static Enclosure asin(Enclosure u) {
    return u.apply(ASIN);
  }

  /** pi/2 - asin u. */
  public static Enclosure acos(Enclosure u) {
    return asin(u).negated().plus(Math.PI / 2);
  }

  public static Enclosure atan(Enclosure u) {
    return u.apply(ATAN);
  }

  public static Enclosure sinh(Enclosure u) {
    return u.apply(SINH);
  }

  public static Enclosure cosh(Enclosure u) {
    return u.apply(COSH);
  }

  public static Enclosure tanh(Enclosure u) {
    return u.apply(TANH);
  }

  public static Enclosure asinh(Enclosure u) {
    return u.apply(ASINH);
  }

  /** ln(u + sqrt(u - 1) sqrt(u + 1)). */
  public static Enclosure acosh(Enclosure u) {
    return ln(u.plus(sqrt(u.plus(-1)).times(sqrt(u.plus(1)))));
  }

  /** ln((1 + u)/(1 - u))/2. */
  public static Enclosure atanh(Enclosure u) {
    return log1p(u).minus(log1p(u.negated())).times(0.5);
  }

  public static Enclosure erf(Enclosure u) {
    return u.apply(ERF);
  }

  public static Enclosure erfc(Enclosure u) {
    return u.apply(ERFC);
  }

  /** Phi(u). */
  public static Enclosure normalCdf(Enclosure u) {
    return u.apply(NORMAL_CDF);
  }

  /** e^(-u^2). */
  public static Enclosure expMinusSquare(Enclosure u) {
    return u.apply(BUMP);
  }

  public static Enclosure sigmoid(Enclosure u) {
    return u.apply(SIGMOID);
  }

  /** ln(1 + e^u). */
  public static Enclosure softplus(Enclosure u) {
    return u.apply(SOFTPLUS);
  }

  public static Enclosure logCosh(Enclosure u) {
    return u.apply(LOG_COSH);
  }

  /** u^p. */
  public static Enclosure power(Enclosure u, double p) {
    boolean isWhole = p == Math.rint(p) && Math.abs(p) <= 1000;
    if (isWhole && p < 0) {
      return power(u, -p).reciprocal();
    }
    if (p == 0) {
      return Enclosure.constant(1);
    }
    if (p == 1 || p == 2) {
      return p == 1 ? u : u.squared();
    }
    return u.apply(
        new Smooth(
            base -> power(base, p, isWhole),
            base -> power(base, p - 1, isWhole).times(new Span(p, p)),
            powerSlope(p, 1, isWhole),
            powerSlope(p, 2, isWhole)));
  }

  private static Span power(Span u, double p, boolean isWhole) {
    if (!isWhole && u.low() < 0) {
      return Span.ALL;
    }
    double a = StrictMath.pow(u.low(), p);
    double b = StrictMath.pow(u.high(), p);
    if (isWhole && p % 2 == 0 && u.low() < 0 && u.high() > 0) {
      return new Span(0, Math.max(a, b) + ULPS * Math.ulp(Math.max(a, b)));
    }
    return Span.between(a, b, ULPS);
  }

  /** |p z^(p-1)|, or |p (p-1) z^(p-2)|. */
  private static Bound powerSlope(double p, int order, boolean isWhole) {
    double factor = Math.abs(order == 1 ? p : p * (p - 1));
    double exponent = p - order;
    return (low, high, y) -> {
      double size = StrictMath.hypot(most(low, high), y);
      if (isWhole && exponent >= 0) {
        return factor * StrictMath.pow(size, exponent);
      }
      return positive(low) * factor * StrictMath.pow(exponent > 0 ? size : low, exponent);
    };
  }

  private static Smooth logarithm(DoubleUnaryOperator value, double ln) {
    Span scale = Span.around(ln, 1);
    return new Smooth(
        defined(0, Double.POSITIVE_INFINITY, rising(value)),
        u -> u.times(scale).reciprocal(),
        (low, high, y) -> positive(low) / (low * ln),
        (low, high, y) -> positive(low) / (low * low * ln));
  }

  /** A function that never falls. */
  private static UnaryOperator<Span> rising(DoubleUnaryOperator f) {
    return u -> {
      double low = f.applyAsDouble(u.low());
      if (u.isPoint()) {
        return low == 0 && u.low() == 0 ? Span.ZERO : Span.around(low, ULPS);
      }
      return Span.around(low, f.applyAsDouble(u.high()), ULPS);
    };
  }

  private static UnaryOperator<Span> defined(double from, double to, UnaryOperator<Span> f) {
    return u -> u.low() >= from && u.high() <= to ? f.apply(u) : Span.ALL;
  }

  /** A function of |x| that never falls, or never rises. */
  private static Span even(Span u, DoubleUnaryOperator f, boolean rises) {
    double atLeast = f.applyAsDouble(u.mignitude());
    double atMost = f.applyAsDouble(u.magnitude());
    return rises ? Span.around(atLeast, atMost, ULPS) : Span.around(atMost, atLeast, ULPS);
  }

  private static Span exp(Span u) {
    if (u.low() == 0 && u.high() == 0) {
      return Span.ONE;
    }
    double low = StrictMath.exp(u.low());
    return new Span(
        Math.max(0, low - 2 * Math.ulp(low)),
        StrictMath.exp(u.high()) * (1 + 0x1p-51) + Double.MIN_VALUE);
  }

  private static Span cosh(Span u) {
    return even(u, StrictMath::cosh, true);
  }

  private static Span arcSlope(Span u) {
    Span inside = Span.ONE.minus(u.squared());
    return rising(Math::sqrt)
        .apply(new Span(Math.max(0, inside.low()), Math.max(0, inside.high())))
        .reciprocal();
  }

  /** sin or cos on an interval, with a maximum at every peak + 2 pi k. */
  private static Span wave(Span u, DoubleUnaryOperator f, double minusPeak) {
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

  private static double most(double low, double high) {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  private static double least(double low, double high) {
    return low > 0 ? low : high < 0 ? -high : 0;
  }

  /** 1 if a number is positive, else infinity. */
  private static double positive(double x) {
    return x > 0 ? 1 : Double.POSITIVE_INFINITY;
  }

  private static double positiveOr(double x) {
    return x > 0 ? x : 0;
  }

  /** A bound of |e^(-c z^2)|. */
  private static double gaussian(double low, double high, double y, double c) {
    double x = least(low, high);
    return StrictMath.exp(c * (y - x) * (y + x)) * (1 + 1e-12);
  }

  /** The least cosh x + cos y for |imaginary| up to y; 0 where it may vanish, which is at x = 0. */
  private static double hyperbolic(double x, double y) {
    double cos = y < Math.PI ? StrictMath.cos(y) : -1;
    return (StrictMath.cosh(Math.min(x, HUGE)) + cos) * (1 - 1e-12);
  }

  /** The least |1 + z^2| = |z - i| |z + i|; 0 where it may vanish, which is at x = 0. */
  private static double onePlusSquare(double low, double high, double y) {
    double x = least(low, high);
    return Math.max(1 + (x - y) * (x + y), x * x) * (1 - 1e-12);
  }

  /**
   * |1/(1 + e^-z)|, by t = e^-x: |1 + e^-z|^2 = 1 + 2 t cos y + t^2; infinite where t may be -1.
   */
  private static double sigmoidSize(double low, double high, double y) {
    double cos = y < Math.PI ? StrictMath.cos(y) : -1;
    double t = Math.max(StrictMath.exp(-high), Math.min(-cos, StrictMath.exp(-low)));
    if (t > 1e9) {
      return 1 / (t - 1);
    }
    return 1 / Math.sqrt(Math.max(0, 1 + 2 * t * cos + t * t)) * (1 + 1e-12);
  }
}
