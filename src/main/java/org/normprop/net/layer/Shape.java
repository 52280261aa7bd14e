package org.normprop.net.layer;

/**
 * The shape of one image; a vector of n values has n channels of one pixel.
 *
 * @param channels how many planes
 * @param height rows of a plane
 * @param width columns of a plane
 */
public record Shape(int channels, int height, int width) {

  /** The most values of one image. */
  public static final int MAX_SIZE = 1 << 26;

  /** Checks that the shape is neither empty nor too large to compute with. */
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a shape's sides must be at least 1, got " + text(channels, height, width));
    }
    if ((double) channels * height * width > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a shape may hold at most " + MAX_SIZE + " values, got " + text(channels, height, width));
    }
  }

  /**
   * The shape of a vector.
   *
   * @param n its length
   * @return [n, 1, 1]
   */
  public static Shape vector(int n) {
    return new Shape(n, 1, 1);
  }

  /**
   * The pixels of a plane.
   *
   * @return height * width
   */
  public int plane() {
    return height * width;
  }

  /**
   * The values of one image.
   *
   * @return channels * height * width
   */
  public int size() {
    return channels * height * width;
  }

  private static String text(int channels, int height, int width) {
    return channels + "x" + height + "x" + width;
  }

  /** The sides joined by x; for a vector, its length. */
  @Override
  public String toString() {
    return plane() == 1 ? String.valueOf(channels) : text(channels, height, width);
  }
}
