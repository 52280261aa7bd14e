package org.normprop.net.run;

import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/** The largest pixel of each window; the gradient goes to it alone, to the first among equals. */
final class BoundMaxPool extends BoundPool {

  /** The place of the largest pixel in its plane, for each output. */
  private final int[] chosen;

  private final boolean isQuarter;

  public BoundMaxPool(Layer.Pool layer, Shape input, Binding binding) {
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
        float upper = Math.max(a, b);
        float lower = Math.max(c, d);
        int below = isLess(upper, lower);
        int right = below * isLess(c, d) + (1 - below) * isLess(a, b);
        chosen[i] = place + below * width + right;
        y[i] = (Math.max(upper, lower) - mean) * inverse;
      }
    }
  }

  private void forwardAny(float[] x, int xAt, int yAt) {
    PoolGeometry g = geometry;
    int width = input.width();
    int i = 0;
    for (int row = 0; row < g.top.length; row++) {
      for (int column = 0; column < g.left.length; column++, i++) {
        int place = g.top[row] * width + g.left[column];
        float best = x[xAt + place];
        for (int iy = g.top[row]; iy < g.bottom[row]; iy++) {
          for (int at = iy * width + g.left[column]; at < iy * width + g.right[column]; at++) {
            float value = x[xAt + at];
            place += isLess(best, value) * (at - place);
            // What is not a number is passed on, so that a failed training shows.
            best = Math.max(best, value);
          }
        }
        chosen[yAt + i] = place;
        y[yAt + i] = (best - g.mean[i]) * g.inverse[i];
      }
    }
  }

  /** 1 if a &lt; b, else 0, without a branch that would be taken at random. */
  private static int isLess(float a, float b) {
    // The sign of the difference; adding 0 makes -0 a 0.
    return Float.floatToRawIntBits(a - b + 0f) >>> 31;
  }

  @Override
  void backwardPlane(float[] d, int dAt, float[] gradInput, int xAt) {
    float[] inverse = geometry.inverse;
    for (int i = 0; i < inverse.length; i++) {
      gradInput[xAt + chosen[dAt + i]] += d[dAt + i] * inverse[i];
    }
  }
}
