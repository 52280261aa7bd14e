package org.normprop.moments.sample;

import java.io.Serializable;

/**
 * How much to sample, from where.
 *
 * @param samples outputs of each unit, at least 2
 * @param seed fixes every draw
 * @param threads how many threads, or 0 for one a core; the results do not depend on it
 */
public record Sampling(long samples, long seed, int threads) implements Serializable {

  /** Ten million samples, seed 1, all cores. */
  public static final Sampling DEFAULT = new Sampling(10_000_000, 1, 0);

  /** Checks the ranges. */
  public Sampling {
    if (samples < 2) {
      throw new IllegalArgumentException("samples must be at least 2, got " + samples);
    }
    if (threads < 0) {
      throw new IllegalArgumentException(
          "threads must be at least 1, or 0 for all cores, got " + threads);
    }
  }

  int workers() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
