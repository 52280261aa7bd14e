package org.normprop.moments.sample;

import java.io.Serializable;

/**
 * Count, mean and sums of powers of deviations to the fourth of a stream of values.
 *
 * <p>Blocks are summed in two passes and merged by the pairwise update of Chan et al. (1979) and
 * Pebay, Formulas for Robust One-Pass Parallel Computation of Covariances and Arbitrary-Order
 * Statistical Moments (2008). The order of additions is fixed: the same values in the same blocks
 * give the same bits. Mutable and not thread-safe.
 */
final class CentralMoments implements Serializable {

  private static final long serialVersionUID = 1;

  /** Fewer samples than this do not tell their own spread. */
  private static final int FEW = 8;

  private double n;
  private double mean;
  private double m2; // sum of (y - mean)^2
  private double m3;
  private double m4;

  /** Replaces the contents by those of a block. */
  void setTo(double[] y, int count) {
    n = count;
    mean = sum(y, count) / count;
    double a2 = 0;
    double b2 = 0;
    double a3 = 0;
    double b3 = 0;
    double a4 = 0;
    double b4 = 0;
    int i = 0;
    for (; i + 1 < count; i += 2) {
      double d = y[i] - mean;
      double e = y[i + 1] - mean;
      double dd = d * d;
      double ee = e * e;
      a2 += dd;
      b2 += ee;
      a3 += dd * d;
      b3 += ee * e;
      a4 += dd * dd;
      b4 += ee * ee;
    }
    if (i < count) {
      double d = y[i] - mean;
      a2 += d * d;
      a3 += d * d * d;
      a4 += d * d * (d * d);
    }
    m2 = a2 + b2;
    m3 = a3 + b3;
    m4 = a4 + b4;
  }

  /** Replaces the contents by those of a weighted block; the count is the sum of the weights. */
  void setTo(double[] y, double[] weights, int count) {
    double sumOfWeights = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sumOfWeights += weights[i];
      sum += weights[i] * y[i];
    }
    n = sumOfWeights;
    mean = sum / sumOfWeights;
    m2 = 0;
    m3 = 0;
    m4 = 0;
    for (int i = 0; i < count; i++) {
      double d = y[i] - mean;
      double w = weights[i] * d * d;
      m2 += w;
      m3 += w * d;
      m4 += w * d * d;
    }
  }

  /** Sums in a fixed order, in four strands that the processor adds side by side. */
  static double sum(double[] y, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += y[i];
      b += y[i + 1];
      c += y[i + 2];
      d += y[i + 3];
    }
    for (; i < count; i++) {
      a += y[i];
    }
    return (a + b) + (c + d);
  }

  /** Adds what another has collected. */
  void merge(CentralMoments other) {
    if (other.n == 0) {
      return;
    }
    if (n == 0) {
      n = other.n;
      mean = other.mean;
      m2 = other.m2;
      m3 = other.m3;
      m4 = other.m4;
      return;
    }
    double na = n;
    double nb = other.n;
    double total = na + nb;
    double delta = other.mean - mean;
    double r = delta / total;
    double r2 = r * r;
    double product = na * nb;
    // Pebay (2008), equations 2.1 to 2.9 for two sets; m4 and m3 first, they use the old m2.
    m4 +=
        other.m4
            + delta * r * r2 * product * (na * na - product + nb * nb)
            + 6 * r2 * (na * na * other.m2 + nb * nb * m2)
            + 4 * r * (na * other.m3 - nb * m3);
    m3 += other.m3 + delta * r2 * product * (na - nb) + 3 * r * (na * other.m2 - nb * m2);
    m2 += other.m2 + delta * r * product;
    mean += r * nb;
    n = total;
  }

  void clear() {
    n = 0;
    mean = 0;
    m2 = 0;
    m3 = 0;
    m4 = 0;
  }

  double count() {
    return n;
  }

  double mean() {
    return mean;
  }

  /** The sum of (y - center)^2. */
  double squaredDeviations(double center) {
    return m2 + n * (mean - center) * (mean - center);
  }

  /** The sums of (y - center)^k for k from 0 to 4. */
  double[] powerSums(double center) {
    double d = mean - center;
    double dd = d * d;
    return new double[] {
      n,
      n * d,
      m2 + n * dd,
      m3 + 3 * d * m2 + n * d * dd,
      m4 + 4 * d * m3 + 6 * dd * m2 + n * dd * dd
    };
  }

  /** E[y^2]. */
  double secondMoment() {
    return mean * mean + m2 / n;
  }

  /** SE(E[y^2]) = sqrt(Var[y^2]/n), Var[y^2] = m4 + 4 m m3 + 4 m^2 s^2 - s^4. */
  double secondMomentError() {
    double s2 = m2 / n;
    double variance = m4 / n + 4 * mean * (m3 / n) + 4 * mean * mean * s2 - s2 * s2;
    return Math.sqrt(Math.max(variance, 0) / n);
  }

  /** The unbiased variance; NaN for less than two values. */
  double variance() {
    return m2 / (n - 1);
  }

  double std() {
    return Math.sqrt(variance());
  }

  double populationStd() {
    return Math.sqrt(m2 / n);
  }

  double meanError() {
    return std() / Math.sqrt(n);
  }

  /** SE(s) = sqrt((m4 - s^4)/n)/(2s), right for any distribution with a fourth moment. */
  double stdError() {
    double s = std();
    double s2 = m2 / n;
    if (s == 0) {
      return 0;
    }
    if (n < FEW) {
      return s / Math.sqrt(2.0 * Math.max(n - 1, 1)); // a normal's: four powers of two say nothing
    }
    // The second term is what is left where the first vanishes, as for two values of equal chance.
    return Math.hypot(
        Math.sqrt(Math.max(m4 / n - s2 * s2, 0) / n) / (2 * s), s / (Math.sqrt(2) * n));
  }

  /** Third central moment over std^3. */
  double skewness() {
    double s2 = m2 / n;
    return m3 / n / (s2 * Math.sqrt(s2));
  }

  /** Fourth central moment over std^4. */
  double kurtosis() {
    double s2 = m2 / n;
    return m4 / n / (s2 * s2);
  }
}
