package org.normprop.function.math;

/** Sine and cosine of a block of values. */
public final class TrigonometricBlocks {

  private static final double TWO_OVER_PI = 0.6366197723675814;
  private static final double HALF_PI_HIGH = 1.5707963267341256; // 33 bits
  private static final double HALF_PI_LOW = 6.077100506506192e-11;

  /** Above this the reduction of sin's argument would lose digits. */
  private static final double TRIGONOMETRIC_LIMIT = 1e4;

  private TrigonometricBlocks() {}

  /** y = sin(factor x), dy = cos(factor x). */
  public static void sinCos(double[] x, double factor, double[] y, double[] dy, int n) {
    // sin and cos of r = v - k pi/2, |r| <= pi/4, for a whole number k of quarter turns
    for (int i = 0; i < n; i++) {
      double v = x[i] * factor;
      double k = v * TWO_OVER_PI + Blocks.ROUNDER - Blocks.ROUNDER;
      y[i] = v - k * HALF_PI_HIGH - k * HALF_PI_LOW;
    }
    cosPolynomial(y, dy, n);
    sinPolynomial(y, n);
    for (int i = 0; i < n; i++) {
      double v = x[i] * factor;
      long quarter = Double.doubleToRawLongBits(v * TWO_OVER_PI + Blocks.ROUNDER) & 3;
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
