package org.normprop.function.enclosure;

import java.math.BigDecimal;

/**
 * How a function behaves as some t goes to infinity: t = |x| far out, or one over the distance from
 * a place. With rate 0, f/t^degree comes to lie within the coefficient; else ln|f|/t^power within
 * the rate, and the coefficient is f's sign. What is known is proved: numbers are intervals, and
 * what may cancel is unknown. Immutable.
 *
 * @param coefficient where the leading coefficient lies, or the sign; 0 only if f is 0
 * @param degree the power of t; negative for a zero
 * @param rate where the rate of the exponential lies, 0 if there is none
 * @param power the power of t in the exponent; infinite for what outgrows all powers
 * @param isPure whether the exponent is that term alone and not only led by it
 * @param doubt how far the place may be from the point that was asked for
 */
public record Growth(
    Span coefficient, double degree, Span rate, double power, boolean isPure, double doubt) {

  /** Nothing is known. */
  public static final Growth UNKNOWN = new Growth(Span.ALL, Double.NaN, Span.ZERO, 0, false, 0);

  /** e^t. */
  public static final Growth EXPONENTIAL = new Growth(Span.ONE, 0, Span.ONE, 1, true, 0);

  private static final Span MINUS_ONE = new Span(-1, -1);

  /** What rounding of a std squared may do to a rate's comparison with the normal's. */
  private static final double MARGIN = 1e-6;

  /** coefficient t^degree, to leading order. */
  public static Growth of(Span coefficient, double degree) {
    return coefficient.mignitude() > 0 && coefficient.magnitude() <= Double.MAX_VALUE
        ? new Growth(coefficient, degree, Span.ZERO, 0, false, 0)
        : UNKNOWN;
  }

  /** The same with a coefficient that was computed to some units in the last place. */
  public static Growth about(double coefficient, double degree) {
    return of(Span.around(coefficient, SpanFunctions.ULPS), degree);
  }

  /** coefficient t^degree, and nothing else; 0 has degree 0, whatever power it stands beside. */
  public static Growth exactly(double coefficient, double degree) {
    if (coefficient == 0) {
      return new Growth(Span.ZERO, 0, Span.ZERO, 0, true, 0);
    }
    return Double.isFinite(coefficient)
        ? new Growth(new Span(coefficient, coefficient), degree, Span.ZERO, 0, true, 0)
        : UNKNOWN;
  }

  /** Whether it is known. */
  public boolean isKnown() {
    return !Double.isNaN(degree);
  }

  /** 0 everywhere. */
  public boolean isZero() {
    return coefficient.magnitude() == 0;
  }

  /** 1 or -1 as f is positive or negative in the end, else 0. */
  public int sign() {
    return coefficient.low() > 0 ? 1 : coefficient.high() < 0 ? -1 : 0;
  }

  public boolean isExponential() {
    return rate.magnitude() != 0;
  }

  /** Whether it grows beyond all powers of t. */
  public boolean isFast() {
    return rate.low() > 0;
  }

  /** Whether it goes beyond all bounds. */
  public boolean isLarge() {
    return isKnown() && !isZero() && (isExponential() ? isFast() : degree > 0);
  }

  public Growth negated() {
    return new Growth(coefficient.negated(), degree, rate, power, isPure, doubt);
  }

  public Growth abs() {
    return sign() < 0 ? negated() : this;
  }

  /** The same about a place that is known to so much. */
  public Growth within(double distance) {
    return new Growth(coefficient, degree, rate, power, isPure, distance);
  }

  /** The sum, if one of the two prevails or they do not cancel. */
  public Growth plus(Growth other) {
    if (!isKnown() || !other.isKnown()) {
      return UNKNOWN;
    }
    if (isZero() || other.isZero()) {
      return isZero() ? other : this;
    }
    int order = compare(other);
    if (order != 0) {
      return (order > 0 ? this : other).impure();
    }
    if (isExponential()) {
      return sign() == other.sign()
          ? new Growth(coefficient, degree, rate.hull(other.rate), power, false, 0)
          : UNKNOWN;
    }
    Growth sum = of(coefficient.plus(other.coefficient), degree);
    return isPure && other.isPure && sum.isKnown() ? sum.pure() : sum;
  }

  /** The same beside terms that grow less. */
  public Growth impure() {
    return new Growth(coefficient, degree, rate, power, false, doubt);
  }

  private Growth pure() {
    return new Growth(coefficient, degree, rate, power, true, doubt);
  }

  /** Positive if this one is proved to prevail, negative if the other is, 0 if neither. */
  private int compare(Growth other) {
    if (!isExponential() && !other.isExponential()) {
      return Double.compare(degree, other.degree);
    }
    double mine = isExponential() ? power : 0;
    double others = other.isExponential() ? other.power : 0;
    if (mine != others) {
      return mine > others ? (isFast() ? 1 : -1) : other.isFast() ? -1 : 1;
    }
    if (power == Double.POSITIVE_INFINITY) {
      return isFast() == other.isFast() ? 0 : isFast() ? 1 : -1;
    }
    return rate.low() > other.rate.high() ? 1 : rate.high() < other.rate.low() ? -1 : 0;
  }

  /** The product. */
  public Growth times(Growth other) {
    if (!isKnown() || !other.isKnown()) {
      return UNKNOWN;
    }
    if (isZero() || other.isZero()) {
      return exactly(0, 0);
    }
    boolean bothPure = isPure && other.isPure;
    double total = degree + other.degree;
    if (!isExponential() && !other.isExponential()) {
      Growth product = of(coefficient.times(other.coefficient), total);
      return bothPure && product.isKnown() ? product.pure() : product;
    }
    Span sign = sign() == other.sign() ? Span.ONE : MINUS_ONE;
    if (power == other.power) {
      Span sum = rate.plus(other.rate);
      boolean mayCancel =
          sum.mignitude() == 0 || power == Double.POSITIVE_INFINITY && isFast() != other.isFast();
      return mayCancel ? UNKNOWN : new Growth(sign, total, sum, power, bothPure, 0);
    }
    Growth stronger = power > other.power ? this : other;
    boolean isAlone = bothPure && (!isExponential() || !other.isExponential());
    return new Growth(sign, total, stronger.rate, stronger.power, isAlone, 0);
  }

  /** The power, of a positive number unless the exponent is whole. */
  public Growth power(double p) {
    boolean isWhole = p == Math.rint(p);
    if (!isKnown() || p == 0 || isZero() || sign() < 0 && !isWhole) {
      return isKnown() && p == 0 ? exactly(1, 0) : isZero() && p > 0 ? this : UNKNOWN;
    }
    if (isExponential()) {
      Span sign = sign() > 0 || p % 2 == 0 ? Span.ONE : MINUS_ONE;
      return new Growth(sign, degree * p, rate.times(new Span(p, p)), power, isPure, 0);
    }
    Span c = p == -1 ? coefficient.reciprocal() : SpanFunctions.power(coefficient, p, isWhole);
    Growth result = of(c, degree * p);
    return isPure && result.isKnown() ? result.pure() : result;
  }

  /**
   * The power with an exponent that is known to so much. Unknown where a moment may stand or fall
   * with that: a pole of order 1, 1/2 or 1/4.
   */
  public Growth power(double p, double doubt) {
    Growth about = power(p);
    if (doubt == 0 || !about.isKnown() || about.isZero() || about.degree == 0 && !isExponential()) {
      return about;
    }
    if (isExponential()) {
      Span spread = rate.times(new Span(p - doubt, p + doubt));
      return new Growth(about.coefficient, about.degree, spread, power, isPure, 0);
    }
    double quarters = 4 * about.degree;
    boolean onEdge = Math.abs(quarters - Math.rint(quarters)) <= 8 * Math.abs(degree) * doubt;
    return onEdge ? UNKNOWN : about;
  }

  public Growth reciprocal() {
    return power(-1);
  }

  /** e^f. */
  public Growth exp() {
    if (!isKnown()) {
      return UNKNOWN;
    }
    if (isZero() || !isExponential() && degree < 0) {
      return about(1, 0);
    }
    if (isExponential()) {
      // of an exponential: beyond all powers, or of what vanishes
      Span beyond = sign() > 0 ? Span.ONE : MINUS_ONE;
      return isFast()
          ? new Growth(Span.ONE, 0, beyond, Double.POSITIVE_INFINITY, false, 0)
          : about(1, 0);
    }
    return degree == 0
        ? of(SpanFunctions.exp(coefficient), 0)
        : new Growth(Span.ONE, 0, coefficient, degree, isPure, 0);
  }

  /** Of g(u), this being how g behaves far out on the side that u goes to. */
  public Growth of(Growth u) {
    if (!isKnown() || !u.isLarge() || isExponential()) {
      return UNKNOWN;
    }
    return isZero()
        ? this
        : u.abs().power(degree).times(new Growth(coefficient, 0, Span.ZERO, 0, isPure, 0));
  }

  /**
   * Whether |f|^k is proved to have no integral under N(mean, std^2) for t = |x|.
   *
   * @param k the power
   * @param std the standard deviation
   * @param towards the mean, as seen in the direction of the tail
   */
  public boolean divergesFarOut(int k, double std, double towards) {
    if (!isKnown() || isZero() || !isFast() || power < 2) {
      return false;
    }
    double quadratic = 2 * k * rate.low() * std * std;
    if (power > 2 || quadratic > 1 + MARGIN) {
      return true;
    }
    // e^(x^2/2 s^2) against the density: what is left is e^(mean x/s^2) times a power
    boolean isEven = Math.abs(quadratic - 1) < MARGIN && rate.isPoint() && isPure && isHalf(k, std);
    return isEven && (towards > 0 || towards == 0 && k * degree >= -1);
  }

  /** Whether k rate std^2 is 1/2, without rounding. */
  private boolean isHalf(int k, double std) {
    BigDecimal s = new BigDecimal(std);
    BigDecimal product = new BigDecimal(2 * k * rate.low()).multiply(s).multiply(s);
    return product.compareTo(BigDecimal.ONE) == 0;
  }

  /** Whether |f|^k is proved to have no integral near a place, t being one over the distance. */
  public boolean divergesNearby(int k) {
    return isKnown() && !isZero() && (isFast() || !isExponential() && k * degree >= 1);
  }
}
