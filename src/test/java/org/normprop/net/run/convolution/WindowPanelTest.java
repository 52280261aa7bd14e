package org.normprop.net.run.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/** Panels by planes that are moved, against the loops that define them, bit for bit. */
class WindowPanelTest {

  private static final int SHAPES = 3000;

  private int strideBeyondWindow;
  private int paddingBeyondWindow;
  private int pixelsWithoutWindow;

  @Test
  void equalsTheLoopsThatDefineIt() {
    Random random = new Random(1);
    for (int k = 0; k < SHAPES; k++) {
      int height = 1 + random.nextInt(8);
      int width = 1 + random.nextInt(8);
      int padding = random.nextInt(5);
      int rows = 1 + random.nextInt(Math.min(6, height + 2 * padding));
      int columns = 1 + random.nextInt(Math.min(6, width + 2 * padding));
      Window window = new Window(rows, columns, 1 + random.nextInt(5), padding);
      check(random, new Shape(1 + random.nextInt(3), height, width), window);
    }
    assertTrue(
        Math.min(strideBeyondWindow, Math.min(paddingBeyondWindow, pixelsWithoutWindow)) > 100);
  }

  private void check(Random random, Shape input, Window window) {
    Shape output = window.output(input, 1);
    int n = output.plane();
    WindowPanel panels = new WindowPanel(input, output, window, 1);
    int offset = random.nextInt(3);
    float[] panel = new float[input.channels() * window.cells() * n];
    float[] gradient = numbers(random, offset + input.size() + 2);
    for (int twice = 0; twice < 2; twice++) {
      float[] x = numbers(random, offset + input.size());
      float[] d = numbers(random, panel.length);
      float[] expected = new float[panel.length];
      float[] expectedGradient = gradient.clone();
      for (int i = 0; i < input.size(); i++) {
        expectedGradient[offset + i] = 0;
      }
      boolean[] isReached = new boolean[input.size()];
      for (int row = 0; row < expected.length / n; row++) {
        for (int o = 0; o < n; o++) {
          int pixel = pixel(input, output, window, row, o);
          if (pixel >= 0) {
            expected[row * n + o] = x[offset + pixel];
            expectedGradient[offset + pixel] += d[row * n + o];
            isReached[pixel] = true;
          }
        }
      }
      panels.unroll(x, offset, panel, 0);
      panels.rollUp(d, gradient, offset, 0);
      assertArrayEquals(expected, panel, input + " " + window);
      assertArrayEquals(expectedGradient, gradient, input + " " + window);
      for (boolean reached : isReached) {
        pixelsWithoutWindow += reached ? 0 : 1;
      }
    }
    strideBeyondWindow += window.stride() > Math.min(window.height(), window.width()) ? 1 : 0;
    paddingBeyondWindow += window.padding() > Math.min(window.height(), window.width()) ? 1 : 0;
  }

  /** The pixel in row (c, i, j) of the panel that belongs to window o; -1 outside of the image. */
  private static int pixel(Shape input, Shape output, Window window, int row, int o) {
    int c = row / window.cells();
    int i = row % window.cells() / window.width();
    int j = row % window.width();
    int y = window.stride() * (o / output.width()) + i - window.padding();
    int x = window.stride() * (o % output.width()) + j - window.padding();
    boolean isInside = y >= 0 && y < input.height() && x >= 0 && x < input.width();
    return isInside ? (c * input.height() + y) * input.width() + x : -1;
  }

  private static float[] numbers(Random random, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
