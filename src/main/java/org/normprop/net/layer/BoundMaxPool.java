package org.normprop.net.layer;

/** The largest pixel of each window; the gradient goes to it alone, to the first among equals. */
final class BoundMaxPool extends BoundPool {

  /** The place of the largest pixel in its plane, for each output. */
  private final int[] chosen;

  BoundMaxPool(Layer.Pool layer, Shape input, Binding binding) {
    super(layer, input, binding);
    chosen = new int[y.length];
  }

  @Override
  void forwardPlane(float[] x, int xAt, int yAt) {
    PoolGeometry g = geometry;
    int width = input.width();
    int i = 0;
    for (int row = 0; row < g.top.length; row++) {
      for (int column = 0; column < g.left.length; column++, i++) {
        float best = Float.NEGATIVE_INFINITY;
        int place = g.top[row] * width + g.left[column];
        for (int iy = g.top[row]; iy < g.bottom[row]; iy++) {
          for (int ix = g.left[column]; ix < g.right[column]; ix++) {
            float value = x[xAt + iy * width + ix];
            // What is not a number is passed on, so that a failed training shows.
            if (value > best || value != value) {
              best = value;
              place = iy * width + ix;
            }
          }
        }
        chosen[yAt + i] = place;
        y[yAt + i] = (best - g.mean[i]) * g.inverse[i];
      }
    }
  }

  @Override
  void backwardPlane(float[] d, int dAt, int xAt) {
    float[] inverse = geometry.inverse;
    for (int i = 0; i < inverse.length; i++) {
      gradInput[xAt + chosen[dAt + i]] += d[dAt + i] * inverse[i];
    }
  }
}
