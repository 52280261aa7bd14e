package org.normprop.net.layer;

/**
 * The map x -&gt; (x - mean) / scale, which gives a value of that mean and that standard deviation
 * mean 0 and standard deviation 1.
 *
 * @param mean what is subtracted
 * @param scale what is divided by, positive
 */
public record Affine(double mean, double scale) {

  /** The map that changes nothing. */
  public static final Affine IDENTITY = new Affine(0, 1);

  /** Checks that the map has finite values and an inverse. */
  public Affine {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("a constant mean must be finite, got " + mean);
    }
    if (!(scale > 0 && scale <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a constant scale must be positive and finite, got " + scale);
    }
  }

  public float meanAsFloat() {
    return (float) mean;
  }

  public float inverseAsFloat() {
    return (float) (1 / scale);
  }
}
