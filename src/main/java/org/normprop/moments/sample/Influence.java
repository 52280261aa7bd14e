package org.normprop.moments.sample;

/**
 * How much one value moves a statistic of many: a polynomial of d = y - mean, of mean 0. The error
 * of the statistic is that of the polynomial's mean (the delta method). Huber, Robust Statistics
 * (1981), section 1.3.
 *
 * @param coefficients of d^k, k from 0 to 4
 */
record Influence(double[] coefficients) {

  /** Of m3/s^3: (d/s)^3 - g - 3 d/s - 3/2 g ((d/s)^2 - 1). */
  static Influence ofSkewness(CentralMoments moments) {
    double g = moments.skewness();
    double s = moments.populationStd();
    return new Influence(new double[] {g / 2, -3 / s, -1.5 * g / (s * s), 1 / (s * s * s), 0});
  }

  /** Of m4/s^4: (d/s)^4 - k - 4 g d/s - 2 k ((d/s)^2 - 1). */
  static Influence ofKurtosis(CentralMoments moments) {
    double k = moments.kurtosis();
    double s = moments.populationStd();
    double ss = s * s;
    return new Influence(
        new double[] {k, -4 * moments.skewness() / s, -2 * k / ss, 0, 1 / (ss * ss)});
  }

  /** The sum over values whose sums of powers of d are given. */
  double of(double[] powerSums) {
    double sum = 0;
    for (int k = 0; k < coefficients.length; k++) {
      sum += coefficients[k] * powerSums[k];
    }
    return sum;
  }
}
