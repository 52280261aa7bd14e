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
  @Override
  public String toString() {
    return isImage() ? channels + "x" + height + "x" + width : Integer.toString(channels);
  }
}
