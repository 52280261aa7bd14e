package org.normprop.net.layer;

import java.util.Locale;

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

  /**
   * Both numbers, in words.
   *
   * @return for example {@code mean 0.398942, scale 0.583819}
   */
  public String text() {
    return String.format(Locale.ROOT, "mean %.6g, scale %.6g", mean, scale);
  }

  /**
   * This map after another: x -&gt; (m(x) - mean)/scale.
   *
   * @param before the map m that comes first
   * @return both as one map
   */
  public Affine after(Affine before) {
    return new Affine(before.mean + before.scale * mean, before.scale * scale);
  }

  /**
   * The map that is left to do behind another, so that both together are this one.
   *
   * @param before the map that was done already
   * @return m with {@code m.after(before)} equal to this
   */
  public Affine behind(Affine before) {
    return new Affine((mean - before.mean) / before.scale, scale / before.scale);
  }
}
