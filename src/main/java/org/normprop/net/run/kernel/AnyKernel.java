package org.normprop.net.run.kernel;

import org.normprop.function.stage.Activation;
import org.normprop.net.compute.Loops;
import org.normprop.net.layer.Affine;

/**
 * Any function of the catalog, computed in float64 in blocks by the very object that the constants
 * were computed from. Keeps f'(pre)/std for the backward pass.
 */
final class AnyKernel extends Kernel {

  private static final int BLOCK = 512;

  private final Activation f;
  private final Affine constants;
  private final float[] y;
  private final float[] slope;
  private final double[][][] blocks;

  AnyKernel(Activation f, Affine constants, float[] y, int workers) {
    super(y);
    this.f = f;
    this.constants = constants;
    this.y = y;
    this.slope = new float[y.length];
    this.blocks = new double[workers][3][BLOCK];
  }

  @Override
  public void forward(int at, int n, int worker) {
    double[] x = blocks[worker][0];
    double[] value = blocks[worker][1];
    double[] derivative = blocks[worker][2];
    double inverse = 1 / constants.scale();
    double mean = constants.mean();
    for (int from = at; from < at + n; from += BLOCK) {
      int length = Math.min(BLOCK, at + n - from);
      for (int i = 0; i < length; i++) {
        x[i] = y[from + i];
      }
      f.evaluate(x, value, derivative, length);
      for (int i = 0; i < length; i++) {
        y[from + i] = (float) ((value[i] - mean) * inverse);
        slope[from + i] = (float) (derivative[i] * inverse);
      }
    }
  }

  @Override
  public void backward(float[] d, int at, int n, int part) {
    Loops.multiply(d, slope, at, n);
  }
}
