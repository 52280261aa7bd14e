package org.normprop.net.compute;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.normprop.random.Mix;

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
    return Mix.name(name);
  }

  public static UniformRandomProvider of(long seed, long name, long step, long image) {
    long key = Mix.next(Mix.next(Mix.next(Mix.next(seed) + name) + step) + image);
    return new XoRoShiRo128PlusPlus(key, Mix.next(key));
  }
}
