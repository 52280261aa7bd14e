package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.normprop.net.onnx.predict.signal.MatrixProduct;
import org.normprop.net.onnx.predict.signal.NodeStep;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/**
 * Channels brought to the same sum of squares, place by place: with S the covariances of what is
 * left of the channels when their mean is taken off, and T = tr S + |m|^2, to the first order in
 * the spread of the sum of squares
 *
 * <p>Cov = S/T (1 + 2 tr S^2/T^2) - 2 S^2/T^2.
 *
 * @param own correlations
 * @param factor of each channel's variance, against S_cc (1 - 1/n)/T of the channels as they were
 * @param std before the division by the root of T; negative where the result falls
 * @param scale variance of the common scale: there is none, and sums of squares do not spread
 */
record NormCloud(Cloud.Tie own, float[] factor, float[] std, double scale) {

  /** The axes that a normalisation goes over. */
  static int[] axes(NodeStep step) {
    int rank = step.signal(0).dims().length;
    if (step.operator().equals("MeanVarianceNormalization")) {
      long[] given = step.node().wholes("axes", new long[] {0, 2, 3});
      return Arrays.stream(given).mapToInt(axis -> Dims.axis(axis, rank)).sorted().toArray();
    }
    return IntStream.range(step.call().axis(-1), rank).toArray();
  }

  /**
   * All channels of a cloud normalised.
   *
   * @param slopes of the result, whose signs count
   */
  static NormCloud of(Traced x, boolean centred, float[] slopes) {
    int n = x.cloud().size();
    float[] plain = x.same();
    float[] s = plain.clone();
    centre(s, n, centred);
    double total = distances(x.signal(), centred);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      total += s[i * n + i];
    }
    for (float one : s) {
      squares += (double) one * one;
    }
    float[] apart = x.apart();
    float[] before = apart == null ? null : s.clone();
    float[] product = MatrixProduct.symmetric(n, n, s, s);
    float[] factor = new float[n];
    float[] std = new float[n];
    double less = centred ? 1 - 1.0 / n : 1;
    for (int i = 0; i < s.length; i++) {
      s[i] = (float) (s[i] * (1 + 2 * squares / total / total) - 2 * product[i] / total);
    }
    double ratio = ratio(plain, s, n, less);
    for (int i = 0; i < s.length; i++) {
      s[i] *= (float) ratio;
    }
    for (int c = 0; c < n; c++) {
      double own = plain[c * n + c] * less;
      double variance = Math.max(0.1 * own, s[c * n + c]);
      s[c * n + c] = (float) variance;
      factor[c] = own > 0 ? (float) (variance / own) : 1;
      std[c] = (float) Math.copySign(Math.sqrt(variance), slopes[c]);
    }
    if (apart != null) {
      centre(apart, n, centred);
      shared(apart, before, n, total, squares, ratio);
    }
    double normal = 2 * squares / total / total;
    return new NormCloud(
        new Cloud.Tie(LinearCloud.correlations(s, std), LinearCloud.correlations(apart, std)),
        factor,
        std,
        -normal / (1 + normal));
  }

  /** The mean over places of the sum of squared distances of channels' means from their mean. */
  private static double distances(TensorSignal x, boolean centred) {
    int n = x.dims()[x.dims().length - 1];
    int width = x.stored()[x.stored().length - 1];
    int places = x.cells() / width;
    double sum = 0;
    for (int p = 0; p < places; p++) {
      double mean = 0;
      for (int c = 0; centred && c < width; c++) {
        mean += x.mean()[p * width + c] / (double) width;
      }
      for (int c = 0; c < width; c++) {
        double d = x.mean()[p * width + c] - mean;
        sum += d * d * n / width / places;
      }
    }
    return sum;
  }

  /**
   * The same for two places, of covariances A: A/T (1 + 3/2 tr S^2/T^2 + tr A^2/(2 T^2)) - (S A + A
   * S)/T^2.
   */
  private static void shared(
      float[] a, float[] s, int n, double total, double squares, double ratio) {
    double own = 0;
    for (float one : a) {
      own += (double) one * one;
    }
    float[] product = new float[n * n];
    MatrixProduct.multiply(false, false, n, n, n, s, 0, a, 0, product, 0);
    double factor = 1 + (1.5 * squares + 0.5 * own) / total / total;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double both = product[i * n + j] + product[j * n + i];
        a[i * n + j] = (float) (ratio * (a[i * n + j] * factor - both / total));
      }
    }
    MatrixProduct.mirror(a, n);
  }

  /** What keeps the sum of variances. */
  private static double ratio(float[] before, float[] after, int n, double less) {
    double first = 0;
    double second = 0;
    for (int c = 0; c < n; c++) {
      first += less * before[c * n + c];
      second += after[c * n + c];
    }
    return second > 0 ? first / second : 1;
  }

  /** What is left of rows and columns without their means. */
  private static void centre(float[] s, int n, boolean centred) {
    if (!centred) {
      return;
    }
    double[] row = new double[n];
    double[] column = new double[n];
    double all = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        double one = s[i * n + j];
        sum += one;
        column[j] += one / n;
      }
      row[i] = sum / n;
      all += sum / n / n;
    }
    for (int i = 0; i < n; i++) {
      double own = all - row[i];
      for (int j = 0; j < n; j++) {
        s[i * n + j] = (float) (s[i * n + j] + own - column[j]);
      }
    }
  }

  /** Correlations with another cloud, by the covariances before. */
  Cloud.Tie through(Cloud.Tie tie, int width, boolean centred) {
    return new Cloud.Tie(through(tie.same(), width, centred), through(tie.apart(), width, centred));
  }

  private float[] through(float[] rows, int width, boolean centred) {
    if (rows == null) {
      return null;
    }
    int n = std.length;
    double[] mean = new double[width];
    for (int i = 0; centred && i < n; i++) {
      for (int j = 0; j < width; j++) {
        mean[j] += rows[i * width + j] / (double) n;
      }
    }
    float[] result = new float[rows.length];
    for (int i = 0; i < n; i++) {
      double inverse = std[i] != 0 ? 1 / (double) std[i] : 0;
      for (int j = 0; j < width; j++) {
        result[i * width + j] = (float) ((rows[i * width + j] - mean[j]) * inverse);
      }
    }
    return result;
  }
}
