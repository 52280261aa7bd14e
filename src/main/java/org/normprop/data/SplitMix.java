package org.normprop.data;

import org.normprop.random.Mix;

/**
 * A small generator whose stream is fixed by its seed words on every machine, for shuffling and
 * flipping.
 *
 * <p>Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", with the
 * constants of Vigna's splitmix64.c. Several words are hashed into one seed, so that neighbouring
 * seeds and epochs have nothing in common.
 */
final class SplitMix {

  private long state;

  SplitMix(long seed) {
    state = seed;
  }

  /** A generator for, say, (seed, purpose, epoch). */
  static SplitMix of(long... words) {
    long hash = 0;
    for (long word : words) {
      hash = Mix.bits(hash + Mix.STEP ^ Mix.bits(word + Mix.STEP));
    }
    return new SplitMix(hash);
  }

  long next() {
    state += Mix.STEP;
    return Mix.bits(state);
  }

  /** A uniform whole number in [0, bound). */
  int below(int bound) {
    // The high half of a product, without its bias (Lemire 2019).
    while (true) {
      long product = (next() >>> 32) * bound;
      if ((product & 0xFFFFFFFFL) >= (1L << 32) % bound) {
        return (int) (product >>> 32);
      }
    }
  }

  /** Puts the elements into random order (Fisher and Yates). */
  void shuffle(int[] elements) {
    for (int i = elements.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int moved = elements[i];
      elements[i] = elements[j];
      elements[j] = moved;
    }
  }
}
