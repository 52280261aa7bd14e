package org.normprop.moments.overlap;

import java.util.ArrayList;
import java.util.List;

/**
 * Windows of one size that lie over a plane at equal distances. Immutable.
 *
 * <p>Over an image, padding cuts some of them, and cells at borders are held by fewer. Without an
 * image the plane has no borders: then stride x stride cells stand for all.
 *
 * @param height rows of a window
 * @param width columns of a window
 * @param stride how far apart windows are, in cells
 * @param padding how far they reach over an image's borders
 * @param rows rows of the image; 0 for a plane without borders
 * @param columns columns of the image; 0 for a plane without borders
 */
public record WindowGrid(int height, int width, int stride, int padding, int rows, int columns) {

  private static final int MOST = 4096;

  /** Larger images would keep who asks waiting, and tell no more. */
  private static final int LARGEST_IMAGE = 256;

  /**
   * A window's place: the first row and column that it holds, less what padding cuts off.
   *
   * @param top its first row
   * @param bottom the row behind its last
   * @param left its first column
   * @param right the column behind its last
   * @param row its number from above
   * @param column its number from the left
   */
  public record Place(int top, int bottom, int left, int right, int row, int column) {

    /** How many cells it holds. */
    public int cells() {
      return Math.max(0, bottom - top) * Math.max(0, right - left);
    }

    /** How many cells two windows share. */
    int shared(Place other) {
      int high = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      int wide = Math.min(right, other.right) - Math.max(left, other.left);
      return Math.max(0, high) * Math.max(0, wide);
    }
  }

  /** Checks the sizes. */
  public WindowGrid {
    if (height < 1 || width < 1 || stride < 1 || padding < 0 || rows < 0 || columns < 0) {
      throw new IllegalArgumentException("windows and strides are at least 1, paddings at least 0");
    }
    if (height > MOST || width > MOST || stride > MOST || padding > MOST) {
      throw new IllegalArgumentException("windows of more than " + MOST + " cells a side");
    }
    if (rows > LARGEST_IMAGE || columns > LARGEST_IMAGE) {
      throw new IllegalArgumentException(
          "an image has at most " + LARGEST_IMAGE + " rows and columns here");
    }
    if (rows == 0 != (columns == 0)) {
      throw new IllegalArgumentException("an image has rows and columns");
    }
    if (rows > 0 && (rows + 2 * padding < height || columns + 2 * padding < width)) {
      throw new IllegalArgumentException(
          "a window of "
              + height
              + "x"
              + width
              + " does not fit into an image of "
              + rows
              + "x"
              + columns
              + " padded by "
              + padding);
    }
  }

  /** Whether it has borders. */
  public boolean hasImage() {
    return rows > 0;
  }

  /** The windows: all over an image, or all that hold one of the cells that stand for a plane. */
  public List<Place> windows() {
    return windows(0, outputs(height, rows), 0, outputs(width, columns));
  }

  /** The windows that hold a cell. */
  List<Place> holding(int y, int x) {
    return windows(
        first(y, height),
        Math.min(outputs(height, rows), (y + cutOff()) / stride + 1),
        first(x, width),
        Math.min(outputs(width, columns), (x + cutOff()) / stride + 1));
  }

  /** The first window of an axis whose end lies behind a cell. */
  private int first(int cell, int side) {
    return Math.max(0, Math.floorDiv(cell + cutOff() - side, stride) + 1);
  }

  private int cutOff() {
    return hasImage() ? padding : 0;
  }

  private List<Place> windows(int fromRow, int toRow, int fromColumn, int toColumn) {
    List<Place> all = new ArrayList<>();
    for (int row = fromRow; row < toRow; row++) {
      for (int column = fromColumn; column < toColumn; column++) {
        int top = row * stride - cutOff();
        int left = column * stride - cutOff();
        all.add(
            new Place(
                hasImage() ? Math.max(0, top) : top,
                hasImage() ? Math.min(rows, top + height) : top + height,
                hasImage() ? Math.max(0, left) : left,
                hasImage() ? Math.min(columns, left + width) : left + width,
                row,
                column));
      }
    }
    return all;
  }

  private int outputs(int side, int length) {
    return hasImage() ? (length + 2 * padding - side) / stride + 1 : before(side) + 1;
  }

  /** How many windows before it hold a cell of the window at a place, along an axis. */
  private int before(int side) {
    return (side - 1 + stride - 1) / stride;
  }

  /** The first row of the cells that count, and the row behind the last. */
  int[] rowRange() {
    return range(height, rows);
  }

  /** The first column of the cells that count, and the column behind the last. */
  int[] columnRange() {
    return range(width, columns);
  }

  private int[] range(int side, int length) {
    int from = before(side) * stride;
    return hasImage() ? new int[] {0, length} : new int[] {from, from + stride};
  }
}
