package org.normprop.random;

/**
 * Numbers that look random and are fixed by what they are computed from: the counter's step and the
 * mix of SplitMix64, Stafford's 13th variant, as in {@code java.util.SplittableRandom}.
 */
public final class Mix {

  /** The golden ratio's fraction, in units of 2^-64: what a counter is raised by. */
  public static final long STEP = 0x9e3779b97f4a7c15L;

  private Mix() {}

  /** One step of a counter and the mix of it. Every input has another output. */
  public static long next(long x) {
    return bits(x + STEP);
  }

  /** The mix alone: a bijection whose output bits all depend on all input bits; 0 stays 0. */
  public static long bits(long x) {
    long z = x;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A number of a name, so that streams can be told apart by what they are for. */
  public static long name(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = next(hash + name.charAt(i));
    }
    return hash;
  }
}
