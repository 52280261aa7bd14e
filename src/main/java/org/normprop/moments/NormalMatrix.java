package org.normprop.moments;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The random numbers that every estimate reads: for sample i and coordinate j one normal z[j][i],
 * fixed by (stream version, seed, i, j) alone.
 *
 * <p>Samples are cut into chunks of {@value #CHUNK}. Coordinate j of chunk c is a <em>plane</em>,
 * filled by a generator of its own whose state is a hash of (stream version, seed, kind, slot, c,
 * j). So a unit's estimate depends on seed, samples and unit, not on threads, on the machine, or on
 * what else is computed.
 *
 * <p>The ziggurat's tables and its accepted values are plain arithmetic; {@code Math.exp} enters
 * only in the comparison of a uniform with a density, on 1.2 % of the draws. Where two machines'
 * {@code exp} differ by an ulp, the outcome differs with a probability of about 1e-16 a comparison:
 * once in some 10^18 normals.
 */
final class NormalMatrix {

  /** Raised whenever a change makes other numbers come out of the same seed. */
  static final int STREAM_VERSION = 1;

  /** Samples in a chunk. */
  static final int CHUNK = 4096;

  /** What a plane holds; the number goes into the hash. */
  enum Kind {
    /** Inputs: normals. */
    INPUT(1),
    /** What correlated inputs have in common: normals. */
    COMMON(2),
    /** Draws of dropout masks and random slopes: uniform on [0, 1). */
    UNIFORM(3),
    /** Draws of Gaussian dropout: normals. */
    NOISE(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private final long seed;

  NormalMatrix(long seed) {
    this.seed = seed;
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
  void fill(Kind kind, int slot, long chunk, int coordinate, double[] plane, int n) {
    UniformRandomProvider rng = generator(kind, slot, chunk, coordinate);
    if (kind == Kind.UNIFORM) {
      for (int i = 0; i < n; i++) {
        plane[i] = rng.nextDouble();
      }
    } else {
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
      for (int i = 0; i < n; i++) {
        plane[i] = normal.sample();
      }
    }
  }

  private UniformRandomProvider generator(Kind kind, int slot, long chunk, int coordinate) {
    long hash = mix(STREAM_VERSION);
    hash = mix(hash ^ seed);
    hash = mix(hash ^ kind.code);
    hash = mix(hash ^ slot);
    hash = mix(hash ^ chunk);
    hash = mix(hash ^ coordinate);
    SplitMix64 seeder = new SplitMix64(hash);
    return new XoRoShiRo128PlusPlus(seeder.nextLong(), seeder.nextLong());
  }

  /** One step of SplitMix64: a bijection whose output bits all depend on all input bits. */
  private static long mix(long x) {
    long z = x + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
