package org.normprop.function.enclosure;

/**
 * Bounds over rectangles of the complex plane, given by the real parts' range and the largest
 * |imaginary part|. With z = x + iy: |e^z| = e^x, |cos z|^2 = cos^2 x + sinh^2 y, |cosh z|^2 =
 * (cosh 2x + cos 2y)/2, |e^(-z^2)| = e^(y^2 - x^2).
 */
final class RegionBounds {

  private static final double HUGE = 700;

  private RegionBounds() {}

  static double most(double low, double high) {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  static double least(double low, double high) {
    return low > 0 ? low : high < 0 ? -high : 0;
  }

  /** 1 if a number is positive, else infinity. */
  static double positive(double x) {
    return x > 0 ? 1 : Double.POSITIVE_INFINITY;
  }

  static double positiveOr(double x) {
    return x > 0 ? x : 0;
  }

  /** A bound of |e^(-c z^2)|. */
  static double gaussian(double low, double high, double y, double c) {
    double x = least(low, high);
    return StrictMath.exp(c * (y - x) * (y + x)) * (1 + 1e-12);
  }

  /** The least cosh x + cos y for |imaginary| up to y; 0 where it may vanish, which is at x = 0. */
  static double hyperbolic(double x, double y) {
    double cos = y < Math.PI ? StrictMath.cos(y) : -1;
    return (StrictMath.cosh(Math.min(x, HUGE)) + cos) * (1 - 1e-12);
  }

  /** The least |1 + z^2| = |z - i| |z + i|; 0 where it may vanish, which is at x = 0. */
  static double onePlusSquare(double low, double high, double y) {
    double x = least(low, high);
    return Math.max(1 + (x - y) * (x + y), x * x) * (1 - 1e-12);
  }

  /**
   * |1/(1 + e^-z)|, by t = e^-x: |1 + e^-z|^2 = 1 + 2 t cos y + t^2; infinite where t may be -1.
   */
  static double sigmoidSize(double low, double high, double y) {
    double cos = y < Math.PI ? StrictMath.cos(y) : -1;
    double t = Math.max(StrictMath.exp(-high), Math.min(-cos, StrictMath.exp(-low)));
    if (t > 1e9) {
      return 1 / (t - 1);
    }
    return 1 / Math.sqrt(Math.max(0, 1 + 2 * t * cos + t * t)) * (1 + 1e-12);
  }
}
