package org.normprop.net.onnx.measure;

/**
 * Statistics of a tensor over samples. Samples are added in their order, whoever computed them, so
 * that the same bits come out for any number of threads.
 */
final class TensorTally {

  /** Sums of blocks are of single precision: so much of a constant's square is left by rounding. */
  private static final double ROUNDING = 0x1p-23;

  /** Parts that samples are divided into, for the errors of what is no mean over samples. */
  private static final int MOST_PARTS = 20;

  private final int elements;
  private final int perChannel;
  private final double pivot;
  private final int samples;
  private final int parts;

  /** By sample: sums of its mean powers 1 to 4 and share of zeros, and of their products. */
  private final double[] sum = new double[5];

  private final double[][] product = new double[5][5];

  /** By part of the samples and channel. */
  private final double[][] channelSums;

  private final double[][] channelSquares;
  private final int[] inPart;
  private int added;

  TensorTally(SampleSums shape, int elements, double pivot, int samples) {
    this.elements = elements;
    this.perChannel = shape.perChannel();
    this.pivot = pivot;
    this.samples = samples;
    this.parts = Math.min(MOST_PARTS, samples);
    this.channelSums = new double[parts][shape.sums.length];
    this.channelSquares = new double[parts][shape.sums.length];
    this.inPart = new int[parts];
  }

  /** Adds the next sample. */
  void add(SampleSums sample) {
    double[] means = new double[5];
    for (int i = 0; i < 5; i++) {
      means[i] = sample.powers[i] / elements;
    }
    for (int i = 0; i < 5; i++) {
      sum[i] += means[i];
      for (int j = 0; j <= i; j++) {
        product[i][j] += means[i] * means[j];
      }
    }
    int part = (int) ((long) added * parts / samples);
    inPart[part]++;
    double[] sums = channelSums[part];
    double[] squares = channelSquares[part];
    for (int c = 0; c < sums.length; c++) {
      sums[c] += sample.sums[c];
      squares[c] += sample.squares[c];
    }
    added++;
  }

  /** What was found. */
  Moments moments() {
    double[] m = new double[5];
    for (int i = 0; i < 5; i++) {
      m[i] = sum[i] / added;
    }
    double a = m[0];
    double variance = Math.max(0, m[1] - a * a);
    double std = Math.sqrt(variance);
    double third = m[2] - 3 * a * m[1] + 2 * a * a * a;
    double fourth = m[3] - 4 * a * m[2] + 6 * a * a * m[1] - 3 * a * a * a * a;
    double kurtosis = fourth / (variance * variance);
    // The slopes of each statistic by m1 to m4 (delta method); the zeros are a mean themselves.
    double[] ofMean = {1, 0, 0, 0, 0};
    double[] ofStd = {-a / std, 1 / (2 * std), 0, 0, 0};
    double d4 = -4 * m[2] + 12 * a * m[1] - 12 * a * a * a;
    double v2 = variance * variance;
    double[] ofKurtosis = {
      d4 / v2 + 4 * a * kurtosis / variance,
      6 * a * a / v2 - 2 * kurtosis / variance,
      -4 * a / v2,
      1 / v2,
      0
    };
    double[] channel = channels(-1);
    double[] channelError = jackknife();
    return new Moments(
        pivot + a,
        error(ofMean, m),
        std,
        std > 0 ? error(ofStd, m) : 0,
        channel[0],
        channelError[0],
        channel[1],
        channelError[1],
        kurtosis,
        error(ofKurtosis, m),
        m[4],
        error(new double[] {0, 0, 0, 0, 1}, m),
        third / (variance * std));
  }

  /** Standard error over samples of a function with these slopes. */
  private double error(double[] slopes, double[] m) {
    if (added < 2) {
      return Double.NaN;
    }
    double variance = 0;
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        double p = i >= j ? product[i][j] : product[j][i];
        variance += slopes[i] * slopes[j] * (p / added - m[i] * m[j]);
      }
    }
    return Math.sqrt(Math.max(0, variance) / (added - 1));
  }

  /** Mean square of the channels' means and mean variance within them, without a part. */
  private double[] channels(int without) {
    long n = 0;
    for (int p = 0; p < parts; p++) {
      n += p == without ? 0 : inPart[p];
    }
    double count = (double) n * perChannel;
    double meanSquare = 0;
    double variance = 0;
    int channels = channelSums[0].length;
    for (int c = 0; c < channels; c++) {
      double s = 0;
      double q = 0;
      for (int p = 0; p < parts; p++) {
        if (p != without) {
          s += channelSums[p][c];
          q += channelSquares[p][c];
        }
      }
      double mean = s / count;
      meanSquare += (mean + pivot) * (mean + pivot);
      variance += Math.max(0, q / count - mean * mean);
    }
    return new double[] {meanSquare / channels, variance / channels};
  }

  private double[] jackknife() {
    if (parts < 2) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] mean = new double[2];
    double[][] all = new double[parts][];
    for (int p = 0; p < parts; p++) {
      all[p] = channels(p);
      mean[0] += all[p][0] / parts;
      mean[1] += all[p][1] / parts;
    }
    double[] error = new double[2];
    for (int k = 0; k < 2; k++) {
      double squares = 0;
      for (double[] one : all) {
        squares += (one[k] - mean[k]) * (one[k] - mean[k]);
      }
      error[k] = Math.sqrt(squares * (parts - 1) / parts);
    }
    return error;
  }

  /** Means and standard deviations of the channels over all samples. */
  ChannelMoments channelMoments() {
    int channels = channelSums[0].length;
    double[] means = new double[channels];
    double[] stds = new double[channels];
    double count = (double) added * perChannel;
    for (int c = 0; c < channels; c++) {
      double s = 0;
      double q = 0;
      for (int p = 0; p < parts; p++) {
        s += channelSums[p][c];
        q += channelSquares[p][c];
      }
      means[c] = s / count + pivot;
      double square = (s / count) * (s / count);
      double variance = q / count - square;
      stds[c] = variance > ROUNDING * square ? Math.sqrt(variance) : 0;
    }
    return new ChannelMoments(means, stds);
  }
}
