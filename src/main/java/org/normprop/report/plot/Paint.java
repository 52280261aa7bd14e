package org.normprop.report.plot;

/**
 * What an area or a line is filled with: a colour by name, which a page's stylesheet may change,
 * and what it is in a file of its own.
 *
 * @param name what a stylesheet calls the colour
 * @param rgb red, green and blue on white, eight bits each
 * @param opacity from 0, invisible, to 1
 */
record Paint(String name, int rgb, double opacity) {

  static final Paint WHITE = new Paint("paper", 0xffffff, 1);

  /** Lines of the grid. */
  static final Paint GRID = new Paint("grid", 0xe4e4e4, 1);

  /** Lines of the axes. */
  static final Paint AXIS = new Paint("axis", 0x8c8c8c, 1);

  /** Behind text that stands on marks. */
  static final Paint HALO = new Paint("paper", 0xffffff, 0.8);

  /** The palest cell of a map can still be told from paper. */
  private static final double PALEST = 0.04;

  /**
   * Up to here black is read better than white on {@link #cell}, which is as light there as a grey
   * of luminance 0.18, from where both have the contrast 4.6; in a dark page it is the other way.
   */
  private static final double DEEP = 0.71;

  /** A cell of a map, from 0, the palest, to 1. */
  static Paint cell(double shade) {
    return new Paint("cell", 0x08427a, PALEST + (1 - PALEST) * shade);
  }

  /** Text on a cell. */
  static Paint onCell(double shade) {
    return cell(shade).opacity() > DEEP
        ? new Paint("on-deep", 0xffffff, 1)
        : new Paint("on-pale", 0x000000, 1);
  }
}
