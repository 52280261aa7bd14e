package org.normprop.net.onnx.predict.bond;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.normprop.net.onnx.predict.signal.MatrixProduct;

/**
 * What is random in a tensor: a standardised value for each channel at each place, and how these
 * correlate: two channels at one place, two channels at two places (tokens), with the values of
 * other tensors at the same place and at another. Not safe for threads.
 */
public final class Cloud {

  /**
   * Correlations between two clouds, row by row.
   *
   * @param same at one place
   * @param apart at two places; null where there are none
   * @param near what two places of an image that lie near each other have beyond; null if nothing
   */
  public record Tie(float[] same, float[] apart, Across near) {

    Tie(float[] same, float[] apart) {
      this(same, apart, null);
    }
  }

  private final int size;
  private final int places;
  private final Tie own;

  /** What the scale that all channels of a place have in common makes of functions. */
  private final Expansion.Common common;

  /** With the same channels at places nearby, of an image; null where nothing is known. */
  private Neighbours near;

  /** How tokens go together, pair by pair; null where all pairs are alike. */
  private TokenPairs tokens;

  private final Map<Cloud, Tie> others = new IdentityHashMap<>();

  /**
   * A cloud.
   *
   * @param size channels
   * @param places places of the tensor
   * @param own correlations among the channels
   */
  public Cloud(int size, int places, Tie own) {
    this(size, places, own, Expansion.Common.NONE);
  }

  /** A cloud with a common scale. */
  Cloud(int size, int places, Tie own, Expansion.Common common) {
    this.size = size;
    this.places = places;
    this.own = own;
    this.common = common;
  }

  /**
   * The variance of the scale that all channels of a place have in common.
   *
   * @return 0 for normal values
   */
  public double scale() {
    return common.variance();
  }

  Expansion.Common common() {
    return common;
  }

  /**
   * Covariances of functions of the values at one place.
   *
   * @param a coefficients of the functions
   * @return row by row
   */
  public float[] covariance(float[][] a) {
    return Expansion.symmetric(a, own.same, common);
  }

  /**
   * Independent values.
   *
   * @param size channels
   * @param places places of the tensor
   * @return the cloud
   */
  public static Cloud independent(int size, int places) {
    return alike(size, places, 0);
  }

  /**
   * Values of which any two correlate alike.
   *
   * @param size channels
   * @param places places of the tensor
   * @param correlation of two channels at one place
   * @return the cloud
   */
  public static Cloud alike(int size, int places, float correlation) {
    float[] one = new float[size * size];
    Arrays.fill(one, correlation);
    for (int i = 0; i < size; i++) {
      one[i * size + i] = 1;
    }
    return new Cloud(size, places, new Tie(one, null));
  }

  /**
   * The same values at other places.
   *
   * @param newPlaces how many
   * @return a cloud that knows of no other
   */
  public Cloud at(int newPlaces) {
    return new Cloud(size, newPlaces, own, common);
  }

  Neighbours near() {
    return near;
  }

  void near(Neighbours correlations) {
    near = correlations;
  }

  TokenPairs tokens() {
    return tokens;
  }

  void tokens(TokenPairs pairs) {
    tokens = pairs;
  }

  /**
   * How many channels there are.
   *
   * @return at least 1
   */
  public int size() {
    return size;
  }

  /**
   * How many places there are.
   *
   * @return at least 1
   */
  public int places() {
    return places;
  }

  /**
   * Correlations with another cloud, or with itself.
   *
   * @param other a cloud with as many places
   * @return this cloud's channels as rows; null where nothing is known
   */
  public Tie with(Cloud other) {
    if (other == this) {
      return near == null ? own : new Tie(own.same, own.apart, Across.of(near));
    }
    Tie tie = others.get(other);
    if (tie != null) {
      return tie;
    }
    Tie back = other.others.get(this);
    return back == null
        ? null
        : new Tie(
            transposed(back.same, other.size, size),
            transposed(back.apart, other.size, size),
            back.near == null ? null : back.near.turned(other.size, size));
  }

  /**
   * Keeps correlations with an older cloud.
   *
   * @param other the older one
   * @param tie this cloud's channels as rows
   */
  public void tie(Cloud other, Tie tie) {
    others.put(other, tie);
  }

  /**
   * Forgets clouds that nobody uses.
   *
   * @param live those in use
   */
  public void keep(Set<Cloud> live) {
    others.keySet().retainAll(live);
  }

  static float[] transposed(float[] values, int rows, int columns) {
    return values == null ? null : MatrixProduct.transposed(values, rows, columns);
  }
}
