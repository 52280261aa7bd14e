package org.normprop.function.enclosure;

import static org.normprop.function.enclosure.RegionBounds.gaussian;
import static org.normprop.function.enclosure.RegionBounds.hyperbolic;
import static org.normprop.function.enclosure.RegionBounds.least;
import static org.normprop.function.enclosure.RegionBounds.most;
import static org.normprop.function.enclosure.RegionBounds.onePlusSquare;
import static org.normprop.function.enclosure.RegionBounds.positive;
import static org.normprop.function.enclosure.RegionBounds.positiveOr;
import static org.normprop.function.enclosure.SpanFunctions.ULPS;
import static org.normprop.function.enclosure.SpanFunctions.arcSlope;
import static org.normprop.function.enclosure.SpanFunctions.defined;
import static org.normprop.function.enclosure.SpanFunctions.even;
import static org.normprop.function.enclosure.SpanFunctions.limited;
import static org.normprop.function.enclosure.SpanFunctions.power;
import static org.normprop.function.enclosure.SpanFunctions.rising;
import static org.normprop.function.enclosure.SpanFunctions.wave;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.normprop.function.enclosure.Smooth.Bound;
import org.normprop.function.math.Special;

/**
 * Elementary functions with their slopes and with bounds of these in the complex plane. Values come
 * from {@link StrictMath} and {@link Special}.
 */
final class SmoothTable {

  private static final double LN_2 = 0.6931471805599453;
  private static final double LN_10 = 2.302585092994046;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  static final Smooth EXP =
      new Smooth(
          SpanFunctions::exp,
          SpanFunctions::exp,
          (low, high, y) -> StrictMath.exp(high),
          (low, high, y) -> StrictMath.exp(high));

  static final Smooth EXPM1 =
      new Smooth(
          limited(-1, Double.POSITIVE_INFINITY, rising(StrictMath::expm1)),
          SpanFunctions::exp,
          EXP.steepest(),
          EXP.bend());

  static final Smooth LN = logarithm(StrictMath::log, 1);
  static final Smooth LOG2 = logarithm(u -> StrictMath.log(u) / LN_2, LN_2);
  static final Smooth LOG10 = logarithm(StrictMath::log10, LN_10);

  static final Smooth LOG1P =
      new Smooth(
          defined(-1, Double.POSITIVE_INFINITY, rising(StrictMath::log1p)),
          u -> u.plus(Span.ONE).reciprocal(),
          (low, high, y) -> positive(1 + low) / (1 + low),
          (low, high, y) -> positive(1 + low) / (1 + low) / (1 + low));

  static final Smooth SQRT =
      new Smooth(
          defined(0, Double.POSITIVE_INFINITY, SpanFunctions::root),
          u -> rising(Math::sqrt).apply(u).reciprocal().times(new Span(0.5, 0.5)),
          (low, high, y) -> positive(low) * 0.5 / Math.sqrt(low),
          (low, high, y) -> positive(low) * 0.25 / (low * Math.sqrt(low)));

  static final Smooth CBRT =
      new Smooth(
          rising(StrictMath::cbrt),
          u -> rising(StrictMath::cbrt).apply(u).squared().times(new Span(3, 3)).reciprocal(),
          (low, high, y) -> {
            double least = Math.max(low, -high);
            return positive(least) / (3 * StrictMath.pow(StrictMath.cbrt(least), 2));
          });

  private static final Bound WAVE = (low, high, y) -> StrictMath.cosh(y);
  static final Smooth SIN =
      new Smooth(
          u -> wave(u, StrictMath::sin, -Math.PI / 2),
          u -> wave(u, StrictMath::cos, 0),
          WAVE,
          WAVE);
  static final Smooth COS =
      new Smooth(
          u -> wave(u, StrictMath::cos, 0),
          u -> wave(u, StrictMath::sin, -Math.PI / 2).negated(),
          WAVE,
          WAVE);

  static final Smooth ASIN =
      new Smooth(
          defined(-1, 1, rising(StrictMath::asin)),
          u -> arcSlope(u),
          (low, high, y) ->
              positive(1 - high) * positive(1 + low) / Math.sqrt((1 - high) * (1 + low)));

  static final Smooth ATAN =
      new Smooth(
          rising(StrictMath::atan),
          u -> u.squared().plus(Span.ONE).reciprocal(),
          (low, high, y) -> 1 / onePlusSquare(low, high, y));

  static final Smooth SINH =
      new Smooth(
          rising(StrictMath::sinh),
          SpanFunctions::cosh,
          (low, high, y) -> StrictMath.cosh(most(low, high)),
          (low, high, y) -> StrictMath.cosh(most(low, high)));
  static final Smooth COSH =
      new Smooth(SpanFunctions::cosh, rising(StrictMath::sinh), SINH.steepest(), SINH.bend());

  static final Smooth TANH =
      new Smooth(
          limited(-1, 1, rising(StrictMath::tanh)),
          u -> even(u, Special::tanhDerivative, false),
          (low, high, y) -> 2 / hyperbolic(2 * least(low, high), 2 * y));

  static final Smooth ASINH =
      new Smooth(
          rising(Special::asinh),
          u -> even(u, x -> 1 / StrictMath.hypot(1, x), false),
          (low, high, y) -> 1 / Math.sqrt(onePlusSquare(low, high, y)));

  static final Smooth ERF =
      new Smooth(
          limited(-1, 1, rising(Special::erf)),
          u -> even(u, Special::erfDerivative, false),
          (low, high, y) -> TWO_OVER_SQRT_PI * gaussian(low, high, y, 1),
          (low, high, y) ->
              2 * (most(low, high) + y) * TWO_OVER_SQRT_PI * gaussian(low, high, y, 1));

  static final Smooth ERFC =
      new Smooth(
          u -> Span.around(Special.erfc(u.high()), Special.erfc(u.low()), 2 * ULPS).within(0, 2),
          u -> even(u, Special::erfDerivative, false).negated(),
          ERF.steepest(),
          ERF.bend());

  static final Smooth NORMAL_CDF =
      new Smooth(
          limited(0, 1, rising(Special::normalCdf)),
          u -> even(u, Special::normalDensity, false),
          (low, high, y) -> 0.4 * gaussian(low, high, y, 0.5),
          (low, high, y) -> (most(low, high) + y) * 0.4 * gaussian(low, high, y, 0.5));

  static final Smooth BUMP =
      new Smooth(
          limited(0, 1, u -> even(u, Special::expMinusSquare, false)),
          u -> u.times(new Span(-2, -2)).times(even(u, Special::expMinusSquare, false)),
          (low, high, y) -> 2 * (most(low, high) + y) * gaussian(low, high, y, 1),
          (low, high, y) -> {
            double size = most(low, high) + y;
            return (2 + 4 * size * size) * gaussian(low, high, y, 1);
          });

  static final Smooth SIGMOID =
      new Smooth(
          limited(0, 1, rising(Special::sigmoid)),
          u -> even(u, Special::sigmoidDerivative, false),
          (low, high, y) -> 0.5 / hyperbolic(least(low, high), y));

  static final Smooth SOFTPLUS =
      new Smooth(
          limited(0, Double.POSITIVE_INFINITY, rising(Special::softplus)),
          limited(0, 1, rising(Special::sigmoid)),
          RegionBounds::sigmoidSize,
          SIGMOID.steepest());

  static final Smooth LOG_COSH =
      new Smooth(
          u -> even(u, Special::logCosh, true),
          limited(-1, 1, rising(StrictMath::tanh)),
          (low, high, y) -> {
            // |tanh z|^2 = (cosh 2x - cos 2y)/(cosh 2x + cos 2y)
            double cos = 2 * y < Math.PI ? Math.min(0, StrictMath.cos(2 * y)) : -1;
            double cosh = StrictMath.cosh(Math.min(2 * least(low, high), 700));
            return Math.sqrt((cosh - cos) / positiveOr(cosh + cos));
          },
          TANH.steepest());

  /** x - tanh x, with the slope tanh^2, which the difference would lose near 0. */
  static final Smooth TANHSHRINK =
      new Smooth(
          rising(Special::tanhshrink),
          u -> limited(-1, 1, rising(StrictMath::tanh)).apply(u).squared(),
          (low, high, y) -> {
            double size = tanhSize(low, high, y);
            return size * size;
          },
          (low, high, y) -> 2 * tanhSize(low, high, y) * TANH.steepest().over(low, high, y));

  private SmoothTable() {}

  /** A bound of |tanh z|: at most tan |z|, and that is at most 1.3 |z| for |z| up to 0.8. */
  private static double tanhSize(double low, double high, double y) {
    double size = StrictMath.hypot(most(low, high), y);
    double far = LOG_COSH.steepest().over(low, high, y);
    return size <= 0.8 ? Math.min(1.3 * size, far) : far;
  }

  /** u^p. */
  static Smooth powerOf(double p, boolean isWhole) {
    return new Smooth(
        base -> power(base, p, isWhole),
        base -> power(base, p - 1, isWhole).times(new Span(p, p)),
        powerSlope(p, 1, isWhole),
        powerSlope(p, 2, isWhole));
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
    UnaryOperator<Span> values = defined(0, Double.POSITIVE_INFINITY, rising(value));
    return new Smooth(
        u -> u.low() == 1 && u.isPoint() ? Span.ZERO : values.apply(u),
        u -> u.times(scale).reciprocal(),
        (low, high, y) -> positive(low) / (low * ln),
        (low, high, y) -> positive(low) / (low * low * ln));
  }
}
