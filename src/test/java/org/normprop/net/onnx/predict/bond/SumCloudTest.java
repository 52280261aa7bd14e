package org.normprop.net.onnx.predict.bond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;
import org.normprop.net.onnx.read.Dims;

/** A sum's shapes are those of its channels, along whichever axis they lie. */
class SumCloudTest {

  private static final Expansion EXPANSION = new Expansion();

  private static TensorSignal normal(int... dims) {
    float[] ones = new float[Dims.count(dims)];
    Arrays.fill(ones, 1);
    return TensorSignal.normal(dims, dims, new float[ones.length], ones);
  }

  private static TensorSignal rectified(TensorSignal z) {
    return TensorSignal.function(
        z,
        (cell, values) -> {
          double[] points = Density.NORMAL.points(cell);
          for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, points[i]);
          }
        });
  }

  /** The shape of a + b; a stands on values whose correlation with b's is r, the last one's 0. */
  private static Density shape(TensorSignal a, TensorSignal b, int axis, Density known) {
    int[] dims = a.dims();
    int n = dims[axis];
    int places = Dims.count(dims) / n;
    float[] r = new float[n * n];
    int[] order = new int[n];
    for (int c = 0; c < n; c++) {
      order[c] = c;
      r[c * (n + 1)] = c == n - 1 && n > 1 ? 0 : 0.6f;
    }
    Cloud first = Cloud.independent(n, places);
    Cloud second = Cloud.independent(n, places);
    second.tie(first, new Cloud.Tie(r, null));
    Traced one = Traced.of(a, first, axis, EXPANSION);
    Traced two = Traced.of(b, second, axis, EXPANSION);
    return new SumCloud(one, order, two, order, 1).density(known, normal(dims), axis);
  }

  /** [N, C, L] of as many places as channels: what is known by place says nothing of channels. */
  @Test
  void shapesByPlaceAreNotTakenForShapesByChannel() {
    TensorSignal b = normal(1, 4, 4);
    TensorSignal a = rectified(normal(1, 4, 4));
    Density byLast = SumDensity.of(a, b, 1);
    assertEquals(4, byLast.points().length);
    assertSame(byLast, shape(a, b, 1, byLast));

    Density found = shape(a, b, 2, byLast);
    assertNotSame(byLast.points()[0], found.points()[0]);
    assertSame(byLast.points()[3], found.points()[3]);
  }

  /** One channel, whose shape is that of all cells: normal terms leave it, others do not. */
  @Test
  void aSumOfNormalTermsIsAsItIsKnown() {
    TensorSignal z = normal(1, 5, 1);
    assertSame(Density.NORMAL, shape(z, normal(1, 5, 1), 2, Density.NORMAL));
    TensorSignal relu = rectified(z);
    Density known = SumDensity.of(relu, z, 1);
    assertEquals(1, known.points().length);
    assertNotSame(known, shape(relu, normal(1, 5, 1), 2, known));
  }
}
