package org.normprop.moments.sample.planes;

/**
 * A source of random numbers, read plane by plane: the numbers of one coordinate for one chunk of
 * samples.
 */
public interface Planes {

  /** Samples in a chunk. */
  int CHUNK = 4096;

  /** What a plane holds. */
  enum Kind {
    /** Inputs: normals. */
    INPUT,
    /** What correlated inputs have in common: normals. */
    COMMON,
    /** Draws of dropout masks and random slopes: uniform on [0, 1). */
    UNIFORM,
    /** Draws of Gaussian dropout: normals. */
    NOISE
  }

  /**
   * Fills a plane, or its beginning.
   *
   * @param kind what it holds
   * @param slot which of a unit's random stages it belongs to; 0 for inputs
   * @param chunk the chunk c
   * @param coordinate the coordinate j
   * @param plane receives the numbers
   * @param n how many: the chunk's samples
   */
  void fill(Kind kind, int slot, long chunk, int coordinate, double[] plane, int n);
}
