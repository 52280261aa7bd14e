package org.normprop.moments;

/** About 31 digits as the sum of two doubles. Dekker (1971), Knuth; for tests. */
record DoubleDouble(double high, double low) {

  static final DoubleDouble ZERO = new DoubleDouble(0, 0);
  static final DoubleDouble ONE = new DoubleDouble(1, 0);
  static final DoubleDouble LN_2 = new DoubleDouble(0.6931471805599453, 2.3190468138462996e-17);
  static final DoubleDouble PI = new DoubleDouble(3.141592653589793, 1.2246467991473532e-16);

  private static final DoubleDouble[] INVERSES = inverses();

  static DoubleDouble of(double x) {
    return new DoubleDouble(x, 0);
  }

  private static DoubleDouble normalised(double a, double b) {
    double sum = a + b;
    return new DoubleDouble(sum, b - (sum - a));
  }

  DoubleDouble plus(DoubleDouble o) {
    double s = high + o.high;
    double part = s - high;
    double error = (high - (s - part)) + (o.high - part);
    double t = low + o.low;
    double partOfT = t - low;
    double errorOfT = (low - (t - partOfT)) + (o.low - partOfT);
    DoubleDouble sum = normalised(s, error + t);
    return normalised(sum.high, sum.low + errorOfT);
  }

  DoubleDouble negated() {
    return new DoubleDouble(-high, -low);
  }

  DoubleDouble minus(DoubleDouble o) {
    return plus(o.negated());
  }

  DoubleDouble times(DoubleDouble o) {
    double p = high * o.high;
    double error = Math.fma(high, o.high, -p);
    return normalised(p, error + (high * o.low + low * o.high));
  }

  DoubleDouble times(double x) {
    return times(of(x));
  }

  DoubleDouble over(DoubleDouble o) {
    double first = high / o.high;
    DoubleDouble rest = minus(o.times(first));
    double second = rest.high / o.high;
    rest = rest.minus(o.times(second));
    return normalised(first, second).plus(of(rest.high / o.high));
  }

  DoubleDouble abs() {
    return high < 0 ? negated() : this;
  }

  DoubleDouble sqrt() {
    if (high <= 0) {
      return ZERO;
    }
    DoubleDouble root = of(Math.sqrt(high));
    root = root.plus(over(root)).times(0.5);
    return root.plus(over(root)).times(0.5);
  }

  /** e^x: x = k ln 2 + 512 r, a Taylor series of r, squared nine times. */
  DoubleDouble exp() {
    if (high < -700 || high > 700) {
      return high < 0 ? ZERO : of(Double.POSITIVE_INFINITY);
    }
    double k = Math.rint(high / LN_2.high);
    DoubleDouble r = minus(LN_2.times(k)).times(1.0 / 512);
    DoubleDouble term = r;
    DoubleDouble sum = r; // e^r - 1
    for (int i = 2; i <= 11; i++) {
      term = term.times(r).times(INVERSES[i]);
      sum = sum.plus(term);
    }
    for (int i = 0; i < 9; i++) {
      sum = sum.times(2).plus(sum.times(sum)); // (1 + s)^2 - 1
    }
    DoubleDouble result = sum.plus(ONE);
    double scale = Math.scalb(1.0, (int) k / 2);
    double rest = Math.scalb(1.0, (int) k - (int) k / 2);
    return new DoubleDouble(result.high * scale * rest, result.low * scale * rest);
  }

  /** 1/k for small k. */
  static DoubleDouble inverse(int k) {
    return INVERSES[k];
  }

  private static DoubleDouble[] inverses() {
    DoubleDouble[] inverses = new DoubleDouble[64];
    for (int k = 1; k < inverses.length; k++) {
      inverses[k] = ONE.over(of(k));
    }
    return inverses;
  }

  double value() {
    return high + low;
  }
}
