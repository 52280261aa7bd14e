package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;

/**
 * How what two tokens have in common differs from pair to pair: Cov(x_s, x_t) = r_st A for tokens s
 * and t, with A the mean over all pairs. Behind attention with a causal mask the first tokens have
 * far more in common than the last, and all later layers look back at them. Immutable, if nobody
 * writes to its array.
 *
 * @param count how many tokens
 * @param ratios r row by row; 1 on the diagonal and, of different tokens, on average
 */
record TokenPairs(int count, float[] ratios) {

  /** Sequences that are longer are looked at as a whole. */
  static final int MOST = 256;

  /**
   * The ratios of covariances that any factor may be in.
   *
   * @return null where different tokens have nothing in common
   */
  static TokenPairs of(int count, float[] covariances) {
    double mean = apart(count, covariances);
    if (!(mean > 0)) {
      return null;
    }
    float[] ratios = new float[count * count];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = i % (count + 1) == 0 ? 1 : (float) (covariances[i] / mean);
    }
    return new TokenPairs(count, ratios);
  }

  /** The mean over pairs of different tokens. */
  static double apart(int count, float[] square) {
    double sum = 0;
    for (int i = 0; i < square.length; i++) {
      sum += i % (count + 1) == 0 ? 0 : square[i];
    }
    return sum / ((double) count * (count - 1));
  }

  /** The mean over tokens. */
  static double same(int count, float[] square) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += square[i * (count + 1)];
    }
    return sum / count;
  }

  /**
   * Those of a sum.
   *
   * @param a of the first term; null where all pairs are alike
   * @param first what two tokens of the first term have in common
   * @param b of the second term; null where all pairs are alike
   * @param second what two tokens of the second term have in common
   */
  static TokenPairs ofSum(TokenPairs a, double first, TokenPairs b, double second) {
    if (a == null && b == null || a != null && b != null && a.count != b.count) {
      return null;
    }
    int count = a == null ? b.count : a.count;
    float[] all = new float[count * count];
    add(all, a, Math.max(0, first));
    add(all, b, Math.max(0, second));
    return of(count, all);
  }

  private static void add(float[] into, TokenPairs pairs, double weight) {
    if (pairs == null) {
      float[] alike = new float[into.length];
      Arrays.fill(alike, 1);
      add(into, new TokenPairs(0, alike), weight);
      return;
    }
    for (int i = 0; i < into.length; i++) {
      into[i] += (float) (weight * pairs.ratios[i]);
    }
  }
}
