package org.normprop.net.run;

import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Parameter.Role;
import org.normprop.net.compute.Slices;
import org.normprop.net.compute.Tensor;
import org.normprop.net.layer.Scheme;

/**
 * Batch normalisation: pre = gamma (u - mean)/sqrt(variance + epsilon) + beta. Ioffe and Szegedy
 * (2015), algorithm 1 and section 3; biased variance in training, unbiased in the running average.
 */
final class BatchScale extends ChannelScale {

  private final Scheme.BatchNorm scheme;
  private final Parameter gamma;
  private final Parameter beta;
  private final Tensor runningMean;
  private final Tensor runningVariance;
  private final float[] mean;
  private final float[] inverseStd;
  private final float[] p;
  private final float[] q;
  private final float[] r;
  private double[] partMean = new double[0];
  private double[] partSquares = new double[0];

  BatchScale(Scheme.BatchNorm scheme, int channels, String prefix) {
    super(channels);
    this.scheme = scheme;
    gamma = Parameter.vector(prefix + "bn.weight", Role.SCALE, channels);
    Arrays.fill(gamma.values(), 1);
    beta = Parameter.vector(prefix + "bn.bias", Role.SHIFT, channels);
    List<Integer> shape = List.of(channels);
    runningMean = new Tensor(prefix + "bn.running_mean", shape, new float[channels]);
    runningVariance = new Tensor(prefix + "bn.running_var", shape, new float[channels]);
    Arrays.fill(runningVariance.values(), 1);
    mean = new float[channels];
    inverseStd = new float[channels];
    p = new float[channels];
    q = new float[channels];
    r = new float[channels];
  }

  @Override
  boolean needsMoments(Pass pass) {
    return pass.training();
  }

  @Override
  void prepare(int from, int to, Pass pass) {
    if (pass.training()) {
      return;
    }
    for (int c = from; c < to; c++) {
      set(c, runningMean.values()[c], runningVariance.values()[c]);
    }
  }

  private void set(int c, double m, double variance) {
    double inverse = 1 / Math.sqrt(variance + scheme.epsilon());
    mean[c] = (float) m;
    inverseStd[c] = (float) inverse;
    s[c] = (float) (gamma.values()[c] * inverse);
    t[c] = (float) (beta.values()[c] - m * gamma.values()[c] * inverse);
  }

  /** Refuses a batch that has no variance. */
  static void check(int values) {
    if (values < 2) {
      throw new IllegalArgumentException(
          "batch normalisation cannot train on a batch of 1: its variance is 0 whatever the image;"
              + " use a larger batch or another normalisation");
    }
  }

  /** Room for the moments of so many parts of the batch. */
  void reserve(int parts) {
    if (partMean.length < parts * channels) {
      partMean = new double[parts * channels];
      partSquares = new double[parts * channels];
    }
  }

  /** Measures images [b0, b1) of channels [c0, c1) of u [images, channels, plane]. */
  void measure(float[] u, int plane, int b0, int b1, int c0, int c1, int part) {
    int at = part * channels;
    double count = (double) (b1 - b0) * plane;
    Arrays.fill(partMean, at + c0, at + c1, 0);
    Arrays.fill(partSquares, at + c0, at + c1, 0);
    for (int b = b0; b < b1; b++) {
      if (plane == 1) {
        Loops.addTo(partMean, at + c0, u, b * channels + c0, c1 - c0);
      } else {
        for (int c = c0; c < c1; c++) {
          partMean[at + c] += Loops.sum(u, (b * channels + c) * plane, plane);
        }
      }
    }
    for (int c = c0; c < c1; c++) {
      partMean[at + c] /= count;
    }
    for (int b = b0; b < b1; b++) {
      if (plane == 1) {
        Loops.addSquaresTo(partSquares, at + c0, u, b * channels + c0, partMean, c1 - c0);
      } else {
        for (int c = c0; c < c1; c++) {
          partSquares[at + c] +=
              Loops.sumOfSquares(u, (b * channels + c) * plane, plane, partMean[at + c]);
        }
      }
    }
  }

  /** Merges what was measured of each slice of the images, and sets s and t from it. */
  void useMoments(int from, int to, Slices slices, int plane) {
    for (int c = from; c < to; c++) {
      double n = 0;
      double m = 0;
      double squares = 0;
      for (int part = 0; part < slices.count(); part++) {
        // Chan, Golub and LeVeque (1979), eq. 2.1.
        double count = (double) (slices.to(part) - slices.from(part)) * plane;
        double delta = partMean[part * channels + c] - m;
        double total = n + count;
        squares += partSquares[part * channels + c] + delta * delta * n * count / total;
        m += delta * count / total;
        n = total;
      }
      set(c, m, squares / n);
      average(runningMean.values(), c, m);
      average(runningVariance.values(), c, squares / (n - 1));
    }
  }

  private void average(float[] running, int c, double value) {
    running[c] = (float) ((1 - scheme.momentum()) * running[c] + scheme.momentum() * value);
  }

  @Override
  double mean(int channel, Pass pass) {
    return pass.training() ? beta.values()[channel] : t[channel];
  }

  @Override
  double freeGain(int channel, Pass pass) {
    return pass.training() ? gamma.values()[channel] : 0;
  }

  @Override
  float[] centre() {
    return mean;
  }

  @Override
  void finish(int from, int to, double[] sum, double[] product, Pass pass, int count) {
    float[] gammaGradient = gamma.matrix();
    float[] betaGradient = beta.matrix();
    for (int c = from; c < to; c++) {
      double inverse = inverseStd[c];
      gammaGradient[c] = (float) (product[c] * inverse);
      betaGradient[c] = (float) sum[c];
      double scale = gamma.values()[c] * inverse;
      // Running statistics are constants, the batch's are not.
      double slope = pass.training() ? -scale * inverse * inverse * product[c] / count : 0;
      double offset = pass.training() ? -scale * sum[c] / count : 0;
      p[c] = (float) scale;
      q[c] = (float) slope;
      r[c] = (float) (offset - slope * mean[c]);
    }
  }

  @Override
  float[] p() {
    return p;
  }

  @Override
  float[] q() {
    return q;
  }

  @Override
  float[] r() {
    return r;
  }

  @Override
  List<Parameter> parameters() {
    return List.of(gamma, beta);
  }

  @Override
  List<Tensor> buffers() {
    return List.of(runningMean, runningVariance);
  }
}
