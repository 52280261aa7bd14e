package org.normprop.net.onnx.predict.bond;

import org.normprop.net.onnx.predict.signal.TensorSignal;

/**
 * Scores of attention, scale q k^T, of which the parts of q and k depend on one another.
 *
 * @param q rows of tokens
 * @param k columns of tokens
 * @param queries the channels of q's cloud, head by head
 * @param keys the channels of k's cloud, head by head
 * @param common for each row the covariance of two of its scores, without the scale
 * @param scale what the products have been multiplied by since
 */
record AttentionScores(
    Traced q, Traced k, int[][] queries, int[][] keys, double[] common, double scale) {

  AttentionScores scaled(double newScale) {
    return new AttentionScores(q, k, queries, keys, common, newScale);
  }

  /** Null where rows or columns are not the tokens. */
  static AttentionScores of(Traced q, Traced k) {
    int[] dims = q.signal().dims();
    int rank = dims.length;
    int rows = dims[rank - 2];
    int depth = dims[rank - 1];
    int columns = k.signal().dims()[rank - 1];
    int[][] queries = heads(q, rows, depth, false);
    int[][] keys = heads(k, columns, depth, true);
    if (queries == null || keys == null) {
      return null;
    }
    float[] covariance = q.same();
    float[] apart = k.apart();
    float[] mq = q.signal().full().mean();
    float[] mk = k.signal().full().mean();
    double[] common = new double[queries.length * rows];
    for (int g = 0; g < queries.length; g++) {
      double[] key = new double[depth];
      for (int d = 0; d < depth; d++) {
        for (int s = 0; s < columns; s++) {
          key[d] += mk[(g * depth + d) * columns + s] / columns;
        }
      }
      double all = 0;
      for (int d = 0; d < depth; d++) {
        for (int e = 0; e < depth; e++) {
          double own = covariance[queries[g][d] * q.cloud().size() + queries[g][e]];
          all += own * (key[d] * key[e] + at(apart, k.cloud(), keys[g][d], keys[g][e]));
        }
      }
      for (int t = 0; t < rows; t++) {
        double sum = all;
        int from = (g * rows + t) * depth;
        for (int d = 0; apart != null && d < depth; d++) {
          for (int e = 0; e < depth; e++) {
            sum += mq[from + d] * mq[from + e] * at(apart, k.cloud(), keys[g][d], keys[g][e]);
          }
        }
        common[g * rows + t] = Math.max(0, sum);
      }
    }
    return new AttentionScores(q, k, queries, keys, common, 1);
  }

  private static double at(float[] covariance, Cloud cloud, int i, int j) {
    return covariance == null ? 0 : covariance[i * cloud.size() + j];
  }

  /**
   * The channels of each matrix of a stack.
   *
   * @param across whether tokens are the columns
   */
  static int[][] heads(Traced x, int tokens, int depth, boolean across) {
    int[] channel = x.channels();
    if (channel == null) {
      return null;
    }
    int count = channel.length / tokens / depth;
    int[][] heads = new int[count][depth];
    for (int g = 0; g < count; g++) {
      for (int d = 0; d < depth; d++) {
        for (int t = 0; t < tokens; t++) {
          int at = channel[across ? (g * depth + d) * tokens + t : (g * tokens + t) * depth + d];
          if (t > 0 && at != heads[g][d]) {
            return null;
          }
          heads[g][d] = at;
        }
      }
    }
    return heads;
  }

  /** Var(q k) = tr(Cov q Cov k) + E k Cov q E k + E q Cov k E q, all of their elements. */
  TensorSignal mended(TensorSignal out) {
    TensorSignal all = out.full();
    int[] dims = all.dims();
    int rank = dims.length;
    int rows = dims[rank - 2];
    int columns = dims[rank - 1];
    int depth = queries[0].length;
    float[] covQ = q.same();
    float[] covK = k.same();
    float[] mq = q.signal().full().mean();
    float[] mk = k.signal().full().mean();
    float[] variance = all.variance().clone();
    for (int g = 0; g < queries.length; g++) {
      double both = 0;
      double[] byRow = new double[rows];
      double[] byColumn = new double[columns];
      for (int d = 0; d < depth; d++) {
        for (int e = 0; e < depth; e++) {
          if (d == e) {
            continue;
          }
          double a = covQ[queries[g][d] * q.cloud().size() + queries[g][e]];
          double b = covK[keys[g][d] * k.cloud().size() + keys[g][e]];
          both += a * b;
          for (int t = 0; t < rows; t++) {
            int from = (g * rows + t) * depth;
            byRow[t] += b * mq[from + d] * mq[from + e];
          }
          for (int s = 0; s < columns; s++) {
            int from = g * depth * columns + s;
            byColumn[s] += a * mk[from + d * columns] * mk[from + e * columns];
          }
        }
      }
      for (int t = 0; t < rows; t++) {
        for (int s = 0; s < columns; s++) {
          int i = (g * rows + t) * columns + s;
          double more = both + byRow[t] + byColumn[s];
          variance[i] = (float) Math.max(0.1 * variance[i], variance[i] + more);
        }
      }
    }
    return TensorSignal.normal(dims, dims, all.mean().clone(), variance);
  }
}
