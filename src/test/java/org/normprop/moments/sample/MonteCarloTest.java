package org.normprop.moments.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.moments.sample.planes.NormalMatrix;
import org.normprop.moments.sample.planes.Planes;
import org.normprop.table.Input;
import org.normprop.table.Sampled;
import org.normprop.table.StandardTable;

class MonteCarloTest {

  private static List<Sampled> estimate(int threads, long samples, String... units) {
    return MonteCarlo.estimate(
        java.util.Arrays.stream(units).map(Unit::parse).toList(),
        Input.STANDARD,
        new Sampling(samples, 1, threads),
        done -> {});
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void theThreadsDoNotShow(int threads) {
    String[] units = {"gelu", "relu,max:3x3", "dropout:keep=0.5,max:2x2", "glu", "lp:2x2:p=3"};
    assertEquals(estimate(1, 700_001, units), estimate(threads, 700_001, units));
  }

  @Test
  void aUnitAloneGivesTheVeryNumbersThatItGivesAmongOthers() {
    List<Unit> all = new ArrayList<>();
    for (StandardTable table : StandardTable.values()) {
      all.addAll(table.units());
    }
    all.addAll(
        List.of(
            Unit.parse("max:2x2,max:2x2"),
            Unit.parse("max:4,avg:2x2"),
            Unit.parse("max:2x2,relu,avg:3"),
            Unit.parse("glu,max:3"),
            Unit.parse("max:3,glu"),
            Unit.parse("dropout:keep=0.5,relu,dropout:keep=0.5,max:2"),
            Unit.parse("max:2,gaussian_dropout:keep=0.5,avg:2")));
    Collections.shuffle(all, new java.util.Random(1));
    Sampling sampling = new Sampling(5000, 9, 1);
    List<Sampled> together = MonteCarlo.estimate(all, Input.STANDARD, sampling, done -> {});
    for (int i = 0; i < all.size(); i++) {
      Sampled alone =
          MonteCarlo.estimate(List.of(all.get(i)), Input.STANDARD, sampling, done -> {}).get(0);
      assertEquals(together.get(i), alone, all.get(i).text());
    }
  }

  @Test
  void anotherSeedGivesOtherNumbers() {
    Sampling other = new Sampling(5000, 2, 1);
    List<Unit> relu = List.of(Unit.parse("relu"));
    assertNotEquals(
        estimate(1, 5000, "relu").get(0).mean(),
        MonteCarlo.estimate(relu, Input.STANDARD, other, done -> {}).get(0).mean());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu",
        "mish,tanh",
        "max:3x3",
        "relu,max:2x2",
        "max:2x2,relu",
        "tanh,avg:3",
        "max:2x2,max:2",
        "max:3,avg:2",
        "avg:2,max:3",
        "relu,max:2,avg:3",
        "lp:3",
        "relu,lp:2x2:p=3",
        "glu",
        "swiglu,max:2",
        "max:2,glu",
        "dropout:keep=0.5",
        "relu,dropout:keep=0.5:scale=sqrt,max:2x2",
        "dropout:keep=0.5,tanh,dropout:keep=0.7,avg:2",
        "alpha_dropout:keep=0.9",
        "gaussian_dropout:keep=0.5,max:2",
        "rrelu:mode=train,max:2",
        "max:2,dropout:keep=0.5,relu"
      })
  void theTreeComputesWhatThePlainRecursionComputes(String text) {
    Unit unit = Unit.parse(text);
    int n = 3000; // within one chunk
    NormalMatrix matrix = new NormalMatrix(5);
    Sampled fast =
        MonteCarlo.estimate(
                List.of(unit), Input.normal(0.25, 1.5, 0.3), new Sampling(n, 5, 1), d -> {})
            .get(0);
    Plain plain = new Plain(matrix, unit, Input.normal(0.25, 1.5, 0.3), n);
    double mean = 0;
    double squared = 0;
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double[] output = plain.output(unit.stages().size(), 0, i);
      y[i] = output[0];
      mean += output[0] / n;
      squared += output[1] / n;
    }
    double variance = 0;
    for (double v : y) {
      variance += (v - mean) * (v - mean) / (n - 1);
    }
    // Blocks are within 4e-15 of the scalar form; sums of 3000 terms add less.
    assertEquals(mean, fast.mean().value(), 1e-12);
    assertEquals(Math.sqrt(variance), fast.std().value(), 1e-12);
    assertEquals(Math.sqrt(squared / unit.inputs()), fast.backward().value(), 1e-12);
  }

  /** The same numbers one sample at a time, straight from the definition of a unit. */
  private static final class Plain {
    private final NormalMatrix matrix;
    private final Unit unit;
    private final Input input;
    private final int n;

    Plain(NormalMatrix matrix, Unit unit, Input input, int n) {
      this.matrix = matrix;
      this.unit = unit;
      this.input = input;
      this.n = n;
    }

    private final java.util.Map<List<Integer>, double[]> planes = new java.util.HashMap<>();

    private double cached(Planes.Kind kind, int slot, int copy, int i) {
      return planes
          .computeIfAbsent(
              List.of(kind.ordinal(), slot, copy),
              k -> {
                double[] plane = new double[n];
                matrix.fill(kind, slot, 0, copy, plane, n);
                return plane;
              })[i];
    }

    /** {value, |gradient|^2} of a copy of the first {@code depth} stages' output for sample i. */
    double[] output(int depth, int copy, int i) {
      if (depth == 0) {
        double u = cached(Planes.Kind.COMMON, 0, 0, i);
        double z = cached(Planes.Kind.INPUT, 0, copy, i);
        double x = Math.sqrt(input.rho()) * u + Math.sqrt(1 - input.rho()) * z;
        return new double[] {input.mean() + input.std() * x, 1};
      }
      Stage stage = unit.stages().get(depth - 1);
      if (stage instanceof org.normprop.function.stage.Activation f) {
        double[] x = output(depth - 1, copy, i);
        double d = f.derivative(x[0]);
        return new double[] {f.value(x[0]), d * d * x[1]};
      }
      if (stage instanceof Noisy noisy) {
        int slot =
            (int)
                unit.stages().subList(0, depth - 1).stream()
                    .filter(Noisy.class::isInstance)
                    .count();
        Planes.Kind kind =
            noisy.noise() == Noisy.Noise.UNIFORM ? Planes.Kind.UNIFORM : Planes.Kind.NOISE;
        double noise = cached(kind, slot, copy, i);
        double[] x = output(depth - 1, copy, i);
        double d = noisy.derivative(x[0], noise);
        return new double[] {noisy.value(x[0], noise), d * d * x[1]};
      }
      if (stage instanceof org.normprop.function.stage.Gate gate) {
        double[] a = output(depth - 1, 2 * copy, i);
        double[] b = output(depth - 1, 2 * copy + 1, i);
        double f = gate.activation().value(b[0]);
        double df = gate.activation().derivative(b[0]);
        return new double[] {a[0] * f, f * f * a[1] + a[0] * df * a[0] * df * b[1]};
      }
      Pooling pooling = (Pooling) stage;
      int cells = pooling.cells();
      double best = Double.NEGATIVE_INFINITY;
      double bestGradient = 0;
      double sum = 0;
      double gradients = 0;
      double powers = 0;
      double weighted = 0;
      for (int j = 0; j < cells; j++) {
        double[] x = output(depth - 1, copy * cells + j, i);
        if (x[0] > best) {
          best = x[0];
          bestGradient = x[1];
        }
        sum += x[0];
        gradients += x[1];
        powers += Math.pow(Math.abs(x[0]), pooling.p());
        weighted += Math.pow(Math.abs(x[0]), 2 * pooling.p() - 2) * x[1];
      }
      double norm = Math.pow(powers, 1 / pooling.p());
      return switch (pooling.kind()) {
        case MAX -> new double[] {best, bestGradient};
        case AVG -> new double[] {sum / cells, gradients / ((double) cells * cells)};
        case LP ->
            new double[] {norm, norm == 0 ? 0 : weighted / Math.pow(norm, 2 * pooling.p() - 2)};
      };
    }
  }

  @Test
  void momentsMergeToThoseOfTheWhole() {
    SplittableRandom random = new SplittableRandom(3);
    double[] y = random.doubles(10_001, -1, 3).map(v -> v * v * v).toArray();
    CentralMoments whole = new CentralMoments();
    whole.setTo(y, y.length);
    CentralMoments merged = new CentralMoments();
    for (int from = 0; from < y.length; from += 777) {
      CentralMoments part = new CentralMoments();
      double[] piece = java.util.Arrays.copyOfRange(y, from, Math.min(from + 777, y.length));
      part.setTo(piece, piece.length);
      merged.merge(part);
    }
    assertEquals(whole.mean(), merged.mean(), 1e-12 * whole.mean());
    assertEquals(whole.std(), merged.std(), 1e-12 * whole.std());
    assertEquals(whole.skewness(), merged.skewness(), 1e-11);
    assertEquals(whole.kurtosis(), merged.kurtosis(), 1e-11);
  }

  @Test
  void planesAreStandardNormalAndUncorrelated() {
    NormalMatrix matrix = new NormalMatrix(11);
    int n = Planes.CHUNK;
    double[][] planes = new double[40][n];
    for (int k = 0; k < planes.length; k++) {
      // neighbours in chunk, in coordinate, in slot and in kind
      Planes.Kind kind = k % 10 == 9 ? Planes.Kind.NOISE : Planes.Kind.INPUT;
      matrix.fill(kind, k % 3, k / 8, k % 8, planes[k], n);
    }
    // 40 + 780 comparisons at a family-wise rate of 1e-6: 6 standard errors
    for (int a = 0; a < planes.length; a++) {
      assertTrue(Math.abs(CentralMoments.sum(planes[a], n)) < 6 * Math.sqrt(n));
      for (int b = 0; b < a; b++) {
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
          product[i] = planes[a][i] * planes[b][i];
        }
        assertTrue(Math.abs(CentralMoments.sum(product, n)) < 6 * Math.sqrt(n), a + " and " + b);
      }
    }
  }
}
