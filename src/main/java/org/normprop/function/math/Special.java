package org.normprop.function.math;

/**
 * Elementary and special functions that Java lacks, with the same bits on every machine.
 *
 * <p>Unless said otherwise the relative error is below 1e-15, in the tails too. Coefficients come
 * from {@code src/docs/approximations.py}.
 */
public final class Special {

  private static final double SQRT_2 = Math.sqrt(2);
  private static final double INV_SQRT_2PI = 0.3989422804014327;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double LN_2 = 0.6931471805599453;

  /** (1 + 2x) e^(x^2/2) Phi(-x) for x at least 0, in powers of t = (x - K)/(x + K). */
  static final double[] MILLS = {
    0.845114654805968,
    -0.04208216438745751,
    -0.0458926822293785,
    0.09358886193369907,
    -0.09870703560602394,
    0.07602142903445946,
    -0.045324842351262225,
    0.020645604155550928,
    -0.006565636087315939,
    0.0009536714636224493,
    0.00030081458596639156,
    -0.00020316918232995228,
    2.2938415010495214e-05,
    1.942396559313458e-05,
    -6.955873745781891e-06,
    -1.4631554528869574e-06,
    1.1864347136939887e-06,
    9.106615543189742e-08,
    -1.8704835236867586e-07,
    -4.945777066480328e-09,
    2.8947191676288343e-08,
    5.786125949574502e-10,
    -3.912010731376879e-09,
    -1.4404050607734045e-10,
    3.206718711732191e-10,
    1.87975185848838e-11
  };

  static final double MILLS_K = 5.25;

  /** erf(x)/x for |x| up to 1, in powers of x^2. */
  private static final double[] ERF = {
    1.1283791670955126,
    -0.37612638903183754,
    0.11283791670955126,
    -0.026866170645131218,
    0.005223977625441674,
    -0.0008548327023403001,
    0.00012055332978879483,
    -1.4925650236967501e-05,
    1.6462110782018636e-06,
    -1.636576864883207e-07,
    1.4806027146128752e-08,
    -1.2277734486795524e-09,
    9.323723518153027e-11,
    -6.1967364287877e-12,
    2.8067128195611264e-13
  };

  private Special() {}

  /**
   * The distribution function of the standard normal, Phi(x) = P(Z at most x).
   *
   * @param x the argument; NaN gives NaN
   * @return Phi(x), relatively accurate in the lower tail
   */
  public static double normalCdf(double x) {
    if (x > 0) {
      return 1 - normalTail(x);
    }
    return normalTail(-x);
  }

  /**
   * The same, where the density is known.
   *
   * @param x the argument; NaN gives NaN
   * @param density {@link #normalDensity} of it
   * @return Phi(x)
   */
  public static double normalCdf(double x, double density) {
    double far = Math.abs(x);
    double tail = far > 40 ? 0 : normalTail(far, density / INV_SQRT_2PI);
    return x > 0 ? 1 - tail : tail;
  }

  /** Phi(-x) for x at least 0. */
  private static double normalTail(double x) {
    return x > 40 ? 0 : normalTail(x, expMinusHalfSquare(x)); // below the least double from 38.5 on
  }

  private static double normalTail(double x, double exp) {
    double t = (x - MILLS_K) / (x + MILLS_K);
    return polynomial(MILLS, t) / (1 + 2 * x) * exp;
  }

  /**
   * The density of the standard normal, e^(-x^2/2)/sqrt(2 pi).
   *
   * @param x the argument; NaN gives NaN
   * @return phi(x)
   */
  public static double normalDensity(double x) {
    return INV_SQRT_2PI * expMinusHalfSquare(x);
  }

  /**
   * e^(-x^2/2): x is cut in two, so that the square's rounding error does not reach the exponent.
   */
  private static double expMinusHalfSquare(double x) {
    if (Math.abs(x) > 40) {
      return 0;
    }
    double high = (float) x;
    return StrictMath.exp(-0.5 * high * high) * StrictMath.exp(-0.5 * (x - high) * (x + high));
  }

  /** e^(-x^2), by the same cut. */
  public static double expMinusSquare(double x) {
    if (Math.abs(x) > 40) {
      return 0;
    }
    double high = (float) x;
    return StrictMath.exp(-high * high) * StrictMath.exp(-(x - high) * (x + high));
  }

  /**
   * The error function 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x.
   *
   * @param x the argument; NaN gives NaN
   * @return erf(x)
   */
  public static double erf(double x) {
    if (Math.abs(x) <= 1) {
      return x * polynomial(ERF, x * x);
    }
    return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  }

  /**
   * The complementary error function 1 - erf(x).
   *
   * @param x the argument; NaN gives NaN
   * @return erfc(x), relatively accurate for large x
   */
  public static double erfc(double x) {
    if (x < 1) {
      return 1 - erf(x);
    }
    if (x > 40) {
      return 0;
    }
    double s = x * SQRT_2;
    double t = (s - MILLS_K) / (s + MILLS_K);
    return 2 * polynomial(MILLS, t) / (1 + 2 * s) * expMinusSquare(x);
  }

  public static double erfDerivative(double x) {
    return TWO_OVER_SQRT_PI * expMinusSquare(x);
  }

  /**
   * The logistic sigmoid 1/(1 + e^-x).
   *
   * @param x the argument; NaN gives NaN
   * @return the sigmoid, relatively accurate in the lower tail
   */
  public static double sigmoid(double x) {
    if (x > 0) {
      return 1 / (1 + StrictMath.exp(-x));
    }
    double e = StrictMath.exp(x);
    return e / (1 + e);
  }

  public static double sigmoidDerivative(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return e / ((1 + e) * (1 + e));
  }

  /**
   * ln(1 + e^x).
   *
   * @param x the argument; NaN gives NaN
   * @return the softplus, accurate in both tails
   */
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  public static double tanhDerivative(double x) {
    double e = StrictMath.exp(-2 * Math.abs(x));
    return 4 * e / ((1 + e) * (1 + e));
  }

  public static double asinh(double x) {
    double a = Math.abs(x);
    double value =
        a > 1e150
            ? StrictMath.log(a) + LN_2
            : StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(value, x);
  }

  /** x - tanh x, which the difference of the two would lose near 0. */
  public static double tanhshrink(double x) {
    if (Math.abs(x) > 0.5) {
      return x - StrictMath.tanh(x);
    }
    // x - tanh x = (x cosh x - sinh x)/cosh x = x^3 (sum of 2k v^(k-1)/(2k+1)!)/cosh x, v = x^2
    double v = x * x;
    double sum = 0;
    double term = 1.0 / 6; // v^(k-1)/(2k+1)! at k = 1
    for (int k = 1; k <= 9; k++) {
      sum += 2 * k * term;
      term *= v / ((2 * k + 2) * (2 * k + 3));
    }
    return x * v * sum / StrictMath.cosh(x);
  }

  /** ln cosh x. */
  public static double logCosh(double x) {
    double a = Math.abs(x);
    if (a < 1) {
      double s = StrictMath.sinh(a / 2);
      return StrictMath.log1p(2 * s * s); // cosh x = 1 + 2 sinh^2(x/2)
    }
    return a + StrictMath.log1p(StrictMath.exp(-2 * a)) - LN_2;
  }

  /** c[0] + c[1] t + c[2] t^2 + ... */
  public static double polynomial(double[] c, double t) {
    double sum = c[c.length - 1];
    for (int k = c.length - 2; k >= 0; k--) {
      sum = sum * t + c[k];
    }
    return sum;
  }

  /** sin(pi u), 0 at whole numbers exactly. */
  public static double sinPi(double u) {
    double nearest = Math.rint(u);
    double sine = StrictMath.sin(Math.PI * (u - nearest));
    return nearest % 2 == 0 ? sine : -sine;
  }

  /** cos(pi u), 0 halfway between whole numbers exactly. */
  public static double cosPi(double u) {
    double below = Math.floor(u);
    double sine = StrictMath.sin(Math.PI * (0.5 - (u - below)));
    return below % 2 == 0 ? sine : -sine;
  }

  /** ln(u + sqrt(u^2 - 1)), without loss near 1. */
  public static double acosh(double u) {
    if (u > 1e8) {
      return StrictMath.log(u) + LN_2;
    }
    double t = u - 1;
    return StrictMath.log1p(t + Math.sqrt(t * (2 + t)));
  }

  /** The inverse of tanh. */
  public static double atanh(double u) {
    return (StrictMath.log1p(u) - StrictMath.log1p(-u)) / 2;
  }
}
