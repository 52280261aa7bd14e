package org.normprop.net.onnx.predict.bond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.net.onnx.predict.signal.Density;
import org.normprop.net.onnx.predict.signal.TensorSignal;

/** A sum leans by what its terms share. */
class SumDensityTest {

  private static final int[] DIMS = {1, 2};

  /** Of relu(z): variance, and third moment about the mean. */
  private static final double VARIANCE = 0.5 - 0.5 / Math.PI;

  private static final double THIRD =
      (2 - 1.5 + 1 / Math.PI) / Math.sqrt(2 * Math.PI); // 2 phi - 3 phi/2 + 2 phi^3, phi = phi(0)

  private static double third(Density density, int group) {
    double[] z = density.points()[group];
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += density.weights()[group][i] * z[i] * z[i] * z[i];
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"0.6, 1, true", "-0.5, 1, true", "0.4, -1, true", "0.6, 1, false", "-0.4, -1, false"})
  void aTermThatGoesWithTheOtherAddsToIt(float r, int sign, boolean isFirst) {
    TensorSignal z = TensorSignal.normal(DIMS, DIMS, new float[2], new float[] {1, 1});
    TensorSignal relu =
        TensorSignal.function(
            z,
            (cell, values) -> {
              double[] points = Density.NORMAL.points(cell);
              for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(0, points[i]);
              }
            });
    TensorSignal normal = TensorSignal.normal(DIMS, DIMS, new float[2], new float[] {0.5f, 0.5f});
    TensorSignal a = isFirst ? relu : normal;
    TensorSignal b = isFirst ? normal : relu;
    Density known = SumDensity.of(a, b, sign);
    Density found = SumDensity.of(a, b, sign, 1, new float[] {r, 0}, known);
    double own = isFirst ? 1 : sign;
    double beta = r * Math.sqrt(0.5 / VARIANCE) * (isFirst ? sign : 1);
    double variance = VARIANCE + 0.5 + 2 * sign * r * Math.sqrt(0.5 * VARIANCE);
    double expected = Math.pow(own + beta, 3) * THIRD / Math.pow(variance, 1.5);
    // A value on the two points next to it has a variance of its own, at most step^2/4 of the
    // sum's:
    // (1 + step^2/4)^-1.5 is left of the third moment, which gains at most 0.1 step^3 of its own.
    double step = 12.0 / Density.SIZE;
    double error = 1.5 * step * step / 4 * Math.abs(expected) + 0.1 * Math.pow(step, 3);
    assertEquals(expected, third(found, 0), error);
    assertSame(known.points()[1], found.points()[1]);
  }
}
