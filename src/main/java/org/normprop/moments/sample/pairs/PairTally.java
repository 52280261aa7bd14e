package org.normprop.moments.sample.pairs;

import org.normprop.table.Estimate;

/**
 * Sums of powers x^i y^j, i + j up to 4, of pairs of outputs about a fixed center, and of what
 * their derivatives make. Mutable and not thread-safe; merging is adding, in a fixed order.
 */
public final class PairTally {

  private static final int ORDER = 4;

  private final double center;
  private double n;
  private final double[][] power = new double[ORDER + 1][ORDER + 1];
  private double productSquares; // of (xy)^2, x and y themselves
  private double slopes;
  private double slopeSquares;

  public PairTally(double center) {
    this.center = center;
  }

  /** Adds a chunk: outputs and derivatives of both. */
  public void add(double[] x, double[] y, double[] dx, double[] dy, int count) {
    for (int s = 0; s < count; s++) {
      double a = x[s] - center;
      double b = y[s] - center;
      double ai = 1;
      for (int i = 0; i <= ORDER; i++) {
        double term = ai;
        for (int j = 0; i + j <= ORDER; j++) {
          power[i][j] += term;
          term *= b;
        }
        ai *= a;
      }
      double product = x[s] * y[s];
      productSquares += product * product;
      double slope = dx[s] * dy[s];
      slopes += slope;
      slopeSquares += slope * slope;
    }
    n += count;
  }

  /** Adds what another of the same center has collected. */
  public void merge(PairTally other) {
    n += other.n;
    for (int i = 0; i <= ORDER; i++) {
      for (int j = 0; j <= ORDER; j++) {
        power[i][j] += other.power[i][j];
      }
    }
    productSquares += other.productSquares;
    slopes += other.slopes;
    slopeSquares += other.slopeSquares;
  }

  /** E xy. */
  public Estimate expectation() {
    double mean = (power[1][1] + center * (power[1][0] + power[0][1])) / n + center * center;
    return new Estimate(mean, error(productSquares / n - mean * mean));
  }

  /** The mean of the product of the derivatives, times a factor. */
  public Estimate slope(double factor) {
    double mean = slopes / n;
    return new Estimate(factor * mean, Math.abs(factor) * error(slopeSquares / n - mean * mean));
  }

  private double error(double variance) {
    return Math.sqrt(Math.max(variance, 0) / n);
  }

  /**
   * The correlation r. Its influence function is xy - r (x^2 + y^2)/2 for standardised x and y,
   * whose variance over n is the squared standard error.
   */
  public Estimate correlation() {
    double vx = central(2, 0);
    double vy = central(0, 2);
    if (!(vx > 0 && vy > 0)) {
      return Estimate.NONE;
    }
    double r = central(1, 1) / Math.sqrt(vx * vy);
    double m22 = central(2, 2) / (vx * vy);
    double m31 = central(3, 1) / (vx * Math.sqrt(vx * vy));
    double m13 = central(1, 3) / (vy * Math.sqrt(vx * vy));
    double m40 = central(4, 0) / (vx * vx);
    double m04 = central(0, 4) / (vy * vy);
    double variance = m22 - r * (m31 + m13) + r * r / 4 * (m40 + 2 * m22 + m04);
    return new Estimate(r, error(variance));
  }

  /** The mean of (x - mean)^i (y - mean)^j, by the binomial theorem from the fixed center. */
  private double central(int i, int j) {
    double dx = power[1][0] / n;
    double dy = power[0][1] / n;
    double sum = 0;
    for (int k = 0; k <= i; k++) {
      for (int l = 0; l <= j; l++) {
        sum +=
            binomial(i, k)
                * binomial(j, l)
                * StrictMath.pow(-dx, i - k)
                * StrictMath.pow(-dy, j - l)
                * power[k][l]
                / n;
      }
    }
    return sum;
  }

  private static double binomial(int n, int k) {
    double value = 1;
    for (int i = 1; i <= k; i++) {
      value = value * (n - k + i) / i;
    }
    return value;
  }
}
