package org.normprop.net.compute;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;

/**
 * Generators named by what they are for. What one draws depends on its name alone: not on threads,
 * on the order of calls, or on what was drawn before, so that a resumed training goes on as it
 * would have.
 */
public final class Draws {

  private Draws() {}

  /**
   * A generator.
   *
   * @param seed the seed of the run
   * @param name what the draws are for, such as a parameter
   * @return a generator at its start
   */
  public static UniformRandomProvider of(long seed, String name) {
    return of(seed, nameHash(name), 0, 0);
  }

  public static long nameHash(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + name.charAt(i));
    }
    return hash;
  }

  public static UniformRandomProvider of(long seed, long name, long step, long image) {
    long key = mix(mix(mix(mix(seed) + name) + step) + image);
    return new XoRoShiRo128PlusPlus(key, mix(key));
  }

  /** Stafford's 13th mix of a 64-bit counter, as in SplittableRandom; never 0 and 0 in a row. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
