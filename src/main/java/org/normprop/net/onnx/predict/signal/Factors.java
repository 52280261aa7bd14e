package org.normprop.net.onnx.predict.signal;

import org.normprop.net.onnx.read.TensorValue;

/**
 * What multiplies a signal: constants, or random values of a mean and variance.
 *
 * <p>For independent x and w: E(wx) = mw mx and Var(wx) = (mw^2 + vw) vx + vw mx^2. Immutable, if
 * nobody writes to its arrays.
 *
 * @param dims the sizes
 * @param mean mw
 * @param square mw^2 + vw
 * @param variance vw; null for constants
 */
public record Factors(int[] dims, float[] mean, float[] square, float[] variance) {

  public static Factors of(TensorValue value) {
    float[] mean = value.asReals();
    float[] square = new float[mean.length];
    for (int i = 0; i < square.length; i++) {
      square[i] = mean[i] * mean[i];
    }
    return new Factors(value.dims(), mean, square, null);
  }

  public static Factors of(TensorSignal signal) {
    TensorSignal full = signal.full();
    float[] square = new float[full.cells()];
    for (int i = 0; i < square.length; i++) {
      square[i] = full.mean()[i] * full.mean()[i] + full.variance()[i];
    }
    return new Factors(full.dims(), full.mean(), square, full.variance());
  }
}
