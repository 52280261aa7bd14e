package org.normprop.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A value at a place, with the ends of its error bar or band. A number that is not finite, or not
 * positive on a logarithmic axis, leaves a gap.
 *
 * @param x the place
 * @param y the value
 * @param low the lower end, {@code y} where there is no error
 * @param high the upper end, {@code y} where there is no error
 */
public record Point(double x, double y, double low, double high) {

  /**
   * A value without an error.
   *
   * @param x the place
   * @param y the value
   */
  public Point(double x, double y) {
    this(x, y, y, y);
  }

  /**
   * A value give or take an error.
   *
   * @param x the place
   * @param y the value
   * @param error half the length of the bar
   * @return the point
   */
  public static Point withError(double x, double y, double error) {
    return new Point(x, y, y - error, y + error);
  }

  /**
   * Values without errors.
   *
   * @param x the places
   * @param y the values, as many
   * @return the points, in order
   */
  public static List<Point> list(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "as many places as values are needed, got " + x.length + " and " + y.length);
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return points;
  }
}
