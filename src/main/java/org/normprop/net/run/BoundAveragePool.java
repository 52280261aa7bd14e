package org.normprop.net.run;

import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;

/** The arithmetic mean of the pixels of each window; padding is not counted. */
final class BoundAveragePool extends BoundPool {

  public BoundAveragePool(Layer.Pool layer, Shape input, Binding binding) {
    super(layer, input, binding);
  }

  @Override
  void forwardPlane(float[] x, int xAt, int yAt) {
    PoolGeometry g = geometry;
    int width = input.width();
    int i = 0;
    for (int row = 0; row < g.top.length; row++) {
      for (int column = 0; column < g.left.length; column++, i++) {
        float sum = 0;
        for (int iy = g.top[row]; iy < g.bottom[row]; iy++) {
          for (int ix = g.left[column]; ix < g.right[column]; ix++) {
            sum += x[xAt + iy * width + ix];
          }
        }
        int cells = (g.bottom[row] - g.top[row]) * (g.right[column] - g.left[column]);
        y[yAt + i] = (sum / cells - g.mean[i]) * g.inverse[i];
      }
    }
  }

  @Override
  void backwardPlane(float[] d, int dAt, float[] gradInput, int xAt) {
    PoolGeometry g = geometry;
    int width = input.width();
    int i = 0;
    for (int row = 0; row < g.top.length; row++) {
      for (int column = 0; column < g.left.length; column++, i++) {
        int cells = (g.bottom[row] - g.top[row]) * (g.right[column] - g.left[column]);
        float share = d[dAt + i] * g.inverse[i] / cells;
        for (int iy = g.top[row]; iy < g.bottom[row]; iy++) {
          for (int ix = g.left[column]; ix < g.right[column]; ix++) {
            gradInput[xAt + iy * width + ix] += share;
          }
        }
      }
    }
  }
}
