package org.normprop.data;

/**
 * The shape of one row of a data set: channels x height x width, row-major in this order. A row of
 * plain numbers has as many channels as numbers, and height and width 1.
 *
 * @param channels 1 for grey images, 3 for coloured ones, the number of columns for plain numbers
 * @param height rows of pixels
 * @param width pixels in a row
 */
public record SampleShape(int channels, int height, int width) {

  /** Refuses what is not positive or does not fit an array. */
  public SampleShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a shape needs positive numbers, got " + channels + "x" + height + "x" + width);
    }
    if ((long) height * width > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          "a shape of " + channels + "x" + height + "x" + width + " is too large");
    }
  }

  /**
   * The shape of a row of plain numbers.
   *
   * @param features how many
   * @return channels = features, height and width 1
   */
  public static SampleShape flat(int features) {
    return new SampleShape(features, 1, 1);
  }

  /**
   * The number of values in a row.
   *
   * @return channels times height times width
   */
  public int size() {
    return channels * height * width;
  }

  /**
   * Whether rows are images.
   *
   * @return whether height or width is above 1
   */
  public boolean isImage() {
    return height > 1 || width > 1;
  }

  /** {@code 3x32x32}, or {@code 8} for plain numbers. */
  /**
   * Reads a shape.
   *
   * @param text channels x height x width, such as {@code 1x28x28}, or a number of values
   * @return the shape
   * @throws IllegalArgumentException if it is none
   */
  public static SampleShape parse(String text) {
    String[] sides = text.strip().split("x", -1);
    try {
      int[] n = new int[sides.length];
      for (int i = 0; i < n.length; i++) {
        n[i] = Integer.parseInt(sides[i].strip());
      }
      switch (n.length) {
        case 1:
          return flat(n[0]);
        case 3:
          return new SampleShape(n[0], n[1], n[2]);
        default: // told below
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "a shape is channels x height x width, such as 1x28x28, or a number; got '" + text + "'");
  }

  @Override
  public String toString() {
    return isImage() ? channels + "x" + height + "x" + width : Integer.toString(channels);
  }
}
