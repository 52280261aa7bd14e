package org.normprop.net.flow.field;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Window;

/** Draws of fields and their matrices over pairs of places, against what they must be. */
class FieldPredictionTest {

  private static final double ROUNDING = 1e-10;

  private static double[][] covariance(int n, double r) {
    double[][] all = new double[n][n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        all[p][q] = (1 + p) * (1 + q) * Math.pow(r, Math.abs(p - q));
      }
    }
    return all;
  }

  private static void assertMatrix(double[][] expected, double[][] actual, double error) {
    for (int p = 0; p < expected.length; p++) {
      assertArrayEquals(expected[p], actual[p], error);
    }
  }

  @Test
  void drawsHaveTheirCovarianceExactly() {
    NormalFields fields = new NormalFields(64, "test");
    double[][] covariance = covariance(5, -0.6);
    double[][] draws = fields.of(covariance, 0);
    assertMatrix(covariance, PlaceMatrices.products(draws), ROUNDING);
    assertEquals(0, ChannelFields.of(1, draws).statistics().mean(), ROUNDING);
    // Of a mean of 2 every product has 4 more.
    double[][] shifted = PlaceMatrices.products(fields.of(covariance, 2));
    assertEquals(covariance[1][3] + 4, shifted[1][3], ROUNDING);
    // Places that are one value, and places that are none.
    double[][] one = {{4, 4, 0}, {4, 4, 0}, {0, 0, 0}};
    assertMatrix(one, PlaceMatrices.products(fields.of(one, 0)), ROUNDING);
  }

  /** No field has these: each two of three places would be nearly opposite. */
  @Test
  void whatIsNoCovarianceKeepsItsDiagonal() {
    double[][] none = {{1, -0.9, -0.9}, {-0.9, 1, -0.9}, {-0.9, -0.9, 1}};
    double[][] root = PlaceMatrices.root(none);
    for (double[] row : root) {
      double square = 0;
      for (double value : row) {
        square += value * value;
      }
      assertEquals(1, square, ROUNDING);
    }
  }

  /** One value in common to all places, besides some chance; and chance alone. */
  @Test
  void whatIsSampledIsTakenWithoutItsChance() {
    int n = 40;
    double[][] chance = new double[n][n];
    double[][] one = new double[n][n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        chance[p][q] = 0.003 * Math.cos(7.3 * (p + q) + p * q);
        one[p][q] = 0.5 + chance[p][q];
      }
    }
    assertMatrix(new double[n][n], PlaceMatrices.sampled(chance, 0.01), 0);
    double[][] sampled = PlaceMatrices.sampled(one, 0.01);
    assertMatrix(one, sampled, 0.02);
    double[][] root = PlaceMatrices.root(sampled);
    double product = 0;
    for (int k = 0; k < n; k++) {
      product += root[n - 1][k] * root[0][k];
    }
    assertEquals(sampled[n - 1][0], product, ROUNDING);
  }

  /** Filters as sums over draws, cell by cell. */
  @Test
  void filtersMakeTheProductsOfTheirOutputs() {
    Shape input = new Shape(1, 4, 5);
    Window window = new Window(3, 2, 2, 1);
    Shape output = window.output(input, 1);
    PlaceMatrices.Filter filter = PlaceMatrices.Filter.of(window, input, output);
    double[][] x = new NormalFields(128, "test").of(covariance(20, 0.5), 0.3);
    double[][] d = new NormalFields(128, "test").of(covariance(output.plane(), 0.2), 0);
    double[] weights = new double[output.plane()];
    for (int o = 0; o < weights.length; o++) {
      weights[o] = 1 + 0.1 * o;
    }
    double[][] forward = new double[output.plane()][output.plane()];
    double[][] back = new double[input.plane()][input.plane()];
    // A filter that is 1 in one cell, and 0 elsewhere.
    for (int row = 0; row < window.height(); row++) {
      for (int column = 0; column < window.width(); column++) {
        double[][] y = new double[x.length][output.plane()];
        double[][] sent = new double[x.length][input.plane()];
        for (int o = 0; o < output.plane(); o++) {
          int i = o / output.width() * 2 - 1 + row;
          int j = o % output.width() * 2 - 1 + column;
          boolean isIn = i >= 0 && i < 4 && j >= 0 && j < 5;
          for (int s = 0; isIn && s < x.length; s++) {
            y[s][o] = weights[o] * x[s][i * 5 + j];
            sent[s][i * 5 + j] += weights[o] * d[s][o];
          }
        }
        forward = PlaceMatrices.plus(forward, 1, PlaceMatrices.products(y));
        back = PlaceMatrices.plus(back, 1, PlaceMatrices.products(sent));
      }
    }
    assertMatrix(forward, filter.forward(PlaceMatrices.products(x), weights), 1e-7);
    assertMatrix(back, filter.back(PlaceMatrices.products(d), weights), 1e-7);
  }

  @Test
  void channelsThatWerePutBesideEachOtherAreTakenApartAgain() {
    ChannelFields a = ChannelFields.of(2, new double[][] {{1}, {2}, {1}, {2}});
    ChannelFields b = ChannelFields.of(6, new double[][] {{3}, {4}, {3}, {4}});
    ChannelFields both = ChannelFields.beside(List.of(a, b));
    assertEquals(8, both.channels());
    assertEquals((2 * 1.5 + 6 * 3.5) / 8, both.statistics().mean(), ROUNDING);
    assertEquals((2 * 2.5 + 6 * 12.5) / 8, both.products()[0][0], 0);
    assertEquals(3.5, both.from(2, 6).statistics().mean(), ROUNDING);
    assertEquals((1.5 + 3 * 3.5) / 4, both.from(1, 4).statistics().mean(), ROUNDING);
    // A sum with channels that part elsewhere.
    ChannelFields other = ChannelFields.beside(List.of(b, a));
    ChannelFields sum = both.values(other, Double::sum);
    assertEquals(3, sum.parts().size());
    assertEquals((2 * 5 + 4 * 7 + 2 * 5) / 8.0, sum.statistics().mean(), ROUNDING);
  }
}
