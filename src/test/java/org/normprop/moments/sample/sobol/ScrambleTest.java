package org.normprop.moments.sample.planes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.random.Mix;
import org.normprop.random.Scramble;

class ScrambleTest {

  private static final int LEVELS = 10;
  private static final int SIZE = 1 << LEVELS;

  @Test
  void theNetIsCommonsMathsSequence() {
    int dimensions = SobolNet.MAX_DIMENSIONS;
    SobolNet net = new SobolNet(dimensions, LEVELS);
    int[][] digits = new int[dimensions][SIZE];
    for (int j = 0; j < dimensions; j++) {
      net.fill(j, 0, digits[j], 300);
      int[] rest = new int[SIZE - 300];
      net.fill(j, 300, rest, rest.length); // from the middle on
      System.arraycopy(rest, 0, digits[j], 300, rest.length);
    }
    SobolSequenceGenerator reference = new SobolSequenceGenerator(dimensions);
    for (int i = 0; i < SIZE; i++) {
      double[] point = reference.nextVector();
      for (int j = 0; j < dimensions; j++) {
        assertEquals(point[j], Integer.toUnsignedLong(digits[j][i]) * 0x1p-32);
      }
    }
  }

  private static long[] scrambled(int dimension, long key) {
    int[] digits = new int[SIZE];
    new SobolNet(dimension + 1, LEVELS).fill(dimension, 0, digits, SIZE);
    Scramble scramble = new Scramble(key, LEVELS);
    long[] result = new long[SIZE];
    for (int i = 0; i < SIZE; i++) {
      result[i] = scramble.apply(digits[i]);
    }
    return result;
  }

  /** The first two coordinates of Sobol's points are a (0, m, 2)-net, scrambled or not. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, -77})
  void scrambledPointsAreAsEvenlySpreadAsTheyWere(long key) {
    long[] x = scrambled(0, key);
    long[] y = scrambled(1, ~key);
    for (int split = 0; split <= LEVELS; split++) {
      BitSet boxes = new BitSet(SIZE); // 2^split columns, 2^(LEVELS - split) rows
      for (int i = 0; i < SIZE; i++) {
        long column = x[i] >>> (Scramble.DIGITS - split);
        long row = y[i] >>> (Scramble.DIGITS - (LEVELS - split));
        boxes.set((int) (column << (LEVELS - split) | row));
      }
      assertEquals(SIZE, boxes.cardinality(), "split " + split);
    }
  }

  /** Two numbers that first differ at digit k keep the k digits before it in common, no more. */
  @Test
  void nestingIsKept() {
    Scramble scramble = new Scramble(5, 30);
    for (int k = 0; k < 30; k++) {
      int a = 0x5a5a5a58;
      long one = scramble.apply(a);
      long other = scramble.apply(a ^ Integer.MIN_VALUE >>> k);
      assertEquals(k, Long.numberOfLeadingZeros(one ^ other) - (64 - Scramble.DIGITS));
    }
  }

  /** Each digit of a point is a fair coin over keys, and digits of two points are unrelated. */
  @Test
  void everyDigitIsAFairCoin() {
    int keys = 40_000;
    int[] ones = new int[Scramble.DIGITS];
    int[] together = new int[Scramble.DIGITS]; // of neighbours in a stratum of one half
    for (int key = 0; key < keys; key++) {
      Scramble scramble = new Scramble(Mix.next(key), 12);
      long a = scramble.apply(0x12300000);
      long b = scramble.apply(0x52300000);
      for (int k = 0; k < Scramble.DIGITS; k++) {
        long digit = a >>> (Scramble.DIGITS - 1 - k) & 1;
        ones[k] += (int) digit;
        together[k] += digit == (b >>> (Scramble.DIGITS - 1 - k) & 1) ? 1 : 0;
      }
    }
    // 104 binomials at a family-wise rate of 1e-6: 5.7 standard deviations of sqrt(keys)/2. The
    // first digit of both is flipped by the same coin, the second digits differ and share theirs.
    double bound = 5.7 * Math.sqrt(keys) / 2;
    for (int k = 0; k < Scramble.DIGITS; k++) {
      assertTrue(Math.abs(ones[k] - keys / 2.0) <= bound, "digit " + k + ": " + ones[k]);
      if (k > 1) {
        assertTrue(Math.abs(together[k] - keys / 2.0) <= bound, "digit " + k + ": " + together[k]);
      }
    }
    assertEquals(keys, together[0]);
    assertEquals(0, together[1]);
  }
}
