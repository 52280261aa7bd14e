package org.normprop.moments.sample.planes;

import org.apache.commons.rng.core.source64.SplitMix64;
import org.normprop.random.Mix;
import org.normprop.random.NormalStream;

/**
 * The random numbers that every estimate reads: for sample i and coordinate j one normal z[j][i],
 * fixed by (stream version, seed, i, j) alone.
 *
 * <p>Samples are cut into chunks of {@value Planes#CHUNK}. Coordinate j of chunk c is a
 * <em>plane</em>, filled by a generator of its own whose state is a hash of (stream version, seed,
 * kind, slot, c, j). So a unit's estimate depends on seed, samples and unit, not on threads, on the
 * machine, or on what else is computed.
 *
 * <p>The ziggurat's tables and its accepted values are plain arithmetic; {@code Math.exp} enters
 * only in the comparison of a uniform with a density, on 1.2 % of the draws. Where two machines'
 * {@code exp} differ by an ulp, the outcome differs with a probability of about 1e-16 a comparison:
 * once in some 10^18 normals. Immutable.
 */
public final class NormalMatrix implements Planes {

  /** Raised whenever a change makes other numbers come out of the same seed. */
  public static final int STREAM_VERSION = 1;

  private final long seed;

  /**
   * The matrix of a seed.
   *
   * @param seed the seed
   */
  public NormalMatrix(long seed) {
    this.seed = seed;
  }

  @Override
  public void fill(Kind kind, int slot, long chunk, int coordinate, double[] plane, int n) {
    NormalStream stream = stream(kind, slot, chunk, coordinate);
    if (kind == Kind.UNIFORM) {
      stream.uniforms(plane, n);
    } else {
      stream.normals(plane, n);
    }
  }

  private NormalStream stream(Kind kind, int slot, long chunk, int coordinate) {
    long hash = Mix.next(STREAM_VERSION);
    hash = Mix.next(hash ^ seed);
    hash = Mix.next(hash ^ code(kind));
    hash = Mix.next(hash ^ slot);
    hash = Mix.next(hash ^ chunk);
    hash = Mix.next(hash ^ coordinate);
    SplitMix64 seeder = new SplitMix64(hash);
    return new NormalStream(seeder.nextLong(), seeder.nextLong());
  }

  /** What goes into the hash for a kind of plane. */
  private static int code(Kind kind) {
    return switch (kind) {
      case INPUT -> 1;
      case COMMON -> 2;
      case UNIFORM -> 3;
      case NOISE -> 4;
    };
  }
}
