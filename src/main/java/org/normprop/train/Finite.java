package org.normprop.train;

/** Tells finite numbers from others. */
final class Finite {

  private Finite() {}

  static boolean all(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
