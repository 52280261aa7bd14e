package org.normprop.moments.pair;

import org.normprop.text.Numbers;

/**
 * A correlation, with its distance from the nearer end: near 1 a double cannot hold what 1 - r is.
 *
 * @param value r, from -1 to 1
 * @param distance 1 - |r|
 */
public record Rho(double value, double distance) {

  /** The least distance but 0: what lies between is beyond arithmetic. */
  public static final double LEAST_DISTANCE = 1e-28;

  /** Checks the ranges. */
  public Rho {
    if (!(value >= -1 && value <= 1)) {
      throw new IllegalArgumentException(
          "a correlation must be in [-1, 1], got " + Numbers.text(value));
    }
    if (!(distance == 0 || distance >= LEAST_DISTANCE && distance <= 1)) {
      throw new IllegalArgumentException(
          "a distance from 1 must be 0 or from 1e-28 to 1, got " + Numbers.text(distance));
    }
  }

  /**
   * A correlation.
   *
   * @param r from -1 to 1
   */
  public static Rho of(double r) {
    return new Rho(r, r >= -1 && r <= 1 ? 1 - Math.abs(r) : 0);
  }

  /**
   * A correlation of 1 - distance.
   *
   * @param distance from 0 to 2; at least {@value #LEAST_DISTANCE} from both ends
   */
  public static Rho near(double distance) {
    if (!(distance >= 0 && distance <= 2)) {
      throw new IllegalArgumentException(
          "a distance 1 - r must be from 0 to 2, got " + Numbers.text(distance));
    }
    return distance <= 1 ? new Rho(1 - distance, distance) : new Rho(1 - distance, 2 - distance);
  }

  /** 1, or -1 for a negative correlation. */
  int sign() {
    return value < 0 ? -1 : 1;
  }
}
