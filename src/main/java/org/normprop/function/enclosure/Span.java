package org.normprop.function.enclosure;

/**
 * An interval of real numbers, its arithmetic rounded outwards. Immutable.
 *
 * @param low its lower end, maybe minus infinity
 * @param high its upper end, maybe infinity
 */
public record Span(double low, double high) {

  /** Nothing is known. */
  public static final Span ALL = new Span(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static final Span ZERO = new Span(0, 0);
  static final Span ONE = new Span(1, 1);

  /** An interval; all numbers where an end is not known. */
  public Span {
    if (!(low <= high)) {
      low = Double.NEGATIVE_INFINITY;
      high = Double.POSITIVE_INFINITY;
    }
  }

  /** The numbers around a value that was computed to so many units in the last place. */
  static Span around(double value, int ulps) {
    return around(value, value, ulps);
  }

  /** Between two values that were computed to so many units in the last place. */
  static Span around(double low, double high, int ulps) {
    return new Span(low - ulps * Math.ulp(low), high + ulps * Math.ulp(high));
  }

  /** Between two values in either order, each computed to so many units in the last place. */
  static Span between(double a, double b, int ulps) {
    return a <= b ? around(a, b, ulps) : around(b, a, ulps);
  }

  public double width() {
    return high - low;
  }

  public double middle() {
    return low / 2 + high / 2;
  }

  /** The largest absolute value. */
  public double magnitude() {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  /** The smallest absolute value. */
  double mignitude() {
    return low > 0 ? low : high < 0 ? -high : 0;
  }

  boolean isPoint() {
    return low == high;
  }

  public boolean contains(double x) {
    return low <= x && x <= high;
  }

  Span hull(Span other) {
    return new Span(Math.min(low, other.low), Math.max(high, other.high));
  }

  /** What of it lies between two numbers, one of which is known to. */
  Span within(double least, double most) {
    return new Span(Math.min(Math.max(low, least), most), Math.max(Math.min(high, most), least));
  }

  Span negated() {
    return new Span(-high, -low);
  }

  Span plus(Span other) {
    return new Span(sumDown(low, other.low), -sumDown(-high, -other.high));
  }

  Span minus(Span other) {
    return new Span(sumDown(low, -other.high), -sumDown(-high, other.low));
  }

  /** This interval, wider on both sides. */
  Span widened(double by) {
    return by == 0 ? this : new Span(sumDown(low, -by), -sumDown(-high, -by));
  }

  Span times(Span other) {
    double a = low;
    double b = high;
    double c = other.low;
    double d = other.high;
    if (a >= 0 && c >= 0) {
      return new Span(productDown(a, c), productUp(b, d));
    }
    double least =
        Math.min(
            Math.min(productDown(a, c), productDown(a, d)),
            Math.min(productDown(b, c), productDown(b, d)));
    double most =
        Math.max(
            Math.max(productUp(a, c), productUp(a, d)), Math.max(productUp(b, c), productUp(b, d)));
    return new Span(least, most);
  }

  /** 1/x; all numbers if 0 is among them. */
  Span reciprocal() {
    if (low <= 0 && high >= 0) {
      if (low == 0 && high > 0) {
        return new Span(Math.nextDown(1 / high), Double.POSITIVE_INFINITY);
      }
      if (high == 0 && low < 0) {
        return new Span(Double.NEGATIVE_INFINITY, Math.nextUp(1 / low));
      }
      return ALL;
    }
    return new Span(quotientDown(1, high), -quotientDown(-1, low));
  }

  Span over(Span other) {
    if (isPoint() && other.isPoint() && other.low != 0) {
      return new Span(quotientDown(low, other.low), -quotientDown(-low, other.low));
    }
    return times(other.reciprocal());
  }

  /** x^2, never negative. */
  Span squared() {
    double least = mignitude();
    double most = magnitude();
    return new Span(productDown(least, least), productUp(most, most));
  }

  Span max(Span other) {
    return new Span(Math.max(low, other.low), Math.max(high, other.high));
  }

  static double sumDown(double a, double b) {
    double sum = a + b;
    double part = sum - a;
    double error = (a - (sum - part)) + (b - part); // Knuth's, exact
    return error == 0 ? sum : Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : Math.nextDown(sum);
  }

  private static double productDown(double a, double b) {
    if (a == 0 || b == 0) {
      return 0; // infinity stands for large numbers
    }
    double product = a * b;
    return Math.fma(a, b, -product) == 0 && product != 0 ? product : Math.nextDown(product);
  }

  static double productUp(double a, double b) {
    return 0.0 - productDown(-a, b);
  }

  private static double quotientDown(double a, double b) {
    double quotient = a / b;
    return Math.fma(quotient, b, -a) == 0 && quotient != 0 || a == 0
        ? quotient
        : Math.nextDown(quotient);
  }
}
