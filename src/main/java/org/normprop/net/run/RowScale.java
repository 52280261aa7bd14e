package org.normprop.net.run;

import java.util.Arrays;
import java.util.List;
import org.normprop.net.compute.Blas;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.Parameter.Role;
import org.normprop.net.layer.Scheme;

/**
 * Rows of unit length: pre_i = g_i (W_i . x) / |W_i| + b_i, which is Normalization Propagation
 * (Arpit et al. 2016, eq. 9 and 11: gamma, beta) and weight normalisation (Salimans and Kingma
 * 2016, eq. 2: g, b) alike; they part at the activation.
 *
 * <p>A projecting layer's rows have unit length already, and nothing is divided. A row of zeros has
 * no direction and is not divided.
 */
final class RowScale extends ChannelScale {

  private final Parameter weights;
  private final Parameter gain;
  private final Parameter shift;
  private final boolean divides;
  private final boolean startsFromData;
  private final Blas blas;
  private final float[] inverseNorm;

  private RowScale(
      Parameter weights,
      Parameter gain,
      Parameter shift,
      boolean divides,
      boolean startsFromData,
      Blas blas) {
    super(weights.rows());
    this.weights = weights;
    this.gain = gain;
    this.shift = shift;
    this.divides = divides;
    this.startsFromData = startsFromData;
    this.blas = blas;
    this.inverseNorm = new float[channels];
    if (divides) {
      weights.askForNorms();
    }
  }

  static RowScale normProp(
      Scheme.NormProp scheme, Parameter weights, int channels, Blas blas, String prefix) {
    Parameter gamma = Parameter.vector(prefix + "gamma", Role.SCALE, channels);
    Arrays.fill(gamma.values(), (float) scheme.gamma());
    Parameter beta = Parameter.vector(prefix + "beta", Role.SHIFT, channels);
    return new RowScale(weights, gamma, beta, scheme.division().divides(), false, blas);
  }

  static RowScale weightNorm(Parameter weights, int channels, Blas blas, String prefix) {
    Parameter g = Parameter.vector(prefix + "weight_g", Role.SCALE, channels);
    Arrays.fill(g.values(), 1);
    Parameter bias = Parameter.vector(prefix + "bias", Role.SHIFT, channels);
    return new RowScale(weights, g, bias, true, true, blas);
  }

  @Override
  void prepare(int from, int to, Pass pass) {
    for (int i = from; i < to; i++) {
      inverseNorm[i] = divides ? weights.inverseNorm(i, blas) : 1;
      s[i] = gain.values()[i] * inverseNorm[i];
      t[i] = shift.values()[i];
    }
  }

  @Override
  boolean scalesRows() {
    return true;
  }

  @Override
  void finish(int from, int to, double[] sum, double[] product, Pass pass, int count) {
    float[] gainGradient = gain.matrix();
    float[] shiftGradient = shift.matrix();
    float[] alongRow = divides ? weights.alongRow() : null;
    for (int i = from; i < to; i++) {
      double inverse = inverseNorm[i];
      double gradient = product[i] * inverse;
      gainGradient[i] = (float) gradient;
      shiftGradient[i] = (float) sum[i];
      if (divides) {
        // Note: dl/dW_i = (G_i - W~_i <G_i, W~_i>)/|W_i| with W~_i = W_i/|W_i|. The first term is
        // dl/du' x, as dl/du = g_i/|W_i| dl/dpre; and <G_i, W~_i> = g_i dl/dg_i.
        alongRow[i] = (float) (-gain.values()[i] * gradient * inverse * inverse);
      }
    }
  }

  @Override
  List<Parameter> parameters() {
    return List.of(gain, shift);
  }

  @Override
  void startFrom(double[] mean, double[] std) {
    if (!startsFromData) {
      return;
    }
    for (int i = 0; i < channels; i++) {
      double divisor = std[i] > 0 ? std[i] : 1;
      gain.values()[i] = (float) (gain.values()[i] / divisor);
      shift.values()[i] = (float) ((shift.values()[i] - mean[i]) / divisor);
    }
  }
}
