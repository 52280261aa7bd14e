package org.normprop.net.flow.width;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.normprop.function.stage.Activation;
import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Nonlinearity;

/**
 * What an average over channels of y^2 and of (dy/dx)^2 is and how it scatters, y = f(x), for x a
 * normal of a variance K that itself varies: p(x) = f(x)^2, q(x) = f'(x)^2. The mean over K is
 * taken by a log-normal of K's mean and variance; slopes are those of the regression on K, Cov(E[p
 * | K], K)/Var K. Immutable.
 */
final class ReadMoments {

  /**
   * A function as it stands in a network.
   *
   * @param value f(x), shifted and divided as the network does
   * @param slope its derivative
   */
  record Function(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    static final Function IDENTITY = new Function(x -> x, x -> 1);

    static Optional<Function> of(Nonlinearity nonlinearity) {
      if (!(nonlinearity instanceof Nonlinearity.Fixed fixed)) {
        return Optional.empty();
      }
      Activation f = fixed.activation();
      Affine map = fixed.constants();
      return Optional.of(
          new Function(
              x -> (f.value(x) - map.mean()) / map.scale(), x -> f.derivative(x) / map.scale()));
    }
  }

  /** A function of a normal is developed in so many Hermite polynomials. */
  private static final int DEGREE = 10;

  private static final int CELLS = 16 * 32;
  private static final double[] NORMALS = new double[CELLS];
  private static final double[] WEIGHTS = new double[CELLS];

  /** He_k(z)/sqrt(k!) at each cell. */
  private static final double[][] HERMITE = new double[DEGREE + 1][CELLS];

  /** Gauss and Hermite's rule of five points. */
  private static final double[] POINTS = {
    -2.8569700138728, -1.3556261799742, 0, 1.3556261799742, 2.8569700138728
  };

  private static final double[] POINT_WEIGHTS = {
    0.0112574113277, 0.2220759220056, 0.5333333333333, 0.2220759220056, 0.0112574113277
  };

  static {
    for (int i = 0; i < CELLS; i++) {
      double z = (i + 0.5) / 32 - 8;
      NORMALS[i] = z;
      WEIGHTS[i] = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / 32;
      HERMITE[0][i] = 1;
      HERMITE[1][i] = z;
      for (int k = 1; k < DEGREE; k++) {
        double next = z * HERMITE[k][i] - Math.sqrt(k) * HERMITE[k - 1][i];
        HERMITE[k + 1][i] = next / Math.sqrt(k + 1.0);
      }
    }
  }

  /** Which of the two functions. */
  enum Of {
    /** f(x)^2. */
    VALUE,
    /** f'(x)^2. */
    SLOPE
  }

  private final double variance;
  private final double meanValue;
  private final double[] mean = new double[2];
  private final double[] slope = new double[2];
  private final double[][] moments = new double[2][2];
  private final double[][] atMean = new double[2][2];
  private final double[][] hermite = new double[2][];
  private final double[] itself = new double[DEGREE + 2];

  /**
   * Integrates.
   *
   * @param f the function
   * @param mean of x
   * @param variance the mean of K
   * @param scatter the variance of K over the square of its mean
   * @param third the third cumulant of x over K^1.5
   */
  ReadMoments(Function f, double mean, double variance, double scatter, double third) {
    this.variance = variance;
    double log = Math.sqrt(Math.log1p(Math.max(0, scatter)));
    double value = 0;
    double spread = 0;
    for (int k = 0; k < POINTS.length; k++) {
      double ratio = Math.exp(log * POINTS[k] - log * log / 2);
      double weight = POINT_WEIGHTS[k];
      double std = Math.sqrt(variance * ratio);
      double[] values = at(f.value(), mean, std);
      double[][] both = {squares(values), squares(at(f.slope(), mean, std))};
      value += weight * sum(values);
      spread += weight * (ratio - 1) * (ratio - 1);
      for (int a = 0; a < 2; a++) {
        double of = sum(both[a]);
        this.mean[a] += weight * of;
        slope[a] += weight * of * (ratio - 1);
        for (int b = 0; b < 2; b++) {
          moments[a][b] += weight * (sum(both[a], both[b]) - of * sum(both[b]));
        }
      }
    }
    double[] values = at(f.value(), mean, Math.sqrt(variance));
    double[][] both = {squares(values), squares(at(f.slope(), mean, Math.sqrt(variance)))};
    for (int a = 0; a < 2; a++) {
      hermite[a] = new double[DEGREE + 1];
      for (int k = 0; k <= DEGREE; k++) {
        hermite[a][k] = sum(both[a], HERMITE[k]);
      }
      for (int b = 0; b < 2; b++) {
        atMean[a][b] = sum(both[a], both[b]) - sum(both[a]) * sum(both[b]);
      }
      // d E[g(sqrt(K) z)] / d ln K = c_2/sqrt(2); a third cumulant adds c_3 sqrt(6)/6 of itself.
      slope[a] = spread > 1e-8 ? slope[a] / spread : hermite[a][2] / Math.sqrt(2);
      this.mean[a] += third * hermite[a][3] / Math.sqrt(6);
    }
    double rest = sum(both[0]);
    for (int k = 0; k <= DEGREE; k++) {
      itself[k] = Math.pow(sum(values, HERMITE[k]), 2);
      rest -= itself[k];
    }
    itself[DEGREE + 1] = rest;
    meanValue = value + third * sum(values, HERMITE[3]) / Math.sqrt(6);
  }

  private static double[] at(DoubleUnaryOperator f, double mean, double std) {
    double[] all = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      all[i] = f.applyAsDouble(mean + std * NORMALS[i]);
    }
    return all;
  }

  private static double[] squares(double[] values) {
    double[] all = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      all[i] = values[i] * values[i];
    }
    return all;
  }

  private static double sum(double[] values) {
    return sum(values, HERMITE[0]);
  }

  private static double sum(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      sum += WEIGHTS[i] * a[i] * b[i];
    }
    return sum;
  }

  /** The mean of K. */
  double variance() {
    return variance;
  }

  /** E[f(x)]. */
  double meanValue() {
    return meanValue;
  }

  /** E[f(x) f(x')] at normals of correlation r. */
  double product(double r) {
    double sum = 0;
    for (int k = DEGREE + 1; k >= 0; k--) {
      sum = sum * r + itself[k];
    }
    return sum;
  }

  /** E[f(x)^2] or E[f'(x)^2]. */
  double mean(Of of) {
    return mean[of.ordinal()];
  }

  /** How that moves with ln K. */
  double slope(Of of) {
    return slope[of.ordinal()];
  }

  /** The covariance of both functions at one x, on average over K. */
  double covariance(Of a, Of b) {
    return moments[a.ordinal()][b.ordinal()];
  }

  /** E[g(x) z], z = (x - mean)/sqrt(K). */
  double first(Of of) {
    return hermite[of.ordinal()][1];
  }

  /**
   * The covariance of g(x) and h(x'), x' another tensor's: sum of a_k b_k r^k over Hermite
   * polynomials; what of the variance is left goes with the next power.
   *
   * @param of which function of this x
   * @param other x'
   * @param its which function of x'
   * @param r the correlation of x and x'
   * @return the covariance, scaled as the variance over K exceeds that at K's mean
   */
  double covariance(Of of, ReadMoments other, Of its, double r) {
    int a = of.ordinal();
    int b = its.ordinal();
    double sum = 0;
    double left = 0;
    double power = 1;
    for (int k = 1; k <= DEGREE; k++) {
      power *= r;
      sum += hermite[a][k] * other.hermite[b][k] * power;
      left += hermite[a][k] * hermite[b][k] + other.hermite[a][k] * other.hermite[b][k];
    }
    left = (atMean[a][b] + other.atMean[a][b] - left) / 2;
    return excess(a) * other.excess(b) * (sum + left * power * r);
  }

  private double excess(int a) {
    return atMean[a][a] > 0 ? Math.sqrt(moments[a][a] / atMean[a][a]) : 1;
  }

  /** E[dp/dz (x) dq/dz (x')] of this x's value and another's slope, by the same series. */
  double coupling(ReadMoments later, double r) {
    double sum = 0;
    double power = 1;
    for (int k = 1; k <= DEGREE; k++) {
      sum += k * hermite[0][k] * later.hermite[1][k] * power;
      power *= r;
    }
    return sum;
  }
}
