package org.normprop.moments;

/** The normal distribution in doubles, from a table in double-double arithmetic. */
final class NormalDoubles {

  private static final int IN_ONE = 16;
  private static final int END = 38;
  private static final int TERMS = 14;
  private static final double[] BELOW = new double[2 * END * IN_ONE + 1];

  static {
    for (int i = 0; i < BELOW.length; i++) {
      double z = (double) i / IN_ONE - END;
      BELOW[i] = LawReference.tail(DoubleDouble.of(z)).value();
    }
  }

  private NormalDoubles() {}

  static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** P(Z below z), by Taylor's series around the next place of the table. */
  static double below(double z) {
    if (!(Math.abs(z) < END - 1)) {
      return z > 0 ? 1 : 0;
    }
    int i = (int) Math.rint((z + END) * IN_ONE);
    double at = (double) i / IN_ONE - END;
    double h = z - at;
    double before = 0;
    double slope = 1; // over the density
    double power = h;
    double sum = h;
    for (int m = 1; m < TERMS; m++) {
      double next = -at * slope - (m - 1) * before;
      before = slope;
      slope = next;
      power *= h / (m + 1);
      sum += slope * power;
    }
    return BELOW[i] + density(at) * sum;
  }

  static double between(double low, double high) {
    return low > 0 ? below(-low) - below(-high) : below(high) - below(low);
  }
}
