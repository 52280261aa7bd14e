package org.normprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

  private static final DataSet TEN = Made.numbered(10, 3);

  private static Batches of(DataSet data, BatchPlan plan) {
    return new Batches(data, InputNorm.none(data.shape()), plan);
  }

  private static int[] order(Epoch epoch) {
    return IntStream.range(0, epoch.batches())
        .flatMap(k -> IntStream.range(0, epoch.size(k)).map(i -> epoch.row(k, i)))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"3,true,4,10", "3,false,3,9", "5,false,2,10", "1,true,10,10", "99,true,1,10"})
  void theLastBatchIsKeptOrDropped(int size, boolean keep, int batches, int rows) {
    Batches dealt = of(TEN, BatchPlan.shuffled(size, 1).withKeepLast(keep));
    assertEquals(batches, dealt.count());
    assertEquals(rows, dealt.rows());
    assertEquals(rows, order(dealt.epoch(0)).length);
    assertEquals(rows, Arrays.stream(order(dealt.epoch(0))).distinct().count());
  }

  @Test
  void anEpochHasEveryRowOnceInAnOrderOfItsOwn() {
    Batches dealt = of(TEN, BatchPlan.shuffled(4, 1));
    int[] first = order(dealt.epoch(0));
    assertArrayEquals(first, order(of(TEN, BatchPlan.shuffled(4, 1)).epoch(0)));
    assertFalse(Arrays.equals(first, order(dealt.epoch(1))));
    assertFalse(Arrays.equals(first, order(of(TEN, BatchPlan.shuffled(4, 2)).epoch(0))));
    Arrays.sort(first);
    assertArrayEquals(IntStream.range(0, 10).toArray(), first);
  }

  @Test
  void measuringGoesInTheDataSetsOrder() {
    assertArrayEquals(
        IntStream.range(0, 10).toArray(), order(of(TEN, BatchPlan.inOrder(3)).epoch(5)));
  }

  @Test
  void featuresLabelsAndValuesBelongTogether() {
    Epoch epoch = of(TEN, BatchPlan.shuffled(4, 1)).epoch(2);
    float[] x = new float[4];
    int[] labels = new int[4];
    for (int k = 0; k < epoch.batches(); k++) {
      epoch.features(k, 0, epoch.size(k), x);
      epoch.labels(k, 0, epoch.size(k), labels);
      for (int i = 0; i < epoch.size(k); i++) {
        assertEquals(epoch.row(k, i), x[i]);
        assertEquals(epoch.row(k, i) % 3, labels[i]);
      }
    }
    DataSet numbers =
        DataSet.ofNumbers("n", SampleShape.flat(1), new float[] {1, 2})
            .withValues(new float[] {3, 4});
    float[] values = new float[1];
    of(numbers, BatchPlan.inOrder(2)).epoch(0).values(0, 1, 2, values);
    assertEquals(4, values[0]);
    assertThrows(
        IllegalStateException.class,
        () -> of(numbers, BatchPlan.inOrder(2)).epoch(0).labels(0, 0, 1, labels));
  }

  @Test
  void aPartOfABatchIsThatPartOfTheWhole() {
    Epoch epoch = of(TEN, BatchPlan.shuffled(10, 1)).epoch(0);
    float[] whole = new float[10];
    epoch.features(0, 0, 10, whole);
    float[] part = new float[3];
    epoch.features(0, 5, 8, part);
    assertArrayEquals(Arrays.copyOfRange(whole, 5, 8), part);
  }

  @Test
  void normalisationIsApplied() {
    InputNorm norm =
        new InputNorm(InputNorm.Mode.GLOBAL, TEN.shape(), new double[] {4}, new double[] {2});
    float[] x = new float[10];
    new Batches(TEN, norm, BatchPlan.inOrder(10)).epoch(0).features(0, 0, 10, x);
    assertEquals(-2, x[0]);
    assertEquals(2.5f, x[9]);
  }

  @Test
  void flipsMirrorEveryLineOfHalfTheImagesAnewInEachEpoch() {
    int rows = 4000;
    SampleShape shape = new SampleShape(2, 2, 3);
    float[] x = new float[rows * shape.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 12;
    }
    float[] mirrored = {2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9};
    DataSet data = DataSet.ofNumbers("images", shape, x);
    Batches dealt = of(data, BatchPlan.inOrder(rows).withFlip(true));
    boolean[][] flipped = new boolean[2][rows];
    for (int e = 0; e < 2; e++) {
      float[] y = new float[x.length];
      dealt.epoch(e).features(0, 0, rows, y);
      for (int i = 0; i < rows; i++) {
        float[] image = Arrays.copyOfRange(y, i * 12, i * 12 + 12);
        flipped[e][i] = image[0] == 2;
        assertArrayEquals(flipped[e][i] ? mirrored : Arrays.copyOf(x, 12), image);
      }
    }
    // Binomial(4000, 1/2): 5.1 standard deviations of 31.6 are 161 (probability 3e-7 a side).
    int count = 0;
    int both = 0;
    for (int i = 0; i < rows; i++) {
      count += flipped[0][i] ? 1 : 0;
      both += flipped[0][i] == flipped[1][i] ? 1 : 0;
    }
    assertEquals(2000, count, 161);
    assertEquals(2000, both, 161);
  }

  @Test
  void manyThreadsReadOneEpoch() {
    SampleShape shape = new SampleShape(3, 4, 4);
    byte[] pixels = Made.noise(200 * shape.size());
    DataSet data = DataSet.ofPixels("images", shape, pixels, 255);
    InputNorm norm = InputNorm.fit(InputNorm.Mode.CHANNEL, data, 0);
    Epoch epoch = new Batches(data, norm, BatchPlan.shuffled(10, 1).withFlip(true)).epoch(3);
    List<float[]> alone = new ArrayList<>();
    for (int k = 0; k < epoch.batches(); k++) {
      alone.add(new float[10 * shape.size()]);
      epoch.features(k, 0, 10, alone.get(k));
    }
    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i -> {
              float[] x = new float[10 * shape.size()];
              epoch.features(i % epoch.batches(), 0, 10, x);
              assertArrayEquals(alone.get(i % epoch.batches()), x);
            });
  }

  @Test
  void normalisingBeforeOrAfterPixelsAreMirroredIsTheSameWhereItMayBe() {
    SampleShape shape = new SampleShape(2, 3, 5);
    DataSet data = DataSet.ofPixels("images", shape, Made.noise(50 * shape.size()), 255);
    for (InputNorm.Mode mode : InputNorm.Mode.values()) {
      InputNorm norm = InputNorm.fit(mode, data, 0);
      BatchPlan plan = BatchPlan.shuffled(50, 7).withFlip(true);
      float[] expected = new float[50 * shape.size()];
      of(data, plan).epoch(1).features(0, 0, 50, expected);
      norm.apply(expected, 0, 50);
      float[] found = new float[expected.length];
      new Batches(data, norm, plan).epoch(1).features(0, 0, 50, found);
      assertArrayEquals(expected, found, mode.text());
    }
  }

  @Test
  void whatCannotBeDealtIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> BatchPlan.inOrder(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> of(TEN, BatchPlan.shuffled(11, 1).withKeepLast(false)));
    assertThrows(
        IllegalArgumentException.class, () -> of(TEN, BatchPlan.inOrder(2).withFlip(true)));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Batches(TEN, InputNorm.none(SampleShape.flat(2)), BatchPlan.inOrder(1)));
    assertTrue(e.getMessage().contains("shape 1, but"), e.getMessage());
    assertThrows(
        IndexOutOfBoundsException.class, () -> of(TEN, BatchPlan.inOrder(5)).epoch(0).size(2));
  }
}
