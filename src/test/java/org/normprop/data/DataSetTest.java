package org.normprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetTest {

  private static final SampleShape TWO = SampleShape.flat(2);

  @Test
  void pixelsAreHandedOutBetweenZeroAndOne() {
    byte[] bytes = {0, 1, (byte) 255, (byte) 128};
    DataSet data = DataSet.ofPixels("p", TWO, bytes, 255);
    assertArrayEquals(new float[] {0, 1 / 255f}, Made.row(data, 0));
    assertArrayEquals(new float[] {1, 128 / 255f}, Made.row(data, 1));
    assertEquals(TargetKind.NONE, data.targetKind());
  }

  @Test
  void givenTargetsAreCopied() {
    float[] x = {1, 2};
    int[] labels = {1};
    DataSet data = DataSet.ofNumbers("c", TWO, x).withClasses(labels, List.of("a", "b"));
    labels[0] = 0;
    assertEquals(1, data.label(0));
  }

  @Test
  void classesAreRenumberedByName() {
    DataSet data =
        DataSet.ofNumbers("c", TWO, new float[4]).withClasses(new int[] {0, 1}, List.of("a", "b"));
    DataSet moved = data.withClassOrder(List.of("b", "x", "a"));
    assertEquals(2, moved.label(0));
    assertEquals(0, moved.label(1));
    assertEquals(List.of("b", "x", "a"), moved.classNames());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> data.withClassOrder(List.of("b", "x")));
    assertEquals("c has a class 'a', but the classes are b, x", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefusedWithItsPlace(float bad) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> DataSet.ofNumbers("u", TWO, new float[] {1, 2, 3, bad}));
    assertEquals("u: feature 1 of row 1 must be finite, got " + bad, e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> DataSet.ofNumbers("r", TWO, new float[2]).withValues(new float[] {bad}));
  }

  @Test
  void lengthsThatDoNotMatchAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> DataSet.ofNumbers("u", TWO, new float[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> DataSet.ofNumbers("r", TWO, new float[4]).withValues(new float[3]));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                DataSet.ofNumbers("c", TWO, new float[2])
                    .withClasses(new int[] {2}, List.of("a", "b")));
    assertEquals("row 0 has class 2 of 2, counted from 0", e.getMessage());
  }

  @Test
  void askingForTheOtherKindOfTargetIsRefused() {
    DataSet numbers = DataSet.ofNumbers("r", TWO, new float[2]).withValues(new float[1]);
    assertThrows(IllegalStateException.class, () -> numbers.label(0));
    assertThrows(IllegalStateException.class, () -> Made.numbered(1, 1).value(0));
    assertThrows(IllegalArgumentException.class, () -> numbers.withClassOrder(List.of("a")));
    assertEquals(TargetKind.NUMBER, numbers.targetKind());
    assertEquals(List.of(), numbers.classNames());
  }

  @Test
  void namesAndTargetsBelongToTheWhole() {
    DataSet data = DataSet.ofNumbers("d", TWO, new float[4]).withFeatureNames(List.of("a", "b"));
    assertEquals(List.of("a", "b"), data.withValues(new float[2]).featureNames());
    assertThrows(IllegalArgumentException.class, () -> data.withFeatureNames(List.of("a")));
    DataSet part = data.select(new int[] {1});
    assertThrows(IllegalStateException.class, () -> part.withValues(new float[1]));
  }

  @Test
  void shapesArePositiveAndFitAnArray() {
    assertEquals("3x32x32", new SampleShape(3, 32, 32).toString());
    assertEquals("8", SampleShape.flat(8).toString());
    assertThrows(IllegalArgumentException.class, () -> new SampleShape(0, 1, 1));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new SampleShape(65536, 65536, 65536));
    assertTrue(e.getMessage().contains("too large"), e.getMessage());
  }
}
