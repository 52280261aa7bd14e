package org.normprop.random;

/**
 * Nested uniform scrambling of one coordinate: each binary digit is flipped or not by a coin that
 * belongs to the digits before it.
 *
 * <p>Owen, Randomly permuted (t,m,s)-nets and (t,s)-sequences (1995). A scrambled point is uniform
 * on (0, 1), and the points remain as evenly spread as they were. The coins are hashes, six levels
 * of them at a time: a tree of depth six has 63 inner nodes, and a hash 64 bits. Digits beyond the
 * net's levels, by which no two points differ, come from one more hash.
 *
 * <p>Immutable.
 */
public final class Scramble {

  /** Digits of a scrambled number. */
  public static final int DIGITS = 52;

  private static final int AT_ONCE = 6;

  private final long[] keys; // one a group of levels, and one for the digits beyond

  /**
   * A scrambling.
   *
   * @param key fixes all coins
   * @param levels the digits by which points of the net differ
   */
  public Scramble(long key, int levels) {
    keys = new long[(levels + AT_ONCE - 1) / AT_ONCE + 1];
    for (int group = 0; group < keys.length; group++) {
      keys[group] = Mix.next(key ^ group);
    }
  }

  /**
   * Scrambles digits, the first in the highest bit, to {@value #DIGITS}, the last in the lowest.
   */
  public long apply(int digits) {
    int groups = keys.length - 1;
    long scrambled = 0;
    long prefix = 0; // the digits before the group
    for (int group = 0; group < groups; group++) {
      long coins = Mix.next(keys[group] ^ prefix);
      int six = digits >>> (32 - AT_ONCE * (group + 1)) & 63;
      int node = 1; // in a heap: the children of k are 2 k and 2 k + 1
      for (int level = AT_ONCE - 1; level >= 0; level--) {
        int digit = six >>> level & 1;
        scrambled = scrambled << 1 | (digit ^ (coins >>> node & 1));
        node = node << 1 | digit;
      }
      prefix = prefix << AT_ONCE | six;
    }
    int missing = DIGITS - AT_ONCE * groups;
    return scrambled << missing | Mix.next(keys[groups] ^ prefix) >>> (64 - missing);
  }
}
