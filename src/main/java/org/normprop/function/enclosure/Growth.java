package org.normprop.function.enclosure;

/**
 * How a function behaves as some t goes to infinity: t = |x| far out, or one over the distance from
 * a point. With rate 0, f ~ coefficient t^degree; else ln|f| ~ rate t^power, and the coefficient is
 * f's sign.
 *
 * @param coefficient the leading coefficient, or the sign
 * @param degree the power of t; negative for a zero
 * @param rate the rate of the exponential, 0 if there is none
 * @param power the power of t in the exponent
 * @param isPure whether the exponent is that term alone and not only led by it
 */
public record Growth(double coefficient, double degree, double rate, double power, boolean isPure) {

  /** Nothing is known. */
  public static final Growth UNKNOWN = new Growth(Double.NaN, Double.NaN, Double.NaN, 0, false);

  /** Coefficients whose sum is a smaller part of them than this may cancel. */
  private static final double CANCELS = 1e-6;

  /** coefficient t^degree, to leading order. */
  public static Growth of(double coefficient, double degree) {
    return Double.isFinite(coefficient) && coefficient != 0
        ? new Growth(coefficient, degree, 0, 0, false)
        : UNKNOWN;
  }

  /** coefficient t^degree, and nothing else. */
  public static Growth exactly(double coefficient, double degree) {
    return new Growth(coefficient, degree, 0, 0, true);
  }

  /** Whether it is known. */
  public boolean isKnown() {
    return !Double.isNaN(coefficient);
  }

  /** 0 everywhere. */
  public boolean isZero() {
    return coefficient == 0;
  }

  public boolean isExponential() {
    return rate != 0;
  }

  public Growth negated() {
    return new Growth(-coefficient, degree, rate, power, isPure);
  }

  public Growth abs() {
    return new Growth(Math.abs(coefficient), degree, rate, power, isPure);
  }

  /** The sum, if one of the two prevails or they do not cancel. */
  public Growth plus(Growth other) {
    if (!isKnown() || !other.isKnown() || other.isZero()) {
      return other.isZero() ? this : UNKNOWN;
    }
    int order = isZero() ? -1 : compare(other);
    if (order != 0) {
      return (order > 0 ? this : other).impure();
    }
    if (isExponential()) {
      return coefficient * other.coefficient > 0 ? impure() : UNKNOWN;
    }
    double sum = coefficient + other.coefficient;
    boolean cancels = Math.abs(sum) <= CANCELS * Math.abs(coefficient);
    return cancels ? UNKNOWN : new Growth(sum, degree, 0, 0, isPure && other.isPure);
  }

  private Growth impure() {
    return new Growth(coefficient, degree, rate, power, false);
  }

  /** Positive if this one prevails, negative if the other does, 0 if neither. */
  private int compare(Growth other) {
    if (!isExponential() && !other.isExponential()) {
      return Double.compare(degree, other.degree);
    }
    double mine = isExponential() ? power : 0;
    double others = other.isExponential() ? other.power : 0;
    if (mine != others) {
      return mine > others ? (rate > 0 ? 1 : -1) : other.rate > 0 ? -1 : 1;
    }
    return Double.compare(rate, other.rate);
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
    if (!isExponential() && !other.isExponential()) {
      return new Growth(coefficient * other.coefficient, degree + other.degree, 0, 0, bothPure);
    }
    double sign = Math.signum(coefficient) * Math.signum(other.coefficient);
    double total = degree + other.degree;
    if (power == other.power) {
      double sum = rate + other.rate;
      return Math.abs(sum) <= CANCELS * Math.abs(rate)
          ? UNKNOWN
          : new Growth(sign, total, sum, power, bothPure);
    }
    Growth stronger = power > other.power ? this : other;
    boolean isAlone = bothPure && (!isExponential() || !other.isExponential());
    return new Growth(sign, total, stronger.rate, stronger.power, isAlone);
  }

  /** The power, of a positive number unless the exponent is whole. */
  public Growth power(double p) {
    boolean isWhole = p == Math.rint(p);
    if (!isKnown() || isZero() || p == 0 || coefficient < 0 && !isWhole) {
      return p == 0 ? exactly(1, 0) : isZero() && p > 0 ? this : UNKNOWN;
    }
    double c = isExponential() && !isWhole ? 1 : StrictMath.pow(coefficient, p);
    return new Growth(c, degree * p, rate * p, power, isPure);
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
      return of(1, 0);
    }
    if (isExponential()) {
      // of an exponential: beyond all powers, or of what vanishes
      return rate < 0
          ? of(1, 0)
          : new Growth(1, 0, Math.signum(coefficient), Double.POSITIVE_INFINITY, false);
    }
    return degree == 0
        ? of(StrictMath.exp(coefficient), 0)
        : new Growth(1, 0, coefficient, degree, isPure);
  }

  /**
   * Whether |f|^k is proved to have no integral under N(mean, std^2) for t = |x|.
   *
   * @param k the power
   * @param std the standard deviation
   * @param towards the mean, as seen in the direction of the tail
   */
  public boolean divergesFarOut(int k, double std, double towards) {
    if (!isKnown() || isZero() || !(rate > 0) || power < 2) {
      return false;
    }
    double quadratic = 2 * k * rate * std * std;
    if (power > 2 || quadratic > 1 + CANCELS) {
      return true;
    }
    // e^(x^2/2 s^2) against the density: what is left is e^(mean x/s^2) times a power
    boolean isEven = quadratic == 1 && isPure;
    return isEven && (towards > 0 || towards == 0 && k * degree >= -1);
  }

  /** Whether |f|^k is proved to have no integral near a point, t being one over the distance. */
  public boolean divergesNearby(int k) {
    return isKnown() && !isZero() && (rate > 0 || rate == 0 && k * degree >= 1);
  }
}
