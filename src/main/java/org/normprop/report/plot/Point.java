package org.normprop.report.plot;

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
}
