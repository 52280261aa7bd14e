package org.normprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  private static int[] rows(DataSet part) {
    return IntStream.range(0, part.size()).map(part::originalRow).toArray();
  }

  @Test
  void partsAreDisjointAndCoverTheWhole() {
    SplittableRandom random = new SplittableRandom(1);
    int split = 0;
    for (int seed = 0; seed < 2000; seed++) {
      DataSet data = Made.random(seed);
      double fraction = 0.01 + 0.98 * random.nextDouble();
      Parts parts;
      try {
        parts = Split.of(data, fraction, seed);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().contains("too few, or too much alike"), e.getMessage());
        continue;
      }
      split++;
      int[] both =
          IntStream.concat(IntStream.of(rows(parts.train())), IntStream.of(rows(parts.heldOut())))
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(0, data.size()).toArray(), both);
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < parts.train().size(); i++) {
        seen.add(Arrays.hashCode(Made.row(parts.train(), i)));
      }
      for (int i = 0; i < parts.heldOut().size(); i++) {
        assertFalse(seen.contains(Arrays.hashCode(Made.row(parts.heldOut(), i))), "a row was seen");
      }
    }
    assertTrue(split > 1000, "too few of the cases could be split: " + split);
  }

  @Test
  void everyClassIsSplitInProportion() {
    DataSet data = Made.numbered(1003, 3); // 335, 334, 334
    Parts parts = Split.of(data, 0.2, 7);
    assertEquals(201, parts.heldOut().size()); // 200.6 rounded
    int[] counts = new int[3];
    for (int i = 0; i < parts.heldOut().size(); i++) {
      counts[parts.heldOut().label(i)]++;
    }
    for (int count : counts) {
      assertEquals(67, count); // 67, 66.8 and 66.8
    }
  }

  @Test
  void aSplitDependsOnTheSeedAlone() {
    DataSet data = Made.numbered(100, 2);
    assertArrayEquals(
        rows(Split.of(data, 0.3, 5).heldOut()), rows(Split.of(data, 0.3, 5).heldOut()));
    assertNotEquals(
        Arrays.toString(rows(Split.of(data, 0.3, 5).heldOut())),
        Arrays.toString(rows(Split.of(data, 0.3, 6).heldOut())));
  }

  @Test
  void aPartOfAPartKnowsItsPlaceInTheWhole() {
    DataSet data = Made.numbered(100, 2);
    Parts outer = Split.of(data, 0.5, 1);
    Parts inner = Split.of(outer.train(), 0.5, 2);
    for (int i = 0; i < inner.heldOut().size(); i++) {
      assertEquals(inner.heldOut().originalRow(i), Made.row(inner.heldOut(), i)[0]);
    }
  }

  @Test
  void regressionIsSplitToo() {
    float[] x = new float[50];
    Arrays.setAll(new int[50], i -> (int) (x[i] = i));
    DataSet data = DataSet.ofNumbers("r", SampleShape.flat(1), x).withValues(x);
    Parts parts = Split.of(data, 0.1, 1);
    assertEquals(5, parts.heldOut().size());
    assertEquals(45, parts.train().size());
  }

  @Test
  void manyEqualRowsAreGroupedInLinearTime() {
    DataSet data =
        DataSet.ofNumbers("equal", SampleShape.flat(1), new float[300_000])
            .select(new int[300_000]);
    assertThrows(IllegalArgumentException.class, () -> Split.of(data, 0.5, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void fractionsOutsideZeroToOneAreRefused(double fraction) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Split.of(Made.numbered(10, 2), fraction, 1));
    assertEquals("the fraction to hold out must be in (0, 1), got " + fraction, e.getMessage());
  }

  @Test
  void aSingleRowCannotBeSplit() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Split.of(Made.numbered(1, 1), 0.5, 1));
    assertEquals(
        "numbered: 1 row is too few, or too much alike, to hold out 0.5 of them", e.getMessage());
  }
}
