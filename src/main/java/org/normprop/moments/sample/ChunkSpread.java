package org.normprop.moments.sample;

import java.io.Serializable;

/**
 * How sums of powers vary from chunk to chunk, which gives standard errors to statistics of the
 * third and fourth power without sums of the eighth.
 *
 * <p>Kept are the sums over all chunks of S_i S_j, with S_k a chunk's sum of (y - reference)^k, k
 * from 0 to 4; the reference is the first chunk's mean. Mutable and not thread-safe.
 */
final class ChunkSpread implements Serializable {

  private static final long serialVersionUID = 1;

  /** Fewer chunks tell too little of how chunks vary. */
  private static final int LEAST_CHUNKS = 16;

  private static final int ORDERS = 5;

  private static final double[][] BINOMIAL = {
    {1}, {1, 1}, {1, 2, 1}, {1, 3, 3, 1}, {1, 4, 6, 4, 1},
  };

  private final double[][] products = new double[ORDERS][ORDERS];
  private double reference;
  private long chunks;

  void add(CentralMoments chunk) {
    if (chunks == 0) {
      reference = chunk.mean();
    }
    double[] sums = chunk.powerSums(reference);
    for (int i = 0; i < ORDERS; i++) {
      for (int j = 0; j < ORDERS; j++) {
        products[i][j] += sums[i] * sums[j];
      }
    }
    chunks++;
  }

  void merge(ChunkSpread other) {
    if (other.chunks == 0) {
      return;
    }
    if (chunks == 0) {
      reference = other.reference;
    }
    double[][] moved = other.about(reference);
    for (int i = 0; i < ORDERS; i++) {
      for (int j = 0; j < ORDERS; j++) {
        products[i][j] += moved[i][j];
      }
    }
    chunks += other.chunks;
  }

  void clear() {
    for (double[] row : products) {
      java.util.Arrays.fill(row, 0);
    }
    chunks = 0;
  }

  /** The products about another reference: T products T', T_kj = binomial(k, j) shift^(k-j). */
  private double[][] about(double newReference) {
    double shift = reference - newReference;
    if (shift == 0 && products[ORDERS - 1][ORDERS - 1] < Double.POSITIVE_INFINITY) {
      return products; // T is one, as when something is merged into what is still empty
    }
    double[][] left = new double[ORDERS][ORDERS];
    double[][] both = new double[ORDERS][ORDERS];
    for (int i = 0; i < ORDERS; i++) {
      for (int j = 0; j < ORDERS; j++) {
        double factor = 1;
        for (int k = i; k >= 0; k--) {
          left[i][j] += BINOMIAL[i][k] * factor * products[k][j];
          factor *= shift;
        }
      }
    }
    for (int i = 0; i < ORDERS; i++) {
      for (int j = 0; j < ORDERS; j++) {
        double factor = 1;
        for (int k = j; k >= 0; k--) {
          both[i][j] += BINOMIAL[j][k] * factor * left[i][k];
          factor *= shift;
        }
      }
    }
    return both;
  }

  /**
   * The standard error of a statistic of all values: sqrt(sum over chunks of (sum of its
   * influence)^2)/n; NaN where there are too few chunks.
   */
  double error(Influence influence, CentralMoments all) {
    if (chunks < LEAST_CHUNKS) {
      return Double.NaN;
    }
    double[][] central = about(all.mean());
    double square = 0;
    for (int i = 0; i < ORDERS; i++) {
      square += influence.coefficients()[i] * influence.of(central[i]);
    }
    double correction = chunks / (chunks - 1.0);
    return Math.sqrt(Math.max(square * correction, 0)) / all.count();
  }
}
