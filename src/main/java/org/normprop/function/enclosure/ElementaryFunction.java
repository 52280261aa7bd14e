package org.normprop.function.enclosure;

import static org.normprop.function.enclosure.RegionBounds.gaussian;
import static org.normprop.function.enclosure.RegionBounds.hyperbolic;
import static org.normprop.function.enclosure.RegionBounds.least;
import static org.normprop.function.enclosure.RegionBounds.most;
import static org.normprop.function.enclosure.RegionBounds.onePlusSquare;
import static org.normprop.function.enclosure.RegionBounds.positive;
import static org.normprop.function.enclosure.RegionBounds.positiveOr;
import static org.normprop.function.enclosure.SpanFunctions.ULPS;
import static org.normprop.function.enclosure.SpanFunctions.between;
import static org.normprop.function.enclosure.SpanFunctions.wave;

import org.normprop.function.math.Special;

/**
 * ElementaryFunction functions with their slopes and with bounds of these in the complex plane.
 * Values come from {@link StrictMath} and {@link Special}. Switches and not objects of lambdas, of
 * which each costs a start the better part of a millisecond.
 */
enum ElementaryFunction implements Smooth {
  EXP,
  EXPM1,
  LN,
  LOG2,
  LOG10,
  LOG1P,
  SQRT,
  CBRT,
  SIN,
  COS,
  ASIN,
  ATAN,
  SINH,
  COSH,
  TANH,
  ASINH,
  ERF,
  /** 1 - erf x. */
  ERFC,
  NORMAL_CDF,
  /** e^(-x^2). */
  BUMP,
  SIGMOID,
  SOFTPLUS,
  LOG_COSH,
  /** x - tanh x, with the slope tanh^2, which the difference would lose near 0. */
  TANHSHRINK;

  private static final double LN_2 = 0.6931471805599453;
  private static final double LN_10 = 2.302585092994046;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  /** The function itself. */
  private double at(double x) {
    return switch (this) {
      case EXP -> StrictMath.exp(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LN -> StrictMath.log(x);
      case LOG2 -> StrictMath.log(x) / LN_2;
      case LOG10 -> StrictMath.log10(x);
      case LOG1P -> StrictMath.log1p(x);
      case SQRT -> Math.sqrt(x);
      case CBRT -> StrictMath.cbrt(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case ASIN -> StrictMath.asin(x);
      case ATAN -> StrictMath.atan(x);
      case SINH -> StrictMath.sinh(x);
      case COSH -> StrictMath.cosh(x);
      case TANH -> StrictMath.tanh(x);
      case ASINH -> Special.asinh(x);
      case ERF -> Special.erf(x);
      case ERFC -> Special.erfc(x);
      case NORMAL_CDF -> Special.normalCdf(x);
      case BUMP -> Special.expMinusSquare(x);
      case SIGMOID -> Special.sigmoid(x);
      case SOFTPLUS -> Special.softplus(x);
      case LOG_COSH -> Special.logCosh(x);
      case TANHSHRINK -> Special.tanhshrink(x);
    };
  }

  @Override
  public Span value(Span u) {
    return switch (this) {
      case EXP -> SpanFunctions.exp(u);
      case EXPM1 -> rising(u).within(-1, Double.POSITIVE_INFINITY);
      case LN, LOG2, LOG10 ->
          u.low() == 1 && u.isPoint() ? Span.ZERO : u.low() >= 0 ? rising(u) : Span.ALL;
      case LOG1P -> u.low() >= -1 ? rising(u) : Span.ALL;
      case SQRT -> u.low() >= 0 ? SpanFunctions.root(u) : Span.ALL;
      case SIN -> wave(u, true);
      case COS -> wave(u, false);
      case ASIN -> u.low() >= -1 && u.high() <= 1 ? rising(u) : Span.ALL;
      case COSH -> SpanFunctions.cosh(u);
      case TANH, ERF -> rising(u).within(-1, 1);
      case ERFC -> Span.around(at(u.high()), at(u.low()), 2 * ULPS).within(0, 2);
      case NORMAL_CDF, SIGMOID -> rising(u).within(0, 1);
      case BUMP -> bump(u).within(0, 1);
      case SOFTPLUS -> rising(u).within(0, Double.POSITIVE_INFINITY);
      case LOG_COSH -> between(at(u.mignitude()), at(u.magnitude()));
      case CBRT, ATAN, SINH, ASINH, TANHSHRINK -> rising(u);
    };
  }

  /** Of a function that never falls. */
  private Span rising(Span u) {
    double low = at(u.low());
    if (u.isPoint()) {
      return low == 0 && u.low() == 0 ? Span.ZERO : Span.around(low, ULPS);
    }
    return Span.around(low, at(u.high()), ULPS);
  }

  private static Span bump(Span u) {
    return between(Special.expMinusSquare(u.magnitude()), Special.expMinusSquare(u.mignitude()));
  }

  @Override
  public Span slope(Span u) {
    double near = u.mignitude();
    double far = u.magnitude();
    return switch (this) {
      case EXP, EXPM1 -> SpanFunctions.exp(u);
      case LN -> u.reciprocal();
      case LOG2 -> u.times(Span.around(LN_2, 1)).reciprocal();
      case LOG10 -> u.times(Span.around(LN_10, 1)).reciprocal();
      case LOG1P -> u.plus(Span.ONE).reciprocal();
      case SQRT -> SQRT.rising(u).reciprocal().times(new Span(0.5, 0.5));
      case CBRT -> rising(u).squared().times(new Span(3, 3)).reciprocal();
      case SIN -> wave(u, false);
      case COS -> wave(u, true).negated();
      case ASIN -> arcSlope(u);
      case ATAN -> u.squared().plus(Span.ONE).reciprocal();
      case SINH -> SpanFunctions.cosh(u);
      case COSH -> SINH.rising(u);
      case TANH -> between(Special.tanhDerivative(far), Special.tanhDerivative(near));
      case ASINH -> between(1 / StrictMath.hypot(1, far), 1 / StrictMath.hypot(1, near));
      case ERF -> between(Special.erfDerivative(far), Special.erfDerivative(near));
      case ERFC -> ERF.slope(u).negated();
      case NORMAL_CDF -> between(Special.normalDensity(far), Special.normalDensity(near));
      case BUMP -> u.times(new Span(-2, -2)).times(bump(u));
      case SIGMOID -> between(Special.sigmoidDerivative(far), Special.sigmoidDerivative(near));
      case SOFTPLUS -> SIGMOID.value(u);
      case LOG_COSH -> TANH.value(u);
      case TANHSHRINK -> TANH.value(u).squared();
    };
  }

  /** 1/sqrt(1 - u^2). */
  private static Span arcSlope(Span u) {
    Span inside = Span.ONE.minus(u.squared());
    return SQRT.rising(new Span(Math.max(0, inside.low()), Math.max(0, inside.high())))
        .reciprocal();
  }

  @Override
  public double steepest(double low, double high, double y) {
    return switch (this) {
      case EXP, EXPM1 -> StrictMath.exp(high);
      case LN -> positive(low) / low;
      case LOG2 -> positive(low) / (low * LN_2);
      case LOG10 -> positive(low) / (low * LN_10);
      case LOG1P -> positive(1 + low) / (1 + low);
      case SQRT -> positive(low) * 0.5 / Math.sqrt(low);
      case CBRT -> {
        double least = Math.max(low, -high);
        yield positive(least) / (3 * StrictMath.pow(StrictMath.cbrt(least), 2));
      }
      case SIN, COS -> StrictMath.cosh(y);
      case ASIN -> positive(1 - high) * positive(1 + low) / Math.sqrt((1 - high) * (1 + low));
      case ATAN -> 1 / onePlusSquare(low, high, y);
      case SINH, COSH -> StrictMath.cosh(most(low, high));
      case TANH -> 2 / hyperbolic(2 * least(low, high), 2 * y);
      case ASINH -> 1 / Math.sqrt(onePlusSquare(low, high, y));
      case ERF, ERFC -> TWO_OVER_SQRT_PI * gaussian(low, high, y, 1);
      case NORMAL_CDF -> 0.4 * gaussian(low, high, y, 0.5);
      case BUMP -> 2 * (most(low, high) + y) * gaussian(low, high, y, 1);
      case SIGMOID -> 0.5 / hyperbolic(least(low, high), y);
      case SOFTPLUS -> RegionBounds.sigmoidSize(low, high, y);
      case LOG_COSH -> {
        // |tanh z|^2 = (cosh 2x - cos 2y)/(cosh 2x + cos 2y)
        double cos = 2 * y < Math.PI ? Math.min(0, StrictMath.cos(2 * y)) : -1;
        double cosh = StrictMath.cosh(Math.min(2 * least(low, high), 700));
        yield Math.sqrt((cosh - cos) / positiveOr(cosh + cos));
      }
      case TANHSHRINK -> {
        double size = tanhSize(low, high, y);
        yield size * size;
      }
    };
  }

  @Override
  public double bend(double low, double high, double y) {
    return switch (this) {
      case EXP, EXPM1, SIN, COS, SINH, COSH -> steepest(low, high, y);
      case LN -> positive(low) / (low * low);
      case LOG2 -> positive(low) / (low * low * LN_2);
      case LOG10 -> positive(low) / (low * low * LN_10);
      case LOG1P -> positive(1 + low) / (1 + low) / (1 + low);
      case SQRT -> positive(low) * 0.25 / (low * Math.sqrt(low));
      case ERF, ERFC -> 2 * (most(low, high) + y) * TWO_OVER_SQRT_PI * gaussian(low, high, y, 1);
      case NORMAL_CDF -> (most(low, high) + y) * 0.4 * gaussian(low, high, y, 0.5);
      case BUMP -> {
        double size = most(low, high) + y;
        yield (2 + 4 * size * size) * gaussian(low, high, y, 1);
      }
      case SOFTPLUS -> SIGMOID.steepest(low, high, y);
      case LOG_COSH -> TANH.steepest(low, high, y);
      case TANHSHRINK -> 2 * tanhSize(low, high, y) * TANH.steepest(low, high, y);
      case CBRT, ASIN, ATAN, TANH, ASINH, SIGMOID -> Double.POSITIVE_INFINITY; // not known
    };
  }

  /** A bound of |tanh z|: at most tan |z|, and that is at most 1.3 |z| for |z| up to 0.8. */
  private static double tanhSize(double low, double high, double y) {
    double size = StrictMath.hypot(most(low, high), y);
    double far = LOG_COSH.steepest(low, high, y);
    return size <= 0.8 ? Math.min(1.3 * size, far) : far;
  }
}
