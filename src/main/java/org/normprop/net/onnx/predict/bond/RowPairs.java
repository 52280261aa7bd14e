package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import org.normprop.net.onnx.predict.signal.MatrixProduct;

/**
 * What the outputs of attention have of the same tokens: with P the weights of a head, a row for
 * each output, R how the values of tokens go together ({@link TokenPairs}) and D what each has for
 * itself, against the mean over tokens, two outputs t and u have
 *
 * <p>Cov(y_t, y_u) = (P D P^T)_tu (S - A) + (P R P^T)_tu A.
 */
final class RowPairs {

  private final int heads;
  private final int count;
  private final float[] weights;
  private final float[] alone;

  /** P D P^T and P R P^T of each head. */
  private final float[][] overlaps;

  private final float[][] shared;

  private RowPairs(int heads, int count, float[] weights, float[] alone) {
    this.heads = heads;
    this.count = count;
    this.weights = weights;
    this.alone = alone;
    this.overlaps = new float[heads][count * count];
    this.shared = new float[heads][count * count];
  }

  /**
   * The pairs of a sequence.
   *
   * @param weights [heads, count, count], rows that add up to 1
   * @param alone D, [heads, count]
   * @param tokens of the values; null where all pairs of them are alike
   */
  static RowPairs of(float[] weights, int heads, float[] alone, TokenPairs tokens) {
    int count = alone.length / heads;
    RowPairs pairs = new RowPairs(heads, count, weights, alone);
    float[] turned = new float[count * count];
    for (int g = 0; g < heads; g++) {
      int at = g * count * count;
      for (int i = 0; i < turned.length; i++) {
        turned[i] = weights[at + i] * alone[g * count + i % count];
      }
      pairs.product(turned, 0, at, pairs.overlaps[g]);
      if (tokens == null || tokens.count() != count) {
        Arrays.fill(pairs.shared[g], 1);
        continue;
      }
      float[] r = tokens.ratios();
      MatrixProduct.multiply(false, false, count, count, count, weights, at, r, 0, turned, 0);
      pairs.product(turned, 0, at, pairs.shared[g]);
    }
    return pairs;
  }

  private void product(float[] left, int leftAt, int rightAt, float[] result) {
    MatrixProduct.multiply(
        false, true, count, count, count, left, leftAt, weights, rightAt, result, 0);
  }

  /** What the variance that tokens share is multiplied by in an output. */
  double shared(int head, int row) {
    return shared[head][row * (count + 1)];
  }

  /** The mean of the sum of products of two heads' weights, of one output. */
  double same(int g, int h) {
    double sum = 0;
    for (int i = 0; i < count * count; i++) {
      double product = (double) weights[g * count * count + i] * weights[h * count * count + i];
      sum += product * alone(g, h, i % count);
    }
    return sum / count;
  }

  private double alone(int g, int h, int token) {
    return (alone[g * count + token] + alone[h * count + token]) / 2;
  }

  /** The same, of two outputs. */
  double apart(int g, int h) {
    if (g == h) {
      return TokenPairs.apart(count, overlaps[g]);
    }
    double all = 0;
    for (int s = 0; s < count; s++) {
      double first = 0;
      double second = 0;
      for (int t = 0; t < count; t++) {
        first += weights[(g * count + t) * count + s];
        second += weights[(h * count + t) * count + s];
      }
      all += first * second * alone(g, h, s);
    }
    return (all - count * same(g, h)) / ((double) count * (count - 1));
  }

  /** What covariances that tokens share are multiplied by, of one output's heads. */
  double sharedSame(int g, int h) {
    return (TokenPairs.same(count, shared[g]) + TokenPairs.same(count, shared[h])) / 2;
  }

  /** The same, of two outputs. */
  double sharedApart(int g, int h) {
    return (TokenPairs.apart(count, shared[g]) + TokenPairs.apart(count, shared[h])) / 2;
  }

  /** The weight that an output gives its own token, or on average each of the others. */
  double part(int head, boolean others) {
    double own = 0;
    for (int t = 0; t < count; t++) {
      own += weights[head * count * count + t * (count + 1)] / count;
    }
    return others ? (1 - own) / (count - 1) : own;
  }

  /**
   * How outputs go together.
   *
   * @param own variances of values that tokens have for themselves, by head
   * @param common what they share, by head
   */
  TokenPairs tokens(double[] own, double[] common) {
    float[] all = new float[count * count];
    for (int g = 0; g < heads; g++) {
      for (int i = 0; i < all.length; i++) {
        all[i] += (float) (own[g] * overlaps[g][i] + common[g] * shared[g][i]);
      }
    }
    return TokenPairs.of(count, all);
  }
}
