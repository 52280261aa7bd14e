package org.normprop.report.plot;

/**
 * What an area or a line is filled with.
 *
 * @param rgb red, green and blue, eight bits each
 * @param opacity from 0, invisible, to 1
 */
record Paint(int rgb, double opacity) {

  static final Paint WHITE = new Paint(0xffffff, 1);

  /** Lines of the grid. */
  static final Paint GRID = new Paint(0xe4e4e4, 1);

  /** Lines of the axes. */
  static final Paint AXIS = new Paint(0x8c8c8c, 1);

  /** The paint between two others. */
  static Paint between(int from, int to, double share) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      rgb |= (int) Math.rint(a + share * (b - a)) << shift;
    }
    return new Paint(rgb, 1);
  }
}
