package org.normprop.function.math;

/**
 * Elementary functions of whole arrays, in loops that the compiler turns into vector instructions.
 *
 * <p>Plain IEEE arithmetic in a fixed order, so the same bits on every machine. A choice between
 * two cases is written as arithmetic with a mask of zeros and ones, since a branch on random data
 * costs more than both cases. Long polynomials are split into even and odd powers, two chains that
 * run side by side. Coefficients come from {@code src/docs/approximations.py}.
 */
public final class Blocks {

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN_2_HIGH =
      0.693147180369123816490; // 33 bits: k * LN_2_HIGH is exact
  private static final double LN_2_LOW = 1.90821492927058770002e-10;

  /** 1.5 * 2^52: adding it rounds to an integer, which the low bits of the sum then hold. */
  static final double ROUNDER = 6755399441055744.0;

  /** e^v is a normal number from here on, with a margin. */
  private static final double LEAST_EXPONENT = -707;

  private static final double INV_SQRT_2PI = 0.3989422804014327;

  private Blocks() {}

  /** 1 where x &gt; 0, else 0; for 0 &lt; x &lt; 2^-1000 something between. */
  public static double positive(double x) {
    return Math.min(Math.max(x * 0x1p1000, 0), 1);
  }

  /**
   * y = e^(factor x), relative error below 4e-16, for factor x up to 709. What is smaller than
   * e^-707 comes out as that.
   *
   * @param y may be x
   * @param scratch as long as the others, and none of them; is overwritten
   */
  public static void exp(double[] x, double factor, double[] y, double[] scratch, int n) {
    for (int i = 0; i < n; i++) {
      double v = Math.max(x[i] * factor, LEAST_EXPONENT);
      double k = v * LOG2_E + ROUNDER;
      y[i] = v - (k - ROUNDER) * LN_2_HIGH - (k - ROUNDER) * LN_2_LOW;
      scratch[i] = k;
    }
    expOfReduced(y, scratch, n);
  }

  /** y = e^(-|factor x|), otherwise as {@link #exp}. */
  public static void expMinusAbs(double[] x, double factor, double[] y, double[] scratch, int n) {
    for (int i = 0; i < n; i++) {
      double v = Math.max(-Math.abs(x[i] * factor), LEAST_EXPONENT);
      double k = v * LOG2_E + ROUNDER;
      y[i] = v - (k - ROUNDER) * LN_2_HIGH - (k - ROUNDER) * LN_2_LOW;
      scratch[i] = k;
    }
    expOfReduced(y, scratch, n);
  }

  /**
   * y = e^(-(factor x)^2/2), otherwise as {@link #exp}; k is worked out twice, for want of room.
   */
  private static void expMinusHalfSquare(double[] x, double factor, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      double v = minusHalfSquare(x[i] * factor);
      double k = v * LOG2_E + ROUNDER;
      y[i] = v - (k - ROUNDER) * LN_2_HIGH - (k - ROUNDER) * LN_2_LOW;
    }
    expPolynomial(y, n);
    for (int i = 0; i < n; i++) {
      double k = minusHalfSquare(x[i] * factor) * LOG2_E + ROUNDER;
      y[i] = y[i] * Double.longBitsToDouble((Double.doubleToRawLongBits(k) + 1023) << 52);
    }
  }

  private static double minusHalfSquare(double v) {
    return Math.max(-0.5 * v * v, LEAST_EXPONENT);
  }

  /**
   * y = 2^k e^y: e^v = 2^k e^r with k = round(v / ln 2) and |r| at most ln(2)/2.
   *
   * @param y r
   * @param k the whole number plus {@link #ROUNDER}: its low bits, shifted up, become 2^k
   */
  private static void expOfReduced(double[] y, double[] k, int n) {
    expPolynomial(y, n);
    for (int i = 0; i < n; i++) {
      y[i] = y[i] * Double.longBitsToDouble((Double.doubleToRawLongBits(k[i]) + 1023) << 52);
    }
  }

  /** r becomes e^r for |r| at most ln(2)/2. */
  private static void expPolynomial(double[] r, int n) {
    for (int i = 0; i < n; i++) {
      double v = r[i];
      double w = v * v;
      double even = 2.0921669745705126e-09;
      even = even * w + 2.7557251634312097e-07;
      even = even * w + 2.480158735040281e-05;
      even = even * w + 0.0013888888888871753;
      even = even * w + 0.04166666666666669;
      even = even * w + 0.5;
      even = even * w + 1.0;
      double odd = 2.5114995257692174e-08;
      odd = odd * w + 2.7557224580477215e-06;
      odd = odd * w + 0.00019841269909626037;
      odd = odd * w + 0.008333333333309335;
      odd = odd * w + 0.16666666666666702;
      odd = odd * w + 1.0;
      r[i] = even + v * odd;
    }
  }

  /** y = ln(1 + t) for t in [0, 1]; y may be t. */
  public static void log1pOfUnit(double[] t, double[] y, int n) {
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
  public static void sigmoid(double[] x, double factor, double[] y, double[] dy, int n) {
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
  public static void tanh(double[] x, double factor, double[] y, double[] dy, int n) {
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
  public static void softplus(double[] x, double factor, double[] y, double[] dy, int n) {
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
  public static void normalCdf(double[] x, double factor, double[] y, double[] dy, int n) {
    for (int i = 0; i < n; i++) {
      double a = Math.abs(x[i] * factor);
      dy[i] = (a - Special.MILLS_K) / (a + Special.MILLS_K);
    }
    millsHigh(dy, y, n);
    millsLow(dy, y, n);
    expMinusHalfSquare(x, factor, dy, n);
    for (int i = 0; i < n; i++) {
      double v = x[i] * factor;
      double tail = y[i] / (1 + 2 * Math.abs(v)) * dy[i]; // Phi(-|v|)
      double mask = positive(v);
      y[i] = tail + mask * (1 - 2 * tail);
      dy[i] = INV_SQRT_2PI * dy[i];
    }
  }

  /**
   * s = the upper half of the polynomial {@link Special#MILLS} in t, over t^13. A loop over the
   * whole polynomial, or over its coefficients in turn, stays scalar.
   */
  private static void millsHigh(double[] t, double[] s, int n) {
    for (int i = 0; i < n; i++) {
      double v = t[i];
      double w = v * v;
      double even = 1.87975185848838e-11;
      even = even * w - 1.4404050607734045e-10;
      even = even * w + 5.786125949574502e-10;
      even = even * w - 4.945777066480328e-09;
      even = even * w + 9.106615543189742e-08;
      even = even * w - 1.4631554528869574e-06;
      even = even * w + 1.942396559313458e-05;
      double odd = 3.206718711732191e-10;
      odd = odd * w - 3.912010731376879e-09;
      odd = odd * w + 2.8947191676288343e-08;
      odd = odd * w - 1.8704835236867586e-07;
      odd = odd * w + 1.1864347136939887e-06;
      odd = odd * w - 6.955873745781891e-06;
      s[i] = even + v * odd;
    }
  }

  /** s becomes the whole polynomial. */
  private static void millsLow(double[] t, double[] s, int n) {
    for (int i = 0; i < n; i++) {
      double v = t[i];
      double w = v * v;
      double even = 2.2938415010495214e-05;
      even = even * w + 0.00030081458596639156;
      even = even * w - 0.006565636087315939;
      even = even * w - 0.045324842351262225;
      even = even * w - 0.09870703560602394;
      even = even * w - 0.0458926822293785;
      even = even * w + 0.845114654805968;
      double odd = -0.00020316918232995228;
      odd = odd * w + 0.0009536714636224493;
      odd = odd * w + 0.020645604155550928;
      odd = odd * w + 0.07602142903445946;
      odd = odd * w + 0.09358886193369907;
      odd = odd * w - 0.04208216438745751;
      double w4 = w * w * (w * w);
      s[i] = s[i] * (w4 * (w * w) * v) + (even + v * odd);
    }
  }
}
