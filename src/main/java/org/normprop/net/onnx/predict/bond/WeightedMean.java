package org.normprop.net.onnx.predict.bond;

import java.util.Set;
import org.normprop.net.onnx.predict.signal.TensorSignal;

/**
 * Values averaged by attention's weights p, which add up to 1: with S the covariances of the values
 * of one token and A those of two,
 *
 * <p>Cov y = sum_s E p_s^2 (S - A) + A + T, T = B Cov(q) B^T (scale (1 - sum_s E p_s^2))^2,
 *
 * <p>B = Cov(v, k) of one token: weights are large where k goes with q (Stein's lemma for the
 * softmax of normal scores), and so are the values that go with k.
 */
final class WeightedMean {

  private final Traced v;
  private final int[][] values;
  private final int heads;
  private final int rows;
  private final int columns;
  private final int depth;
  private final float[] p;
  private final float[] pVariance;

  /** Sum over s of E p^2, by head and row. */
  private final double[] square;

  /** How weights lean to values; null where that is not known. */
  private final ValueLean lean;

  /** What rows have of the same tokens; null where they are not followed one by one. */
  private final RowPairs pairs;

  private WeightedMean(TensorSignal weights, AttentionScores scores, Traced v, int[][] values) {
    int[] dims = weights.dims();
    this.v = v;
    this.values = values;
    this.heads = values.length;
    this.rows = dims[dims.length - 2];
    this.columns = dims[dims.length - 1];
    this.depth = values[0].length;
    TensorSignal full = weights.full();
    this.p = full.mean();
    this.pVariance = full.variance();
    this.square = new double[heads * rows];
    for (int i = 0; i < square.length; i++) {
      for (int s = 0; s < columns; s++) {
        double mean = p[i * columns + s];
        square[i] += mean * mean + pVariance[i * columns + s];
      }
      square[i] = Math.min(1, square[i]);
    }
    this.lean = scores == null ? null : ValueLean.of(scores, v, values, square);
    boolean followed =
        rows == columns && rows == v.cloud().places() && rows > 1 && rows <= TokenPairs.MOST;
    this.pairs = followed ? RowPairs.of(p, heads, alone(), v.cloud().tokens()) : null;
  }

  static Traced of(
      TensorSignal weights, AttentionScores scores, Traced v, TensorSignal out, Set<Cloud> live) {
    int[] dims = v.signal().dims();
    int rank = dims.length;
    int[][] values = AttentionScores.heads(v, dims[rank - 2], dims[rank - 1], false);
    if (values == null || scores != null && values.length != scores.queries().length) {
      return null;
    }
    return new WeightedMean(weights, scores, v, values).mended(out, live);
  }

  private Traced mended(TensorSignal out, Set<Cloud> live) {
    float[] same = v.same();
    float[] apart = v.apart();
    int size = v.cloud().size();
    TensorSignal all = out.full();
    TensorSignal from = v.signal().full();
    float[] mean = all.mean().clone();
    float[] variance = new float[mean.length];
    for (int g = 0; g < heads; g++) {
      double[] leaning = lean == null ? null : lean.covariance(g, false);
      for (int d = 0; d < depth; d++) {
        int c = values[g][d];
        double own = same[c * size + c];
        double share = apart == null || own == 0 ? 0 : apart[c * size + c] / own;
        double common = share * meanVariance(from, g, d);
        for (int t = 0; t < rows; t++) {
          int row = g * rows + t;
          double centre = 0;
          for (int s = 0; s < columns; s++) {
            centre += p[row * columns + s] * from.mean()[(g * columns + s) * depth + d];
          }
          double sum = 0;
          double shared = pairs == null ? 0 : pairs.shared(g, t) * common;
          for (int s = 0; s < columns; s++) {
            int cell = (g * columns + s) * depth + d;
            double one = p[row * columns + s];
            double off = from.mean()[cell] - centre;
            double var = from.variance()[cell];
            double noise = pVariance[row * columns + s];
            double alone = pairs == null ? var * (1 - share) : var - common;
            sum += one * one * alone + noise * (Math.max(0, alone) + off * off);
            shared += pairs == null ? one * var * share : 0;
          }
          sum = Math.max(0, sum + shared);
          if (leaning != null) {
            sum += lean.square(row) * leaning[d * depth + d];
            mean[row * depth + d] += (float) lean.shift(g, row, d);
          }
          variance[row * depth + d] = (float) sum;
        }
      }
    }
    TensorSignal signal = TensorSignal.normal(all.dims(), all.dims(), mean, variance);
    return traced(signal, same, apart, live);
  }

  private Traced traced(TensorSignal signal, float[] same, float[] apart, Set<Cloud> live) {
    int n = heads * depth;
    int size = v.cloud().size();
    float[] one = new float[n * n];
    float[] two = new float[n * n];
    for (int g = 0; g < heads; g++) {
      for (int h = 0; h < heads; h++) {
        double across = pairs == null ? overlap(g, h) : pairs.apart(g, h);
        double other = pairs == null ? across : pairs.same(g, h);
        double within = g == h ? pairs == null ? mean(square, g) : other + noise(g) : other;
        double kept = pairs == null ? 1 : pairs.sharedSame(g, h);
        double keptApart = pairs == null ? 1 : pairs.sharedApart(g, h);
        for (int d = 0; d < depth; d++) {
          for (int e = 0; e < depth; e++) {
            int at = values[g][d] * size + values[h][e];
            float shared = apart == null ? 0 : apart[at];
            float own = same[at] - shared;
            int to = (g * depth + d) * n + h * depth + e;
            one[to] = (float) (within * own + kept * shared);
            two[to] = (float) (across * own + keptApart * shared);
          }
        }
      }
      if (lean != null) {
        add(one, g, n, lean.covariance(g, false));
        add(two, g, n, lean.covariance(g, true));
      }
    }
    float[] std = new float[n];
    for (int i = 0; i < n; i++) {
      std[i] = (float) Math.sqrt(Math.max(0, one[i * n + i]));
    }
    Cloud cloud =
        new Cloud(
            n,
            v.cloud().places(),
            new Cloud.Tie(LinearCloud.correlations(one, std), LinearCloud.correlations(two, std)));
    if (pairs != null) {
      cloud.tokens(pairs.tokens(own(same, apart, false), own(same, apart, true)));
    }
    for (Cloud other : live) {
      Cloud.Tie tie = other.places() == cloud.places() ? v.with(other) : null;
      if (tie != null) {
        float[] near = tied(tie, other.size(), std, false);
        float[] far = pairs == null ? near : tied(tie, other.size(), std, true);
        cloud.tie(other, new Cloud.Tie(near, far));
      }
    }
    float[][] coefficients = new float[Expansion.DEGREES][n];
    coefficients[0] = std;
    int[] channel = new int[heads * rows * depth];
    for (int i = 0; i < channel.length; i++) {
      channel[i] = i / (rows * depth) * depth + i % depth;
    }
    return new Traced(signal, cloud, -1, channel, coefficients, null, null);
  }

  private void add(float[] into, int g, int n, double[] block) {
    double share = 0;
    for (int t = 0; t < rows; t++) {
      share += lean.square(g * rows + t) / rows;
    }
    for (int i = 0; block != null && i < block.length; i++) {
      into[(g * depth + i / depth) * n + g * depth + i % depth] += (float) (share * block[i]);
    }
  }

  /** The mean over tokens of a value's variance. */
  private double meanVariance(TensorSignal from, int g, int d) {
    double sum = 0;
    for (int s = 0; s < columns; s++) {
      sum += from.variance()[(g * columns + s) * depth + d] / columns;
    }
    return sum;
  }

  /** What each token's values have for themselves, against the mean over tokens, head by head. */
  private float[] alone() {
    float[] same = v.same();
    float[] apart = v.apart();
    int size = v.cloud().size();
    TensorSignal from = v.signal().full();
    float[] result = new float[heads * columns];
    for (int g = 0; g < heads; g++) {
      double all = 0;
      for (int d = 0; d < depth; d++) {
        int at = values[g][d] * (size + 1);
        double share = apart == null || same[at] == 0 ? 0 : apart[at] / same[at];
        double mean = meanVariance(from, g, d);
        all += mean * (1 - share);
        for (int s = 0; s < columns; s++) {
          double var = from.variance()[(g * columns + s) * depth + d];
          result[g * columns + s] += (float) (var - share * mean);
        }
      }
      for (int s = 0; s < columns; s++) {
        result[g * columns + s] = all > 0 ? (float) (result[g * columns + s] / all) : 1;
      }
    }
    return result;
  }

  /** The mean over rows of the weights' own variances, summed over tokens. */
  private double noise(int g) {
    double sum = 0;
    for (int t = 0; t < rows; t++) {
      for (int s = 0; s < columns; s++) {
        sum += pVariance[(g * rows + t) * columns + s] / rows;
      }
    }
    return sum;
  }

  private double mean(double[] byRow, int g) {
    double sum = 0;
    for (int t = 0; t < rows; t++) {
      sum += byRow[g * rows + t] / rows;
    }
    return sum;
  }

  /** Sum over s of the mean weights of two heads, or of two rows of one. */
  private double overlap(int g, int h) {
    double sum = 0;
    for (int s = 0; s < columns; s++) {
      double first = 0;
      double second = 0;
      for (int t = 0; t < rows; t++) {
        first += p[(g * rows + t) * columns + s] / rows;
        second += p[(h * rows + t) * columns + s] / rows;
      }
      sum += first * second;
    }
    return sum;
  }

  /** Variances of the values, head by head: what is each token's own, or what tokens share. */
  private double[] own(float[] same, float[] apart, boolean shared) {
    double[] result = new double[heads];
    int size = v.cloud().size();
    for (int i = 0; i < heads * depth; i++) {
      int at = values[i / depth][i % depth] * (size + 1);
      double common = apart == null ? 0 : apart[at];
      result[i / depth] += shared ? common : same[at] - common;
    }
    return result;
  }

  /**
   * With another tensor: a token is given a part of its own value and one of the others'.
   *
   * @param others whether of the others', each as much on average
   */
  private float[] tied(Cloud.Tie tie, int width, float[] std, boolean others) {
    float[] result = new float[heads * depth * width];
    for (int i = 0; i < std.length; i++) {
      int row = values[i / depth][i % depth];
      double part = pairs == null ? 1.0 / columns : pairs.part(i / depth, others);
      for (int j = 0; j < width; j++) {
        double apart = tie.apart() == null ? 0 : tie.apart()[row * width + j];
        double one = apart + (tie.same()[row * width + j] - apart) * part;
        result[i * width + j] = std[i] > 0 ? (float) (one / std[i]) : 0;
      }
    }
    return result;
  }
}
