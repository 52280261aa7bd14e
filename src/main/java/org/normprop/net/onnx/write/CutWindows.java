package org.normprop.net.onnx.write;

import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/** How much of windows lies inside an image. */
final class CutWindows {

  private CutWindows() {}

  /** The root of a filter's cells by those inside, for each place. */
  static double[] borders(Window window, Shape in, Shape out) {
    double[] factors = new double[out.plane()];
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        int rows = length(window, y, window.height(), in.height());
        int columns = length(window, x, window.width(), in.width());
        factors[y * out.width() + x] =
            Math.sqrt((double) window.height() / Math.max(1, rows))
                * Math.sqrt((double) window.width() / Math.max(1, columns));
      }
    }
    return factors;
  }

  /** The cells inside along one side. */
  static int length(Window window, int o, int side, int length) {
    return window.to(o, side, length) - window.from(o);
  }
}
