package org.normprop.net.run;

import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Loops;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Parameter.Role;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;

/**
 * Layer normalisation: pre = gamma v + beta for each channel, v = (u - mean)/sqrt(variance +
 * epsilon) with mean and biased variance of one image over all channels and places. Ba, Kiros and
 * Hinton (2016), eq. 3.
 *
 * <p>A layer turns u into v where it lies ({@link #standardise}), lets the {@link Epilogue} do with
 * v what it does with any u, and turns dl/dv into dl/du ({@link #backward}). Images are independent
 * of each other: tasks may take any of them, and nothing depends on how.
 */
final class ImageScale extends ChannelScale {

  private final double epsilon;
  private final Parameter gamma;
  private final Parameter beta;

  /** 1/sqrt(variance + epsilon) of each image of the last pass. */
  private float[] inverseStd = new float[0];

  private int size;
  private int batch;

  ImageScale(Scheme.LayerNorm scheme, int channels, String prefix) {
    super(channels);
    epsilon = scheme.epsilon();
    gamma = Parameter.vector(prefix + "ln.weight", Role.SCALE, channels);
    Arrays.fill(gamma.values(), 1);
    beta = Parameter.vector(prefix + "ln.bias", Role.SHIFT, channels);
  }

  /** Room for so many images of u. */
  void reserve(Shape shape, int maxBatch) {
    size = shape.size();
    inverseStd = new float[maxBatch];
  }

  /** Says how many images the next pass has; on the calling thread. */
  void begin(int batch) {
    this.batch = batch;
  }

  /** v from u, in place, for images [b0, b1) of u [batch, size]. */
  void standardise(float[] u, int b0, int b1) {
    for (int b = b0; b < b1; b++) {
      int at = b * size;
      double mean = Loops.sum(u, at, size) / size;
      double variance = Loops.sumOfSquares(u, at, size, mean) / size;
      double inverse = 1 / Math.sqrt(variance + epsilon);
      inverseStd[b] = (float) inverse;
      Loops.standardise(u, at, mean, inverse, size);
    }
  }

  /**
   * dl/du = (d - mean d - v mean(d v))/sqrt(variance + epsilon) from d = dl/dv, in place, for
   * images [b0, b1) of d and v [batch, size].
   */
  void backward(float[] d, float[] v, int b0, int b1) {
    for (int b = b0; b < b1; b++) {
      int at = b * size;
      double mean = Loops.sum(d, at, size) / size;
      double product = Loops.centredDot(d, v, at, 0, size) / size;
      float inverse = inverseStd[b];
      Loops.combine(
          d, v, at, inverse, (float) (-inverse * product), (float) (-inverse * mean), size);
    }
  }

  @Override
  void prepare(int from, int to, Pass pass) {
    System.arraycopy(gamma.values(), from, s, from, to - from);
    System.arraycopy(beta.values(), from, t, from, to - from);
  }

  @Override
  void finish(int from, int to, double[] sum, double[] product, Pass pass, int count) {
    float[] gammaGradient = gamma.matrix();
    float[] betaGradient = beta.matrix();
    for (int c = from; c < to; c++) {
      gammaGradient[c] = (float) product[c];
      betaGradient[c] = (float) sum[c];
    }
  }

  @Override
  boolean isFree(Pass pass) {
    return true;
  }

  @Override
  boolean keepsShared() {
    return true;
  }

  @Override
  double freeGain(int channel, Pass pass) {
    return gamma.values()[channel];
  }

  @Override
  double factor(int channel) {
    double squares = Loops.sumOfSquares(inverseStd, 0, batch, 0);
    return gamma.values()[channel] * Math.sqrt(squares / Math.max(1, batch));
  }

  @Override
  List<Parameter> parameters() {
    return List.of(gamma, beta);
  }
}
