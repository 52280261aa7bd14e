package org.normprop.net.onnx.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.net.onnx.read.ElementType;

/** Sums in float32, side by side and in halves, against sums in float64 one after the other. */
class SampleSumsTest {

  private static final int CHANNELS = 3;

  /** Lengths around those where the way of adding changes, odd ones among them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 49, 95, 96, 97, 191, 193, 3001, 4096, 4097, 9001})
  void channelsOfAnyLengthAddUp(int inner) {
    SplittableRandom random = new SplittableRandom(inner);
    int n = 2 * CHANNELS * inner;
    ByteBuffer values = ByteBuffer.allocate(4 * n).order(ByteOrder.nativeOrder());
    for (int i = 0; i < n; i++) {
      int channel = i / inner % CHANNELS;
      values.putFloat(4 * i, (float) (2 + channel + random.nextGaussian() * 1.5));
    }
    int[] dims = {2, CHANNELS, inner};
    SampleSums sums = new SampleSums(dims, 1, 3, 1.5f);
    SampleSums exact = new SampleSums(dims, 1, 3, 1.5f);
    sums.take(ElementType.FLOAT, values, new SampleBlock());
    exact.takeExactly(ElementType.FLOAT, values, new SampleBlock());
    // Every rounding of a float32 is at most 2^-24 of a sum of magnitudes; few stand in a row.
    double rounding = 16 * 0x1p-24;
    for (int c = 0; c < CHANNELS; c++) {
      double magnitudes = Math.sqrt(exact.squares[c] * 2 * inner);
      assertEquals(exact.sums[c], sums.sums[c], rounding * magnitudes);
      assertEquals(exact.squares[c], sums.squares[c], rounding * exact.squares[c]);
    }
    assertEquals(exact.powers[1], sums.powers[1], rounding * exact.powers[1]);
    assertEquals(exact.powers[3], sums.powers[3], 4 * rounding * exact.powers[3]);
  }
}
