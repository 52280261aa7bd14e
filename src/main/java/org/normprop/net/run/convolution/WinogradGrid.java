package org.normprop.net.run.convolution;

import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/**
 * The tiles of {@link WinogradConvolution}: squares of {@value #TILE} x {@value #TILE} pixels of
 * the padded input, {@code step} pixels apart, each of which gives step x step pixels of the
 * output. A kernel of r x r cells has step {@value #TILE} + 1 - r, so that neighbours share r - 1
 * rows or columns.
 *
 * <p>Tiles of a few images are numbered row by row over all of these images, and what belongs to a
 * tile is kept for all channels together: a value lies at [tile row, image, tile column, channel].
 * So the tiles of the next row are the same number of values further on for every tile, and loops
 * over all of them are long.
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

  /**
   * How many tile rows further a tile's last row of pixels of a phase is another's first: pixel
   * rows phase, phase + step, ... of a tile are the first ones of the tiles below it.
   */
  int reach(int phase) {
    return (TILE - 1 - phase) / step;
  }

  /** Values of a row of tiles of so many images. */
  int rowSize(int images, int channels) {
    return images * columns() * channels;
  }

  /** The most values of an array of scratch memory. */
  int scratchSize(int images, int channels) {
    return (rows() + reach(0)) * rowSize(images, channels);
  }
}
