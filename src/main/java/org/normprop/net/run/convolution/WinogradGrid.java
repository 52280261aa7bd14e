package org.normprop.net.run.convolution;

import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * The tiles of {@link WinogradConvolution}: squares of {@value #TILE} x {@value #TILE} pixels of
 * the padded input, {@code step} pixels apart, each of which gives step x step pixels of the
 * output. A kernel of r x r cells has step {@value #TILE} + 1 - r, so that neighbours share r - 1
 * rows or columns.
 *
 * @param input the shape of an image that goes in
 * @param output the shape of what comes out
 * @param padding rows and columns of zeros around the input
 * @param step outputs of a tile along one axis
 */
record WinogradGrid(Shape input, Shape output, int padding, int step) {

  /** The length of a tile's side, and the number of points of the interpolation. */
  static final int TILE = 6;

  /** Values of a tile, and matrix products of a convolution. */
  static final int POSITIONS = TILE * TILE;

  /** The least length of an array that the compiler's vectors are worth their set-up. */
  private static final int STRETCH = 384;

  static WinogradGrid of(Shape input, Shape output, Window window) {
    return new WinogradGrid(input, output, window.padding(), TILE + 1 - window.width());
  }

  /** Tiles from top to bottom. */
  int rows() {
    return (output.height() + step - 1) / step;
  }

  /** Tiles from left to right. */
  int columns() {
    return (output.width() + step - 1) / step;
  }

  /** Tiles of a plane. */
  int tiles() {
    return rows() * columns();
  }

  /** The pixels of the input that a row of tiles covers. */
  int covered() {
    return step * columns() + TILE - step;
  }

  /** The pixels of the output that a row of tiles gives. */
  int given() {
    return step * columns();
  }

  /** How many tiles further a tile's last pixel is another's first. */
  int reach() {
    return (TILE - 1) / step;
  }

  /** How many planes to compute at a time so that loops over them are long. */
  int planesAtOnce() {
    return Math.max(1, STRETCH / (rows() * covered()));
  }
}
