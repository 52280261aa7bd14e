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

  // Numerators and denominators of AS 241, for |p - 1/2| up to 0.425, for sqrt(-ln p) up to 5, and
  // beyond.
  private static final double[] QUANTILE_CENTER = {
    3.3871328727963666080e0,
    1.3314166789178437745e+2,
    1.9715909503065514427e+3,
    1.3731693765509461125e+4,
    4.5921953931549871457e+4,
    6.7265770927008700853e+4,
    3.3430575583588128105e+4,
    2.5090809287301226727e+3
  };

  private static final double[] QUANTILE_CENTER_BELOW = {
    1,
    4.2313330701600911252e+1,
    6.8718700749205790830e+2,
    5.3941960214247511077e+3,
    2.1213794301586595867e+4,
    3.9307895800092710610e+4,
    2.8729085735721942674e+4,
    5.2264952788528545610e+3
  };

  private static final double[] QUANTILE_TAIL = {
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4
  };

  private static final double[] QUANTILE_TAIL_BELOW = {
    1,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };

  private static final double[] QUANTILE_FAR = {
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7
  };

  private static final double[] QUANTILE_FAR_BELOW = {
    1,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15
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

  /** Phi(-x) for x at least 0. */
  private static double normalTail(double x) {
    if (x > 40) {
      return 0; // below the least double from 38.5 on
    }
    double t = (x - MILLS_K) / (x + MILLS_K);
    return polynomial(MILLS, t) / (1 + 2 * x) * expMinusHalfSquare(x);
  }

  /**
   * The x with Phi(x) = p.
   *
   * <p>Wichura, Algorithm AS 241: The Percentage Points of the Normal Distribution (1988), PPND16.
   *
   * @param p a probability in (0, 1); 0 gives minus infinity, 1 infinity, anything else NaN
   * @return the quantile, as accurate as p itself
   */
  public static double normalQuantile(double p) {
    if (p == 0 || p == 1) {
      return p == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(QUANTILE_CENTER, r) / polynomial(QUANTILE_CENTER_BELOW, r);
    }
    double r = Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p)); // NaN outside of [0, 1]
    double x =
        r <= 5
            ? polynomial(QUANTILE_TAIL, r - 1.6) / polynomial(QUANTILE_TAIL_BELOW, r - 1.6)
            : polynomial(QUANTILE_FAR, r - 5) / polynomial(QUANTILE_FAR_BELOW, r - 5);
    return q < 0 ? -x : x;
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
}
