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

  private final AttentionScores scores;
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

  /** What the lean multiplies Cov(v, k) q by, by head and row. */
  private final double[] lean;

  /** Cov(v, k) of one token without what tokens share, by head. */
  private final double[][] goes;

  private WeightedMean(TensorSignal weights, AttentionScores scores, Traced v, int[][] values) {
    int[] dims = weights.dims();
    this.scores = scores;
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
    this.lean = new double[heads * rows];
    for (int i = 0; i < square.length; i++) {
      for (int s = 0; s < columns; s++) {
        double mean = p[i * columns + s];
        square[i] += mean * mean + pVariance[i * columns + s];
      }
      square[i] = Math.min(1, square[i]);
      lean[i] = scores.scale() * (1 - square[i]);
    }
    this.goes = goes();
  }

  static Traced of(
      TensorSignal weights, AttentionScores scores, Traced v, TensorSignal out, Set<Cloud> live) {
    int[] dims = v.signal().dims();
    int rank = dims.length;
    int[][] values = AttentionScores.heads(v, dims[rank - 2], dims[rank - 1], false);
    if (values == null || values.length != scores.queries().length) {
      return null;
    }
    return new WeightedMean(weights, scores, v, values).mended(out, live);
  }

  private double[][] goes() {
    Traced k = scores.k();
    Cloud.Tie tie = v.with(k.cloud());
    if (tie == null || v.cloud().places() != k.cloud().places()) {
      return null;
    }
    int keyDepth = scores.keys()[0].length;
    double[][] result = new double[heads][depth * keyDepth];
    for (int g = 0; g < heads; g++) {
      for (int d = 0; d < depth; d++) {
        for (int e = 0; e < keyDepth; e++) {
          int key = scores.keys()[g][e];
          int at = values[g][d] * k.cloud().size() + key;
          double own = tie.same()[at] - (tie.apart() == null ? 0 : tie.apart()[at]);
          result[g][d * keyDepth + e] = own * k.coefficients()[0][key];
        }
      }
    }
    return result;
  }

  private Traced mended(TensorSignal out, Set<Cloud> live) {
    float[] same = v.same();
    float[] apart = v.apart();
    int size = v.cloud().size();
    TensorSignal all = out.full();
    TensorSignal from = v.signal().full();
    float[] mean = all.mean().clone();
    float[] variance = new float[mean.length];
    float[] mq = scores.q().signal().full().mean();
    int keyDepth = scores.keys()[0].length;
    for (int g = 0; g < heads; g++) {
      double[] leaning = leaning(g, scores.q().same());
      for (int d = 0; d < depth; d++) {
        int c = values[g][d];
        double own = same[c * size + c];
        double share = apart == null || own == 0 ? 0 : apart[c * size + c] / own;
        for (int t = 0; t < rows; t++) {
          int row = g * rows + t;
          double centre = 0;
          for (int s = 0; s < columns; s++) {
            centre += p[row * columns + s] * from.mean()[(g * columns + s) * depth + d];
          }
          double sum = 0;
          double shared = 0;
          for (int s = 0; s < columns; s++) {
            int cell = (g * columns + s) * depth + d;
            double one = p[row * columns + s];
            double off = from.mean()[cell] - centre;
            double var = from.variance()[cell];
            double noise = pVariance[row * columns + s];
            sum += (one * one + noise) * var * (1 - share) + noise * off * off;
            shared += one * var * share;
          }
          sum += shared;
          if (leaning != null) {
            sum += lean[row] * lean[row] * leaning[d * depth + d];
            double shift = 0;
            for (int e = 0; e < keyDepth; e++) {
              shift += goes[g][d * keyDepth + e] * mq[row * keyDepth + e];
            }
            mean[row * depth + d] += (float) (lean[row] * shift);
          }
          variance[row * depth + d] = (float) sum;
        }
      }
    }
    TensorSignal signal = TensorSignal.normal(all.dims(), all.dims(), mean, variance);
    return traced(signal, same, apart, live);
  }

  /** B Cov(q) B^T of a head. */
  private double[] leaning(int g, float[] covariance) {
    if (goes == null || covariance == null) {
      return null;
    }
    int n = scores.keys()[0].length;
    int size = scores.q().cloud().size();
    int[] queries = scores.queries()[g];
    double[] half = new double[depth * n];
    for (int d = 0; d < depth; d++) {
      for (int e = 0; e < n; e++) {
        double sum = 0;
        for (int f = 0; f < n; f++) {
          sum += goes[g][d * n + f] * covariance[queries[f] * size + queries[e]];
        }
        half[d * n + e] = sum;
      }
    }
    double[] result = new double[depth * depth];
    for (int d = 0; d < depth; d++) {
      for (int e = 0; e < depth; e++) {
        double sum = 0;
        for (int f = 0; f < n; f++) {
          sum += half[d * n + f] * goes[g][e * n + f];
        }
        result[d * depth + e] = sum;
      }
    }
    return result;
  }

  private Traced traced(TensorSignal signal, float[] same, float[] apart, Set<Cloud> live) {
    int n = heads * depth;
    int size = v.cloud().size();
    float[] one = new float[n * n];
    float[] two = new float[n * n];
    for (int g = 0; g < heads; g++) {
      for (int h = 0; h < heads; h++) {
        double across = overlap(g, h);
        double within = g == h ? mean(square, g) : across;
        for (int d = 0; d < depth; d++) {
          for (int e = 0; e < depth; e++) {
            int at = values[g][d] * size + values[h][e];
            float shared = apart == null ? 0 : apart[at];
            float own = same[at] - shared;
            int to = (g * depth + d) * n + h * depth + e;
            one[to] = (float) (within * own + shared);
            two[to] = (float) (across * own + shared);
          }
        }
      }
      add(one, g, n, leaning(g, scores.q().same()));
      add(two, g, n, leaning(g, scores.q().apart()));
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
    for (Cloud other : live) {
      Cloud.Tie tie = other.places() == cloud.places() ? v.with(other) : null;
      if (tie != null) {
        float[] rows = tied(tie, other.size(), std);
        cloud.tie(other, new Cloud.Tie(rows, rows));
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
      share += lean[g * rows + t] * lean[g * rows + t] / rows;
    }
    for (int i = 0; block != null && i < block.length; i++) {
      into[(g * depth + i / depth) * n + g * depth + i % depth] += (float) (share * block[i]);
    }
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

  /** With another tensor: each token is given the same part of every value. */
  private float[] tied(Cloud.Tie tie, int width, float[] std) {
    float[] result = new float[heads * depth * width];
    for (int i = 0; i < std.length; i++) {
      int row = values[i / depth][i % depth];
      for (int j = 0; j < width; j++) {
        double apart = tie.apart() == null ? 0 : tie.apart()[row * width + j];
        double one = apart + (tie.same()[row * width + j] - apart) / columns;
        result[i * width + j] = std[i] > 0 ? (float) (one / std[i]) : 0;
      }
    }
    return result;
  }
}
