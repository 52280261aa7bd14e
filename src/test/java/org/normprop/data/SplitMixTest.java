package org.normprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SplitMixTest {

  @Test
  void theStreamIsThatOfSplitmix64() {
    // S. Vigna's splitmix64.c with x = 1234567, as quoted by Rosetta Code.
    long[] published = {
      Long.parseUnsignedLong("6457827717110365317"),
      Long.parseUnsignedLong("3203168211198807973"),
      Long.parseUnsignedLong("9817491932198370423"),
      Long.parseUnsignedLong("4593380528125082431"),
      Long.parseUnsignedLong("16408922859458223821")
    };
    SplitMix random = new SplitMix(1234567);
    assertArrayEquals(published, LongStream.generate(random::next).limit(5).toArray());
  }

  @Test
  void numbersBelowABoundAreUniform() {
    // 7 cells of 10,000: chi-square with 6 degrees of freedom exceeds 38.26 with probability 1e-6.
    int[] counts = new int[7];
    SplitMix random = SplitMix.of(1);
    for (int i = 0; i < 70_000; i++) {
      counts[random.below(7)]++;
    }
    double chiSquare = Arrays.stream(counts).mapToDouble(c -> (c - 1e4) * (c - 1e4) / 1e4).sum();
    assertTrue(chiSquare < 38.26, () -> "chi-square " + chiSquare);
  }

  @Test
  void aShuffleIsAPermutation() {
    int[] order = IntStream.range(0, 1000).toArray();
    SplitMix.of(3).shuffle(order);
    assertNotEquals(0, order[0] + order[1] + order[2]);
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), order);
  }

  @Test
  void everyOrderOfThreeComesUpEquallyOften() {
    int[] counts = new int[27];
    for (int seed = 0; seed < 60_000; seed++) {
      int[] order = {0, 1, 2};
      SplitMix.of(seed, 9).shuffle(order);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertEquals(6, seen.length);
    double chiSquare = Arrays.stream(seen).mapToDouble(c -> (c - 1e4) * (c - 1e4) / 1e4).sum();
    assertTrue(chiSquare < 35.89, () -> "chi-square " + chiSquare); // 5 degrees of freedom, 1e-6
  }

  @Test
  void wordsInOtherPlacesGiveOtherStreams() {
    assertNotEquals(SplitMix.of(1, 2).next(), SplitMix.of(2, 1).next());
    assertNotEquals(SplitMix.of(1).next(), SplitMix.of(1, 0).next());
    assertNotEquals(SplitMix.of(1, 2, 3).next(), SplitMix.of(1, 2, 4).next());
  }
}
