package org.normprop.moments.sample;

/** Numbers that look random and are fixed by what they are computed from. */
final class Hash {

  private Hash() {}

  /** One step of SplitMix64: a bijection whose output bits all depend on all input bits. */
  static long mix(long x) {
    long z = x + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
