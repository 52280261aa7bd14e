package org.normprop.function;

/**
 * Elementary functions of whole arrays, in loops that the compiler turns into vector instructions.
 *
 * <p>Plain IEEE arithmetic in a fixed order, so the same bits on every machine. A choice between
 * two cases is written as arithmetic with a mask of zeros and ones, since a branch on random data
 * costs more than both cases. Coefficients come from {@code src/docs/approximations.py}.
 */
final class Blocks {

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN_2_HIGH =
      0.693147180369123816490; // 33 bits: k * LN_2_HIGH is exact
  private static final double LN_2_LOW = 1.90821492927058770002e-10;

  /** 1.5 * 2^52: adding it rounds to an integer, which the low bits of the sum then hold. */
  private static final double ROUNDER = 6755399441055744.0;

  private static final double INV_SQRT_2PI = 0.3989422804014327;
  private static final double TWO_OVER_PI = 0.6366197723675814;
  private static final double HALF_PI_HIGH = 1.5707963267341256; // 33 bits
  private static final double HALF_PI_LOW = 6.077100506506192e-11;

  /** Above this the reduction of sin's argument would lose digits. */
  private static final double TRIGONOMETRIC_LIMIT = 1e4;

  private Blocks() {}

  /** 1 where x &gt; 0, else 0; for 0 &lt; x &lt; 2^-1000 something between. */
  static double positive(double x) {
    return Math.min(Math.max(x * 0x1p1000, 0), 1);
  }

  /**
   * y = e^(factor x), relative error below 4e-16.
   *
   * @param y may be x
   * @param scratch as long as the others, and none of them; is overwritten
   */
  static void exp(double[] x, double factor, double[] y, double[] scratch, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(Math.max(x[i] * factor, -746), 710);
    }
    expInPlace(y, scratch, n);
  }

  /** y = e^(-|factor x|), otherwise as {@link #exp}. */
  static void expMinusAbs(double[] x, double factor, double[] y, double[] scratch, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(-Math.abs(x[i] * factor), -746);
    }
    expInPlace(y, scratch, n);
  }

  /** y = e^y for y in [-746, 710], outside of which e^y is 0 or infinite. */
  private static void expInPlace(double[] y, double[] k, int n) {
    // e^v = 2^k e^r with k = round(v / ln 2), |r| <= ln(2)/2
    for (int i = 0; i < n; i++) {
      k[i] = y[i] * LOG2_E + ROUNDER;
    }
    for (int i = 0; i < n; i++) {
      y[i] = y[i] - (k[i] - ROUNDER) * LN_2_HIGH - (k[i] - ROUNDER) * LN_2_LOW;
    }
    expPolynomial(y, n);
    for (int i = 0; i < n; i++) {
      // The low bits of k's pattern are the exponent; shifted up they become 2^k. The extremes,
      // where 2^k is no normal number, are reached in two steps.
      long bits = Double.doubleToRawLongBits(k[i]);
      double whole = k[i] - ROUNDER;
      y[i] =
          Math.abs(whole) < 1020
              ? y[i] * Double.longBitsToDouble((bits + 1023) << 52)
              : extreme(y[i], whole);
    }
  }

  /** r becomes e^r for |r| at most ln(2)/2. */
  private static void expPolynomial(double[] r, int n) {
    for (int i = 0; i < n; i++) {
      double v = r[i];
      double q = 2.0921669745705126e-09;
      q = q * v + 2.5114995257692174e-08;
      q = q * v + 2.7557251634312097e-07;
      q = q * v + 2.7557224580477215e-06;
      q = q * v + 2.480158735040281e-05;
      q = q * v + 0.00019841269909626037;
      q = q * v + 0.0013888888888871753;
      q = q * v + 0.008333333333309335;
      q = q * v + 0.04166666666666669;
      q = q * v + 0.16666666666666702;
      q = q * v + 0.5;
      q = q * v + 1.0;
      r[i] = q * v + 1.0;
    }
  }

  private static double extreme(double mantissa, double exponent) {
    int half = (int) exponent / 2;
    return Math.scalb(Math.scalb(mantissa, half), (int) exponent - half);
  }

  /** y = ln(1 + t) for t in [0, 1]; y may be t. */
  static void log1pOfUnit(double[] t, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      double s = t[i] / (2 + t[i]); // ln(1 + t) = 2 atanh(s)
      double v = s * s;
      double q = 0.07884317129210207;
      q = q * v + 0.023480556167526166;
      q = q * v + 0.04707697862573544;
      q = q * v + 0.047119423740338576;
      q = q * v + 0.05267859628587631;
      q = q * v + 0.058820448413788126;
      q = q * v + 0.06666680818094595;
      q = q * v + 0.07692307240925189;
      q = q * v + 0.09090909100656282;
      q = q * v + 0.11111111110975026;
      q = q * v + 0.14285714285715423;
      q = q * v + 0.19999999999999996;
      q = q * v + 0.3333333333333333;
      y[i] = 2 * (q * v * s + s);
    }
  }

  /** y = sigmoid(factor x), dy = its derivative with respect to factor x. */
  static void sigmoid(double[] x, double factor, double[] y, double[] dy, int n) {
    expMinusAbs(x, factor, dy, y, n);
    for (int i = 0; i < n; i++) {
      double t = dy[i];
      double inverse = 1 / (1 + t);
      double mask = positive(x[i] * factor);
      y[i] = (mask + (1 - mask) * t) * inverse;
      dy[i] = t * inverse * inverse;
    }
  }

  /** y = tanh(factor x), dy = its derivative with respect to factor x. */
  static void tanh(double[] x, double factor, double[] y, double[] dy, int n) {
    expMinusAbs(x, 2 * factor, dy, y, n);
    for (int i = 0; i < n; i++) {
      double t = dy[i];
      double inverse = 1 / (1 + t);
      double sign = 2 * positive(x[i] * factor) - 1;
      y[i] = sign * (1 - t) * inverse;
      dy[i] = 4 * t * inverse * inverse;
    }
  }

  /** y = ln(1 + e^(factor x)), dy = sigmoid(factor x). */
  static void softplus(double[] x, double factor, double[] y, double[] dy, int n) {
    expMinusAbs(x, factor, dy, y, n);
    log1pOfUnit(dy, y, n);
    for (int i = 0; i < n; i++) {
      double t = dy[i];
      double v = x[i] * factor;
      double mask = positive(v);
      y[i] = Math.max(v, 0) + y[i];
      dy[i] = (mask + (1 - mask) * t) / (1 + t);
    }
  }

  /** y = Phi(factor x), dy = phi(factor x). */
  static void normalCdf(double[] x, double factor, double[] y, double[] dy, int n) {
    for (int i = 0; i < n; i++) {
      double a = Math.abs(x[i] * factor);
      dy[i] = (a - Special.MILLS_K) / (a + Special.MILLS_K);
    }
    mills(dy, y, n);
    // e^(-v^2/2) as in exp; what was kept there in k is worked out again from x
    for (int i = 0; i < n; i++) {
      double whole = minusHalfSquare(x[i] * factor) * LOG2_E + ROUNDER - ROUNDER;
      dy[i] = minusHalfSquare(x[i] * factor) - whole * LN_2_HIGH - whole * LN_2_LOW;
    }
    expPolynomial(dy, n);
    for (int i = 0; i < n; i++) {
      double k = minusHalfSquare(x[i] * factor) * LOG2_E + ROUNDER;
      dy[i] = dy[i] * Double.longBitsToDouble((Double.doubleToRawLongBits(k) + 1023) << 52);
    }
    for (int i = 0; i < n; i++) {
      double v = x[i] * factor;
      double tail = y[i] / (1 + 2 * Math.abs(v)) * dy[i]; // Phi(-|v|)
      double mask = positive(v);
      y[i] = tail + mask * (1 - 2 * tail);
      dy[i] = INV_SQRT_2PI * dy[i];
    }
  }

  /** -v^2/2, not below -700, where its exponential is nothing beside 1. */
  private static double minusHalfSquare(double v) {
    return Math.max(-0.5 * v * v, -700);
  }

  /** s = the polynomial {@link Special#MILLS} in t; in pieces, since a longer loop stays scalar. */
  private static void mills(double[] t, double[] s, int n) {
    double[] c = Special.MILLS;
    int top = c.length - 1; // 25
    for (int i = 0; i < n; i++) {
      s[i] = c[top];
    }
    for (int k = top - 5; k >= 0; k -= 5) {
      hornerSteps(t, s, n, c[k], c[k + 1], c[k + 2], c[k + 3], c[k + 4]);
    }
  }

  private static void hornerSteps(
      double[] t, double[] s, int n, double c0, double c1, double c2, double c3, double c4) {
    for (int i = 0; i < n; i++) {
      s[i] = ((((s[i] * t[i] + c4) * t[i] + c3) * t[i] + c2) * t[i] + c1) * t[i] + c0;
    }
  }

  /** y = sin(factor x), dy = cos(factor x). */
  static void sinCos(double[] x, double factor, double[] y, double[] dy, int n) {
    // sin and cos of r = v - k pi/2, |r| <= pi/4, for a whole number k of quarter turns
    for (int i = 0; i < n; i++) {
      double v = x[i] * factor;
      double k = v * TWO_OVER_PI + ROUNDER - ROUNDER;
      y[i] = v - k * HALF_PI_HIGH - k * HALF_PI_LOW;
    }
    cosPolynomial(y, dy, n);
    sinPolynomial(y, n);
    for (int i = 0; i < n; i++) {
      double v = x[i] * factor;
      long quarter = Double.doubleToRawLongBits(v * TWO_OVER_PI + ROUNDER) & 3;
      double s = y[i];
      double c = dy[i];
      if (!(Math.abs(v) < TRIGONOMETRIC_LIMIT)) {
        y[i] = StrictMath.sin(v);
        dy[i] = StrictMath.cos(v);
      } else {
        double swap = quarter & 1;
        double sinSign = 1 - (quarter & 2);
        double cosSign = 1 - ((quarter + 1) & 2);
        y[i] = sinSign * (s + swap * (c - s));
        dy[i] = cosSign * (c + swap * (s - c));
      }
    }
  }

  private static void cosPolynomial(double[] r, double[] cos, int n) {
    for (int i = 0; i < n; i++) {
      double w = r[i] * r[i];
      double c = 4.736262392223979e-14;
      c = c * w + -1.147024597889514e-11;
      c = c * w + 2.0876753870748415e-09;
      c = c * w + -2.7557319212648283e-07;
      c = c * w + 2.4801587301563073e-05;
      c = c * w + -0.001388888888888886;
      c = c * w + 0.041666666666666664;
      c = c * w + -0.5;
      cos[i] = c * w + 1.0;
    }
  }

  /** r becomes sin r. */
  private static void sinPolynomial(double[] r, int n) {
    for (int i = 0; i < n; i++) {
      double w = r[i] * r[i];
      double s = -7.57802138320201e-13;
      s = s * w + 1.6058351049303359e-10;
      s = s * w + -2.5052104768288217e-08;
      s = s * w + 2.7557319213520538e-06;
      s = s * w + -0.00019841269841253397;
      s = s * w + 0.008333333333333321;
      s = s * w + -0.16666666666666666;
      r[i] = s * w * r[i] + r[i];
    }
  }
}
