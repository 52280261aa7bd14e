package org.normprop.net.run;

import java.util.List;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Tensor;
import org.normprop.net.layer.Scheme;

/**
 * A {@link Scheme} at work: pre = s u + t for each channel, u = W x, and back again.
 *
 * <p>Backward, with d = dl/dpre, needs for each channel the sums of d and of d (u - centre), and
 * gives dl/du = p d + q u + r.
 *
 * <p>Channels are independent: tasks may prepare and finish disjoint ranges of them at once.
 */
abstract class ChannelScale {

  final int channels;
  final float[] s;
  final float[] t;

  ChannelScale(int channels) {
    this.channels = channels;
    this.s = new float[channels];
    this.t = new float[channels];
  }

  static ChannelScale of(Scheme scheme, Parameter weights, int channels, Blas blas, String prefix) {
    if (scheme instanceof Scheme.NormProp normProp) {
      return RowScale.normProp(normProp, weights, channels, blas, prefix);
    }
    if (scheme instanceof Scheme.WeightNorm) {
      return RowScale.weightNorm(weights, channels, blas, prefix);
    }
    if (scheme instanceof Scheme.BatchNorm batchNorm) {
      return new BatchScale(batchNorm, channels, prefix);
    }
    if (scheme instanceof Scheme.LayerNorm layerNorm) {
      return new ImageScale(layerNorm, channels, prefix);
    }
    return new BiasScale(((Scheme.Plain) scheme).bias(), channels, prefix);
  }

  /** Sets s and t of channels [from, to), unless they depend on the batch. */
  abstract void prepare(int from, int to, Pass pass);

  /** Whether s and t depend on the batch, so that it must be measured between u and pre. */
  boolean needsMoments(Pass pass) {
    return false;
  }

  /** Whether the backward pass needs the sum of d (u - centre). */
  boolean needsProducts() {
    return true;
  }

  /** Whether the backward pass needs the sum of d. */
  boolean needsSums() {
    return true;
  }

  /** What is subtracted of u in that sum; null for nothing. */
  float[] centre() {
    return null;
  }

  /**
   * Sets the gradients of this scheme's parameters for channels [from, to), and what {@link #p},
   * {@link #q} and {@link #r} give.
   */
  abstract void finish(int from, int to, double[] sum, double[] product, Pass pass, int count);

  /** dl/du = p d + q u + r; without a mutual influence of images, p = s. */
  float[] p() {
    return s;
  }

  /** Null if q and r are 0. */
  float[] q() {
    return null;
  }

  /** Null if q and r are 0. */
  float[] r() {
    return null;
  }

  /** Whether pre = u + t. */
  boolean onlyShifts() {
    return false;
  }

  /** Whether s depends on the weights alone, so that it may as well scale the rows of W. */
  boolean scalesRows() {
    return false;
  }

  abstract List<Parameter> parameters();

  List<Tensor> buffers() {
    return List.of();
  }

  /** Whether pre has a size of its own, whatever the size of u. */
  boolean isFree(Pass pass) {
    return needsMoments(pass);
  }

  /** By what W x is multiplied, as a root mean square over images. */
  double factor(int channel) {
    return s[channel];
  }

  /** Whether what is the same at all places of a channel stays, where pre {@link #isFree}. */
  boolean keepsShared() {
    return false;
  }

  /** The mean of pre, if that of u is 0 or does not matter. */
  double mean(int channel, Pass pass) {
    return t[channel];
  }

  /** The standard deviation that pre has whatever u is. */
  double freeGain(int channel, Pass pass) {
    return 0;
  }

  /** Given the mean and standard deviation of pre, makes them 0 and 1, where the scheme may. */
  void startFrom(double[] mean, double[] std) {}
}
