package org.normprop.net.onnx.predict;

import java.util.Arrays;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;
import org.normprop.net.onnx.read.TensorValue;

/** A signal as a whole, and by channel. */
final class SignalSummary {

  private SignalSummary() {}

  static PredictedTensor of(TensorSignal signal, int channelAxis) {
    int[] stored = signal.stored();
    int axis = Math.min(channelAxis, Math.max(0, stored.length - 1));
    int channels = stored.length == 0 ? 1 : stored[axis];
    int inner = stored.length == 0 ? 1 : Dims.inner(stored, axis);
    double[] sums = new double[channels];
    int n = signal.cells();
    double square = 0;
    double within = 0;
    float[] means = signal.mean();
    float[] variances = signal.variance();
    for (int from = 0, c = 0; from < n; from += inner) {
      double own = 0;
      for (int i = from; i < from + inner; i++) {
        double m = means[i];
        own += m;
        square += m * m;
        within += variances[i];
      }
      sums[c] += own;
      c = c + 1 == channels ? 0 : c + 1;
    }
    square /= n;
    within /= n;
    double mean = 0;
    double channelSquare = 0;
    for (double sum : sums) {
      double own = sum * channels / n;
      mean += own / channels;
      channelSquare += own * own / channels;
    }
    double variance = Math.max(0, square + within - mean * mean);
    return new PredictedTensor(
        mean, Math.sqrt(variance), channelSquare, Math.max(0, square + within - channelSquare));
  }

  /** Means and standard deviations of the channels. */
  static double[][] channels(TensorSignal signal, int axis) {
    int[] stored = signal.stored();
    int channels = signal.dims().length == 0 ? 1 : signal.dims()[axis];
    int own = stored.length == 0 ? 1 : stored[axis];
    int inner = stored.length == 0 ? 1 : Dims.inner(stored, axis);
    double[] mean = new double[channels];
    double[] square = new double[channels];
    double share = (double) own / signal.cells();
    for (int i = 0; i < signal.cells(); i++) {
      int c = i / inner % own;
      mean[c] += share * signal.mean()[i];
      square[c] += share * (signal.variance()[i] + (double) signal.mean()[i] * signal.mean()[i]);
    }
    for (int c = 0; c < channels; c++) {
      mean[c] = mean[own == 1 ? 0 : c];
      square[c] = square[own == 1 ? 0 : c];
    }
    double[] std = new double[channels];
    Arrays.setAll(std, c -> Math.sqrt(Math.max(0, square[c] - mean[c] * mean[c])));
    return new double[][] {mean, std};
  }

  /** scale x + shift, one number each or one a channel. */
  static TensorSignal affine(TensorSignal x, int axis, double[] scale, double[] shift) {
    int[] shape = new int[scale.length == 1 ? 0 : x.dims().length - axis];
    Arrays.fill(shape, 1);
    if (shape.length > 0) {
      shape[0] = scale.length;
    }
    TensorSignal scaled =
        Elementwise.withConstant("Mul", x, tensor(shape, scale), false, (a, b) -> a * b);
    return Elementwise.withConstant("Add", scaled, tensor(shape, shift), false, Double::sum);
  }

  private static TensorValue tensor(int[] shape, double[] values) {
    float[] reals = new float[values.length];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = (float) values[i];
    }
    return TensorValue.of(shape, reals);
  }
}
