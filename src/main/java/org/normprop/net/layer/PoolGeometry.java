package org.normprop.net.layer;

import java.util.Set;
import java.util.TreeSet;

/**
 * Where the windows of a pooling lie: the rows and columns of the image that each covers, padding
 * cut off, and the constants that belong to the cells left.
 */
final class PoolGeometry {

  final int[] top;
  final int[] bottom;
  final int[] left;
  final int[] right;

  /** For each window, row by row. */
  final float[] mean;

  final float[] inverse;

  PoolGeometry(Layer.Pool pool, Shape input) {
    Window window = pool.window();
    Shape output = pool.output(input);
    int rows = output.height();
    int columns = output.width();
    top = new int[rows];
    bottom = new int[rows];
    left = new int[columns];
    right = new int[columns];
    cut(window.height(), window, input.height(), top, bottom);
    cut(window.width(), window, input.width(), left, right);
    mean = new float[rows * columns];
    inverse = new float[rows * columns];
    for (int i = 0; i < mean.length; i++) {
      Affine constants = pool.constants().of(cells(i / columns, i % columns));
      mean[i] = constants.meanAsFloat();
      inverse[i] = constants.inverseAsFloat();
    }
  }

  /** Window o covers [from, to): o stride - padding and so on, inside the image. */
  private static void cut(int side, Window window, int length, int[] from, int[] to) {
    for (int o = 0; o < from.length; o++) {
      int start = o * window.stride() - window.padding();
      from[o] = Math.max(start, 0);
      to[o] = Math.min(start + side, length);
    }
  }

  private int cells(int row, int column) {
    return (bottom[row] - top[row]) * (right[column] - left[column]);
  }

  /**
   * The numbers of cells that windows have inside an image.
   *
   * @param window the window
   * @param input the image
   * @return the numbers, ascending
   */
  static Set<Integer> cellCounts(Window window, Shape input) {
    Shape output = window.output(input, 1);
    int[] from = new int[output.height()];
    int[] to = new int[output.height()];
    cut(window.height(), window, input.height(), from, to);
    Set<Integer> heights = new TreeSet<>();
    for (int i = 0; i < from.length; i++) {
      heights.add(to[i] - from[i]);
    }
    from = new int[output.width()];
    to = new int[output.width()];
    cut(window.width(), window, input.width(), from, to);
    Set<Integer> counts = new TreeSet<>();
    for (int i = 0; i < from.length; i++) {
      for (int height : heights) {
        counts.add(height * (to[i] - from[i]));
      }
    }
    return counts;
  }
}
