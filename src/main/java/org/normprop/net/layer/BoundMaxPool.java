package org.normprop.net.layer;

/** The largest pixel of each window; the gradient goes to it alone, to the first among equals. */
final class BoundMaxPool extends BoundPool {

  /** The place of the largest pixel in its plane, for each output. */
  private final int[] chosen;

  private final boolean isQuarter;

  BoundMaxPool(Layer.Pool layer, Shape input, Binding binding) {
    super(layer, input, binding);
    chosen = new int[y.length];
    isQuarter =
        layer.window().equals(Window.square(2, 2, 0))
            && input.height() % 2 == 0
            && input.width() % 2 == 0;
  }

  @Override
  void forwardPlane(float[] x, int xAt, int yAt) {
    if (isQuarter) {
      forwardQuarter(x, xAt, yAt);
    } else {
      forwardAny(x, xAt, yAt);
    }
  }

  /** Windows of 2x2 side by side. */
  private void forwardQuarter(float[] x, int xAt, int yAt) {
    int width = input.width();
    int columns = output.width();
    float mean = geometry.mean[0];
    float inverse = geometry.inverse[0];
    for (int row = 0; row < output.height(); row++) {
      int place = 2 * row * width;
      int out = yAt + row * columns;
      for (int i = out; i < out + columns; i++, place += 2) {
        float a = x[xAt + place];
        float b = x[xAt + place + 1];
        float c = x[xAt + place + width];
        float d = x[xAt + place + width + 1];
        float best = Math.max(Math.max(a, b), Math.max(c, d));
        // Without a branch that is taken at random: 0, 1, width or width + 1.
        int below = Math.max(a, b) == best ? 0 : width;
        int right = (below == 0 ? a : c) == best ? 0 : 1;
        chosen[i] = place + below + right;
        y[i] = (best - mean) * inverse;
      }
    }
  }

  private void forwardAny(float[] x, int xAt, int yAt) {
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
