package org.normprop.net.onnx.predict.bond;

/**
 * How attention's weights lean to values whose keys go with the query: by Stein's lemma for the
 * softmax of normal scores a mean over values is off by scale (1 - sum_s E p_s^2) B q, B = Cov(v,
 * k) of one token without what tokens share.
 */
final class ValueLean {

  private final AttentionScores scores;
  private final int depth;
  private final int keyDepth;

  /** B of each head. */
  private final double[][] goes;

  /** What B q is multiplied by, by head and row. */
  private final double[] lean;

  /** The means of the queries, token by token. */
  private final float[] queries;

  private ValueLean(AttentionScores scores, int depth, double[][] goes, double[] lean) {
    this.scores = scores;
    this.depth = depth;
    this.keyDepth = scores.keys()[0].length;
    this.goes = goes;
    this.lean = lean;
    this.queries = scores.q().signal().full().mean();
  }

  /**
   * The lean.
   *
   * @param values the channel of each head's values
   * @param square the sum over s of E p^2, by head and row
   * @return null where nothing is known of how values go with keys
   */
  static ValueLean of(AttentionScores scores, Traced v, int[][] values, double[] square) {
    Traced k = scores.k();
    Cloud.Tie tie = v.with(k.cloud());
    if (tie == null || v.cloud().places() != k.cloud().places()) {
      return null;
    }
    int depth = values[0].length;
    int keyDepth = scores.keys()[0].length;
    double[][] goes = new double[values.length][depth * keyDepth];
    for (int g = 0; g < values.length; g++) {
      for (int d = 0; d < depth; d++) {
        for (int e = 0; e < keyDepth; e++) {
          int key = scores.keys()[g][e];
          int at = values[g][d] * k.cloud().size() + key;
          double own = tie.same()[at] - (tie.apart() == null ? 0 : tie.apart()[at]);
          goes[g][d * keyDepth + e] = own * k.coefficients()[0][key];
        }
      }
    }
    double[] lean = new double[square.length];
    for (int i = 0; i < lean.length; i++) {
      lean[i] = scores.scale() * (1 - square[i]);
    }
    return new ValueLean(scores, depth, goes, lean);
  }

  /** The square of what B q is multiplied by, of a head's row. */
  double square(int row) {
    return lean[row] * lean[row];
  }

  /** What the lean adds to the mean of a value. */
  double shift(int head, int row, int value) {
    double shift = 0;
    for (int e = 0; e < keyDepth; e++) {
      shift += goes[head][value * keyDepth + e] * queries[row * keyDepth + e];
    }
    return lean[row] * shift;
  }

  /**
   * B Cov(q) B^T of a head.
   *
   * @param apart whether of two queries
   * @return null where queries have nothing in common
   */
  double[] covariance(int head, boolean apart) {
    float[] covariance = apart ? scores.q().apart() : scores.q().same();
    if (covariance == null) {
      return null;
    }
    int size = scores.q().cloud().size();
    int[] channels = scores.queries()[head];
    double[] half = new double[depth * keyDepth];
    for (int d = 0; d < depth; d++) {
      for (int e = 0; e < keyDepth; e++) {
        double sum = 0;
        for (int f = 0; f < keyDepth; f++) {
          sum += goes[head][d * keyDepth + f] * covariance[channels[f] * size + channels[e]];
        }
        half[d * keyDepth + e] = sum;
      }
    }
    double[] result = new double[depth * depth];
    for (int d = 0; d < depth; d++) {
      for (int e = 0; e < depth; e++) {
        double sum = 0;
        for (int f = 0; f < keyDepth; f++) {
          sum += half[d * keyDepth + f] * goes[head][e * keyDepth + f];
        }
        result[d * depth + e] = sum;
      }
    }
    return result;
  }
}
