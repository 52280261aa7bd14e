package org.normprop.function.enclosure;

import java.util.Arrays;

/**
 * Taylor coefficients f^(k)/k! of a holomorphic function, each enclosed over one region of the
 * complex plane, which may be a point.
 *
 * <p>Moore, Interval Analysis (1966), chapter 11: arithmetic on them by recursion. Immutable.
 */
public final class Taylor {

  private static final Enclosure ZERO = Enclosure.constant(0);

  private final Enclosure[] c;

  Taylor(Enclosure[] coefficients) {
    c = coefficients;
  }

  /** The variable on a region, to so many coefficients. */
  public static Taylor variable(Enclosure region, int count) {
    Taylor x = constant(number(region), count);
    x.c[1] = Enclosure.constant(1);
    return x;
  }

  /** A constant. */
  public static Taylor constant(double value, int count) {
    return constant(Enclosure.constant(value), count);
  }

  /** A constant of which bounds are known. */
  public static Taylor constant(Enclosure value, int count) {
    Enclosure[] c = new Enclosure[count];
    Arrays.fill(c, ZERO);
    c[0] = value;
    return new Taylor(c);
  }

  /** What is known of the values alone. */
  private static Enclosure number(Enclosure e) {
    return new Enclosure(e.line(), e.value(), e.radius(), Span.ZERO, 0);
  }

  public int count() {
    return c.length;
  }

  /** Coefficient k. */
  public Enclosure at(int k) {
    return c[k];
  }

  /** Whether coefficient k is 0 to the last bit. */
  public boolean isZero(int k) {
    return c[k].isReal() && c[k].value().magnitude() == 0;
  }

  /** The same function with coefficient 0 known otherwise. */
  Taylor beginning(Enclosure value) {
    Enclosure[] other = c.clone();
    other[0] = number(value);
    return new Taylor(other);
  }

  /** What is left when the first coefficients are 0 and so many powers are divided out. */
  public Taylor without(int powers) {
    return new Taylor(Arrays.copyOfRange(c, powers, c.length));
  }

  public Taylor negated() {
    return new Taylor(Arrays.stream(c).map(Enclosure::negated).toArray(Enclosure[]::new));
  }

  public Taylor plus(Taylor other) {
    Enclosure[] sum = new Enclosure[c.length];
    Arrays.setAll(sum, k -> c[k].plus(other.c[k]));
    return new Taylor(sum);
  }

  public Taylor minus(Taylor other) {
    return plus(other.negated());
  }

  /** Times a factor that was rounded once. */
  Taylor times(double factor) {
    Span around = Span.around(factor, 1);
    Enclosure known = new Enclosure(around, around, 0, Span.ZERO, 0);
    return new Taylor(Arrays.stream(c).map(e -> e.times(known)).toArray(Enclosure[]::new));
  }

  public Taylor times(Taylor other) {
    Enclosure[] product = new Enclosure[c.length];
    Arrays.setAll(product, k -> convolved(c, other.c, 0, k));
    return new Taylor(product);
  }

  /** The sum of a_j b_(k-j) for j from a number to k. */
  private static Enclosure convolved(Enclosure[] a, Enclosure[] b, int from, int k) {
    Enclosure sum = ZERO;
    for (int j = from; j <= k; j++) {
      sum = sum.plus(a[j].times(b[k - j]));
    }
    return sum;
  }

  public Taylor over(Taylor other) {
    Enclosure[] quotient = new Enclosure[c.length];
    for (int k = 0; k < c.length; k++) {
      Enclosure rest = k == 0 ? c[0] : c[k].minus(convolved(other.c, quotient, 1, k));
      quotient[k] = number(rest.over(other.c[0]));
    }
    return new Taylor(quotient);
  }

  /** The function with the given value and this function's derivative, times the slope. */
  Taylor integral(Enclosure value, Taylor slope) {
    Enclosure[] sum = new Enclosure[c.length];
    sum[0] = number(value);
    for (int k = 1; k < c.length; k++) {
      sum[k] = weighted(slope.c, k);
    }
    return new Taylor(sum);
  }

  /** The sum of j c_j s_(k-j), over k: coefficient k of the integral of s c'. */
  private Enclosure weighted(Enclosure[] s, int k) {
    Enclosure sum = ZERO;
    for (int j = 1; j <= k; j++) {
      sum = sum.plus(c[j].times(j).times(s[k - j]));
    }
    return sum.times(Enclosure.constant(k).reciprocal());
  }

  /** e^f. */
  Taylor exp() {
    Enclosure[] e = new Enclosure[c.length];
    e[0] = number(SmoothFunctions.exp(c[0]));
    for (int k = 1; k < c.length; k++) {
      e[k] = weighted(e, k);
    }
    return new Taylor(e);
  }

  /** Sine and cosine, or the hyperbolic ones, of a function; the sign is that of g'' = sign g. */
  Taylor[] waves(Enclosure sine, Enclosure cosine, int sign) {
    Enclosure[] s = new Enclosure[c.length];
    Enclosure[] t = new Enclosure[c.length];
    s[0] = number(sine);
    t[0] = number(cosine);
    for (int k = 1; k < c.length; k++) {
      s[k] = weighted(t, k);
      t[k] = sign > 0 ? weighted(s, k) : weighted(s, k).negated();
    }
    return new Taylor[] {new Taylor(s), new Taylor(t)};
  }

  /** tanh f, by its slope 1 - tanh^2. */
  Taylor tanh() {
    Enclosure[] t = new Enclosure[c.length];
    Enclosure[] slope = new Enclosure[c.length];
    t[0] = number(SmoothFunctions.tanh(c[0]));
    for (int k = 1; k < c.length; k++) {
      slope[k - 1] = convolved(t, t, 0, k - 1).negated();
      slope[k - 1] = k == 1 ? slope[0].plus(1) : slope[k - 1];
      t[k] = weighted(slope, k);
    }
    return new Taylor(t);
  }

  /** f^p. */
  public Taylor power(double p) {
    if (p == Math.rint(p) && p >= 0 && p <= 64) {
      Taylor product = constant(1, c.length);
      for (int i = 0; i < p; i++) {
        product = product.times(this);
      }
      return product;
    }
    // y' = p f'/f y
    Enclosure[] y = new Enclosure[c.length];
    y[0] = number(SmoothFunctions.power(c[0], p));
    for (int k = 1; k < c.length; k++) {
      Enclosure sum = ZERO;
      for (int j = 1; j <= k; j++) {
        sum = sum.plus(c[j].times(y[k - j]).times(p * j - (k - j)));
      }
      y[k] = number(sum.over(c[0].times(k)));
    }
    return new Taylor(y);
  }
}
