package org.normprop.net.onnx.predict.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bent density has the moments that were asked for, but for the square of the change. */
class BendTest {

  private static double moment(double[] y, double[] weights, int power) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i] * Math.pow(y[i], power);
    }
    return sum;
  }

  /** Of a normal value, and of (z + (z^2 - 1)/3)/norm, which leans. */
  @ParameterizedTest
  @CsvSource({"0, 0.01, 0", "0, 0, 0.02", "0.333, 0.01, 0", "0.333, -0.005, 0.02"})
  void momentsAreMoved(double lean, double third, double fourth) {
    double[] z = Density.NORMAL.points(0);
    double[] weights = Density.NORMAL.weights(0);
    double norm = Math.sqrt(1 + 2 * lean * lean);
    double[] y = new double[z.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (z[i] + lean * (z[i] * z[i] - 1)) / norm;
    }
    double[] bent = Bend.of(y, weights, third, fourth);
    assertEquals(0, moment(bent, weights, 1), 1e-12);
    assertEquals(1, moment(bent, weights, 2), 1e-12);
    // Second order: (0.02)^2 times moments of up to the eighth power over squares of norms.
    assertEquals(moment(y, weights, 3) + third, moment(bent, weights, 3), 5e-4);
    assertEquals(moment(y, weights, 4) + fourth, moment(bent, weights, 4), 2e-3);
  }

  @Test
  void twoPointsHaveNoOtherShape() {
    double[] y = {-1, 1};
    assertSame(y, Bend.of(y, new double[] {0.5, 0.5}, 0.1, 0.1));
  }
}
