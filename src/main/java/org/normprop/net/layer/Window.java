package org.normprop.net.layer;

import java.util.Set;
import java.util.TreeSet;

/**
 * A window that moves over an image: of a convolution or a pooling.
 *
 * @param height its rows
 * @param width its columns
 * @param stride by how much it moves, along both axes
 * @param padding cells added on all four sides of the image
 */
public record Window(int height, int width, int stride, int padding) {

  /** The largest side, stride and padding. */
  public static final int MAX_SIDE = 4096;

  /** Checks the ranges. */
  public Window {
    check("the window's height", height, 1);
    check("the window's width", width, 1);
    check("the stride", stride, 1);
    check("the padding", padding, 0);
  }

  private static void check(String what, int value, int least) {
    if (value < least || value > MAX_SIDE) {
      throw new IllegalArgumentException(
          what + " must be from " + least + " to " + MAX_SIDE + ", got " + value);
    }
  }

  /**
   * A square window.
   *
   * @param side its height and width
   * @param stride by how much it moves
   * @param padding cells added on all sides
   * @return the window
   */
  public static Window square(int side, int stride, int padding) {
    return new Window(side, side, stride, padding);
  }

  /**
   * The cells of the window.
   *
   * @return height * width
   */
  public int cells() {
    return height * width;
  }

  /**
   * The shape of what the windows leave: floor((side + 2 padding - window) / stride) + 1 along each
   * axis.
   *
   * @param input the image
   * @param channels the channels that come out
   * @return the shape
   * @throws IllegalArgumentException if the window is larger than the padded image
   */
  public Shape output(Shape input, int channels) {
    int rows = input.height() + 2 * padding - height;
    int columns = input.width() + 2 * padding - width;
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          "a window of "
              + height
              + "x"
              + width
              + " does not fit into an image of "
              + input.height()
              + "x"
              + input.width()
              + " padded by "
              + padding);
    }
    return new Shape(channels, rows / stride + 1, columns / stride + 1);
  }

  /** The first row or column of the image that window o of an axis covers. */
  public int from(int o) {
    return Math.max(0, o * stride - padding);
  }

  /** The first that it does not cover any more, for a window of this side. */
  public int to(int o, int side, int length) {
    return Math.min(length, o * stride - padding + side);
  }

  /**
   * The numbers of cells that windows have inside an image, where padding cuts them.
   *
   * @param input the image
   * @return the numbers, ascending
   */
  public Set<Integer> cellCounts(Shape input) {
    Shape output = output(input, 1);
    Set<Integer> counts = new TreeSet<>();
    for (int row = 0; row < output.height(); row++) {
      for (int column = 0; column < output.width(); column++) {
        counts.add(
            (to(row, height, input.height()) - from(row))
                * (to(column, width, input.width()) - from(column)));
      }
    }
    return counts;
  }

  /**
   * The side of the window, its stride and padding, as the notation of architectures has them.
   *
   * @return for example {@code 3,1,1} or {@code 3x5,1,0}
   */
  public String text() {
    String side = height == width ? String.valueOf(height) : height + "x" + width;
    return side + "," + stride + "," + padding;
  }
}
