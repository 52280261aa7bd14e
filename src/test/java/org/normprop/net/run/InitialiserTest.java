package org.normprop.net.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.normprop.net.compute.Engine;
import org.normprop.net.compute.Parameter;
import org.normprop.net.compute.RowNorms;
import org.normprop.net.layer.Layer;
import org.normprop.net.layer.Nonlinearity;
import org.normprop.net.layer.Scheme;
import org.normprop.net.layer.Shape;
import org.normprop.net.layer.Statistics;
import org.normprop.net.layer.WeightLayer;
import org.normprop.net.layer.Window;

/** Where weights start. */
class InitialiserTest {

  private static final Engine ENGINE = Engine.start(1);

  private static Parameter weights(Layer layer, Shape input, Initialiser start, long seed) {
    return new Network(List.of(layer), input, start, seed, 1, ENGINE).parameters().get(0);
  }

  private static Layer dense(int units, Scheme scheme) {
    return new WeightLayer.Dense(units, scheme, new Nonlinearity.Linear());
  }

  private static final Scheme PLAIN = new Scheme.Plain(true);

  @ParameterizedTest
  @CsvSource({"GAUSSIAN, 0.05", "GLOROT, 0.05773503", "HE, 0.07071068"})
  void theStandardDeviationIsTheFormulas(Initialiser start, double std) {
    // 200 units on 400 inputs: sqrt(1/400), sqrt(2/600), sqrt(2/400).
    Parameter w = weights(dense(200, PLAIN), Shape.vector(400), start, 1);
    Statistics.Sum sum = new Statistics.Sum();
    sum.add(w.values(), w.values().length);
    // 80,000 draws: the mean within 6 std/283, the std within 6 std/400.
    assertEquals(0, sum.get().mean(), 0.022 * std);
    assertEquals(std, sum.get().std(), 0.015 * std);
  }

  @Test
  void aConvolutionCountsItsKernelInFanInAndFanOut() {
    Layer conv =
        new WeightLayer.Convolution(60, Window.square(3, 1, 1), PLAIN, new Nonlinearity.Linear());
    Parameter w = weights(conv, new Shape(40, 5, 5), Initialiser.GLOROT, 1);
    Statistics.Sum sum = new Statistics.Sum();
    sum.add(w.values(), w.values().length);
    double std = Math.sqrt(2.0 / (9 * 40 + 9 * 60));
    assertEquals(std, sum.get().std(), 0.03 * std);
  }

  @ParameterizedTest
  @CsvSource({"20, 30", "30, 20", "25, 25"})
  void orthogonalWeightsHaveOrthonormalRowsOrColumns(int units, int inputs) {
    Parameter w = weights(dense(units, PLAIN), Shape.vector(inputs), Initialiser.ORTHOGONAL, 1);
    int vectors = Math.min(units, inputs);
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < vectors; j++) {
        double product = 0;
        for (int k = 0; k < Math.max(units, inputs); k++) {
          product +=
              units <= inputs
                  ? w.values()[i * inputs + k] * w.values()[j * inputs + k]
                  : w.values()[k * inputs + i] * w.values()[k * inputs + j];
        }
        assertEquals(i == j ? 1 : 0, product, 1e-6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Initialiser.class)
  void weightsFollowFromSeedAndName(Initialiser start) {
    float[] first = weights(dense(5, PLAIN), Shape.vector(6), start, 1).values();
    assertArrayEquals(first, weights(dense(5, PLAIN), Shape.vector(6), start, 1).values());
    assertFalse(Arrays.equals(first, weights(dense(5, PLAIN), Shape.vector(6), start, 2).values()));
  }

  @ParameterizedTest
  @EnumSource(Scheme.Division.class)
  void rowsOfProjectingLayersStartOnTheSphere(Scheme.Division division) {
    Scheme scheme = new Scheme.NormProp(division, 1);
    Parameter w = weights(dense(5, scheme), Shape.vector(6), Initialiser.HE, 1);
    for (int row = 0; row < 5; row++) {
      double norm = 1 / RowNorms.inverse(w.values(), row * 6, 6, ENGINE.blas());
      assertEquals(division != Scheme.Division.REPARAM, Math.abs(norm - 1) < 1e-6);
    }
  }
}
