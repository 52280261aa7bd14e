package org.normprop.moments.quadrature;

/**
 * Sums that carry what rounding loses along (Neumaier 1974), so that their error is that of the
 * terms.
 *
 * <p>Mutable; for one thread.
 */
final class CompensatedSums {

  private final double[] sums;
  private final double[] lost;

  CompensatedSums(int count) {
    sums = new double[count];
    lost = new double[count];
  }

  void add(int k, double term) {
    double total = sums[k] + term;
    lost[k] +=
        Math.abs(sums[k]) >= Math.abs(term) ? (sums[k] - total) + term : (term - total) + sums[k];
    sums[k] = total;
  }

  double[] totals() {
    double[] totals = new double[sums.length];
    for (int k = 0; k < totals.length; k++) {
      totals[k] = sums[k] + lost[k];
    }
    return totals;
  }
}
