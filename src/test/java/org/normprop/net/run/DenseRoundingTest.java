package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.layer.Shape;

/**
 * A dense layer's three products stay within the bound for float32 sums in any order: n terms err
 * by at most n 2^-24 times the sum of their amounts (Higham, Accuracy and Stability of Numerical
 * Algorithms, 2nd ed., section 3.1; the terms of second order are in the one added to n).
 */
class DenseRoundingTest {

  private static final double UNIT_ROUNDOFF = 0x1p-24;

  private record Products(float[] output, float[] weights, float[] input) {}

  /** u = x W', dl/dW = d' x, dl/dx = d W. */
  private static Products products(
      Network network, float[] x, float[] d, int batch, int units, int inputs) {
    float[] output = network.forward(x, batch, Pass.training(1)).clone();
    float[] input = network.backward(d.clone(), true);
    Parameter w = network.parameters().get(0);
    return new Products(
        Arrays.copyOf(output, batch * units),
        w.gradient().clone(),
        Arrays.copyOf(input, batch * inputs));
  }

  @ParameterizedTest
  @CsvSource({"1, 784, 256", "2, 784, 256", "64, 784, 256", "64, 256, 256", "100, 37, 1000"})
  void productsRoundWithinTheBoundAndAlikeForAnyNumberOfThreads(int batch, int inputs, int units) {
    float[] x = Nets.normals(batch * inputs, 1);
    float[] d = Nets.normals(batch * units, 2);
    Products first = null;
    for (int threads : new int[] {1, 2, 3}) {
      try (Engine engine = Engine.start(threads)) {
        Network network =
            Nets.of(
                "F(" + units + ")",
                Shape.vector(inputs),
                Recipes.of("norm", "none"),
                Initialiser.HE,
                batch,
                engine);
        float[] w = network.parameters().get(0).values();
        Products found = products(network, x, d, batch, units, inputs);
        if (first == null) {
          first = found;
          check("u", found.output, batch, units, inputs, x, inputs, 1, w, 1, inputs);
          check("dl/dW", found.weights, units, inputs, batch, d, 1, units, x, inputs, 1);
          check("dl/dx", found.input, batch, inputs, units, d, units, 1, w, inputs, 1);
        }
        assertArrayEquals(first.output, found.output);
        assertArrayEquals(first.weights, found.weights);
        assertArrayEquals(first.input, found.input);
      }
    }
  }

  /** c [m, n] against the sums over k of a[i aRow + l aTerm] b[l bTerm + j bColumn]. */
  private static void check(
      String what,
      float[] c,
      int m,
      int n,
      int k,
      float[] a,
      int aRow,
      int aTerm,
      float[] b,
      int bTerm,
      int bColumn) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double amounts = 0;
        for (int l = 0; l < k; l++) {
          double term = (double) a[i * aRow + l * aTerm] * b[l * bTerm + j * bColumn];
          sum += term;
          amounts += Math.abs(term);
        }
        double error = Math.abs(c[i * n + j] - sum);
        assertTrue(
            error <= (k + 1) * UNIT_ROUNDOFF * amounts,
            () -> what + " errs by " + error + " in " + sumsOf(m, n, k));
      }
    }
  }

  private static String sumsOf(int m, int n, int k) {
    return m + " x " + n + " sums of " + k;
  }
}
