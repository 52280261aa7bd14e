package org.normprop.net.onnx.write;

import java.util.Arrays;
import java.util.Map;
import org.normprop.net.layer.Scheme;

/**
 * What a layer's scheme does once it is trained: pre = factor u + shift by channel; under layer
 * normalisation pre = factor v + shift, with v what that makes of u.
 */
record TrainedScale(double[] factor, double[] shift) {

  static TrainedScale of(
      Map<String, float[]> state,
      Scheme scheme,
      String prefix,
      float[] weights,
      int channels,
      int row) {
    double[] factor = new double[channels];
    double[] shift = new double[channels];
    Arrays.fill(factor, 1);
    if (scheme instanceof Scheme.BatchNorm norm) {
      for (int c = 0; c < channels; c++) {
        double variance = state.get(prefix + "bn.running_var")[c];
        factor[c] = state.get(prefix + "bn.weight")[c] / Math.sqrt(variance + norm.epsilon());
        shift[c] =
            state.get(prefix + "bn.bias")[c] - state.get(prefix + "bn.running_mean")[c] * factor[c];
      }
      return new TrainedScale(factor, shift);
    }
    if (scheme instanceof Scheme.LayerNorm) {
      float[] gain = state.get(prefix + "ln.weight");
      float[] added = state.get(prefix + "ln.bias");
      Arrays.setAll(factor, c -> gain[c]);
      Arrays.setAll(shift, c -> added[c]);
      return new TrainedScale(factor, shift);
    }
    boolean own = scheme instanceof Scheme.NormProp;
    if (own || scheme instanceof Scheme.WeightNorm) {
      float[] gain = state.get(prefix + (own ? "gamma" : "weight_g"));
      float[] added = state.get(prefix + (own ? "beta" : "bias"));
      boolean divides = !(scheme instanceof Scheme.NormProp n) || n.division().divides();
      for (int c = 0; c < channels; c++) {
        double square = 0;
        for (int k = 0; k < row; k++) {
          double w = weights[c * row + k];
          square += w * w;
        }
        factor[c] = gain[c] / (divides && square > 0 ? Math.sqrt(square) : 1);
        shift[c] = added[c];
      }
      return new TrainedScale(factor, shift);
    }
    float[] bias = state.get(prefix + "bias");
    for (int c = 0; bias != null && c < channels; c++) {
      shift[c] = bias[c];
    }
    return new TrainedScale(factor, shift);
  }

  static float[] weights(Map<String, float[]> state, String prefix) {
    float[] plain = state.get(prefix + "weight");
    float[] weights = plain != null ? plain : state.get(prefix + "weight_v");
    if (weights == null) {
      throw new IllegalArgumentException("layer " + prefix + " has no weights");
    }
    return weights;
  }

  static double[] wide(float[] weights) {
    double[] wide = new double[weights.length];
    Arrays.setAll(wide, i -> weights[i]);
    return wide;
  }

  double[] times(float[] weights) {
    int row = weights.length / factor.length;
    double[] scaled = new double[weights.length];
    Arrays.setAll(scaled, i -> weights[i] * factor[i / row]);
    return scaled;
  }
}
