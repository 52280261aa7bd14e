package org.normprop.net.run;

import org.normprop.net.layer.Affine;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

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
    for (int row = 0; row < rows; row++) {
      top[row] = window.from(row);
      bottom[row] = window.to(row, window.height(), input.height());
    }
    for (int column = 0; column < columns; column++) {
      left[column] = window.from(column);
      right[column] = window.to(column, window.width(), input.width());
    }
    mean = new float[rows * columns];
    inverse = new float[rows * columns];
    for (int i = 0; i < mean.length; i++) {
      Affine constants = pool.constants().of(cells(i / columns, i % columns));
      mean[i] = constants.meanAsFloat();
      inverse[i] = constants.inverseAsFloat();
    }
  }

  private int cells(int row, int column) {
    return (bottom[row] - top[row]) * (right[column] - left[column]);
  }
}
