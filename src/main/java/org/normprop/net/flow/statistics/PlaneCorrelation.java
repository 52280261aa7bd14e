package org.normprop.net.flow.statistics;

/**
 * The correlation of two places of a channel's plane, by how far they lie apart: 1 at no distance,
 * and the same in both directions.
 */
@FunctionalInterface
public interface PlaneCorrelation {

  /** Of values that are independent from place to place. */
  PlaneCorrelation NONE = (rows, columns) -> rows == 0 && columns == 0 ? 1 : 0;

  /**
   * The correlation.
   *
   * @param rows how many rows apart
   * @param columns how many columns apart
   * @return a number in [-1, 1]
   */
  double at(int rows, int columns);

  /**
   * That of images, on average over channels and places: E[x_p x_q] over the root of E[x_p^2]
   * E[x_q^2], for inputs of mean 0.
   *
   * @param x images, one behind the other, [images, channels, height, width]
   * @param images how many
   * @param channels of an image
   * @param height of an image
   * @param width of an image
   * @return the correlation; 0 at distances that no image has
   */
  static PlaneCorrelation of(float[] x, int images, int channels, int height, int width) {
    int planes = images * channels;
    return (rows, columns) -> {
      // The pairs at (-rows, columns) are those at (rows, -columns).
      int down = Math.abs(rows);
      int right = rows < 0 ? -columns : columns;
      double products = 0;
      double first = 0;
      double second = 0;
      for (int plane = 0; plane < planes; plane++) {
        for (int row = 0; row + down < height; row++) {
          int p = (plane * height + row) * width;
          int q = (plane * height + row + down) * width + right;
          int to = Math.min(width, width - right);
          for (int column = Math.max(0, -right); column < to; column++) {
            double a = x[p + column];
            double b = x[q + column];
            products += a * b;
            first += a * a;
            second += b * b;
          }
        }
      }
      return products == 0 ? 0 : products / Math.sqrt(first * second);
    };
  }
}
