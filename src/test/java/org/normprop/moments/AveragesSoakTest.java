package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.moments.law.MomentException;
import org.normprop.table.Bounded;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/**
 * Averages and lp windows of units and inputs drawn at random: of independent cells by what brute
 * force in double-double arithmetic finds of one, of normals that correlate by closed forms, given
 * what is common, under one trapezoidal sum.
 */
class AveragesSoakTest {

  private static final int CASES = Integer.getInteger("normprop.windows", 14);

  private static final Quantity[] QUANTITIES = {Quantity.MEAN, Quantity.STD, Quantity.BACKWARD};

  /** Of the double-double reference, and of closed forms in doubles. */
  private static final double DOUBLE_DOUBLES = 4e-16;

  private static final double DOUBLES = 3e-13;

  /** A smaller std beside the mean is lost in doubles, as the difference of two squares. */
  private static final double NARROW = 0.03;

  private static final class Tally {
    private final List<String> violations = new ArrayList<>();
    private final List<String> unreached = new ArrayList<>();
    private int reached;

    /** Right are mean, standard deviation and backward constant; NaN is not compared. */
    private void compare(String unit, Input input, double[] right, double own) {
      String what = unit + " --input " + input.text() + " --rho " + input.rho();
      Optional<Exact> exact;
      try {
        exact = ExactMoments.of(Unit.parse(unit), input);
      } catch (MomentException e) {
        throw new AssertionError(what + " has moments", e);
      }
      if (exact.isEmpty()) {
        unreached.add(what);
        return;
      }
      reached++;
      for (int k = 0; k < QUANTITIES.length; k++) {
        Bounded number = exact.get().get(QUANTITIES[k]);
        double scale = Math.abs(right[k]) + (k == 0 ? right[1] : 0);
        double allowed = number.error() + own * scale + 1e-30;
        boolean isCompared = !Double.isNaN(number.value()) && !Double.isNaN(right[k]);
        if (isCompared && !(Math.abs(number.value() - right[k]) <= allowed)) {
          violations.add(what + ": " + QUANTITIES[k] + " " + number + ", right " + right[k]);
        }
      }
    }

    private void check() {
      assertEquals(List.of(), violations);
      assertTrue(
          unreached.size() <= (reached + unreached.size()) / 20.0,
          () -> "not reached " + unreached);
    }
  }

  private static int cells(SplittableRandom random) {
    int side = new int[] {2, 3, 4, 7}[random.nextInt(4)];
    return side * side;
  }

  @Test
  void windowsOfIndependentCellsHold() {
    SplittableRandom random = new SplittableRandom(20261201);
    Tally tally = new Tally();
    for (int i = 0; i < CASES; i++) {
      BoundsSoakTest.Case c = BoundsSoakTest.draw(random);
      int n = cells(random);
      int kind = random.nextInt(4);
      boolean isPositive = c.unit().matches("gaussian|softplus.*|hard_sigmoid.*|expr:1/.*");
      if (kind == 1 && isPositive) {
        double[] one = BoundsSoakTest.reference(c);
        double[] right = {n * one[0], Math.sqrt(n) * one[1], one[2]};
        tally.compare(c.unit() + ",lp:" + n + ":p=1", input(c), right, DOUBLE_DOUBLES);
      } else if (kind >= 2) {
        // the mean of 4, 16 or 64 normals has half, a quarter or an eighth of their std
        int shift = random.nextInt(1, 4);
        int m = 1 << 2 * shift;
        double std = c.std() * (1 << shift);
        double[] one = BoundsSoakTest.reference(c.under(InputReference.normal(c.mean(), c.std())));
        String unit = "avg:" + m + "," + c.unit() + (kind == 2 ? "" : ",avg:" + n);
        double[] right = {
          one[0], kind == 2 ? one[1] : one[1] / Math.sqrt(n), one[2] / m / (kind == 2 ? 1 : n)
        };
        tally.compare(unit, Input.normal(c.mean(), std), right, DOUBLE_DOUBLES);
      } else {
        double[] one = BoundsSoakTest.reference(c);
        double[] right = {one[0], one[1] / Math.sqrt(n), one[2] / n};
        tally.compare(c.unit() + ",avg:" + n, input(c), right, DOUBLE_DOUBLES);
      }
    }
    tally.check();
  }

  private static Input input(BoundsSoakTest.Case c) {
    return Input.parse(c.input().text(), name -> null);
  }

  /**
   * A function whose moments under a normal are known.
   *
   * @param unit its text
   * @param moments mean, mean square and mean squared slope under N(m, s^2)
   */
  private record Known(String unit, Moments moments) {

    /** Of a normal. */
    @FunctionalInterface
    interface Moments {
      double[] at(double m, double s);
    }
  }

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "relu",
              (m, s) -> {
                double below = NormalDoubles.below(m / s);
                double bell = s * NormalDoubles.density(m / s);
                return new double[] {m * below + bell, (m * m + s * s) * below + m * bell, below};
              }),
          new Known(
              "abs",
              (m, s) ->
                  new double[] {
                    m * (2 * NormalDoubles.below(m / s) - 1) + 2 * s * NormalDoubles.density(m / s),
                    m * m + s * s,
                    1
                  }),
          new Known(
              "expr:x>0.25",
              (m, s) -> {
                double above = NormalDoubles.below((m - 0.25) / s);
                return new double[] {above, above, 0};
              }),
          new Known(
              "square",
              (m, s) -> {
                double square = m * m + s * s;
                return new double[] {
                  square, m * m * m * m + 6 * m * m * s * s + 3 * s * s * s * s, 4 * square
                };
              }),
          new Known(
              "sin",
              (m, s) -> {
                double twice = Math.exp(-2 * s * s) * Math.cos(2 * m);
                return new double[] {
                  Math.exp(-s * s / 2) * Math.sin(m), (1 - twice) / 2, (1 + twice) / 2
                };
              }),
          new Known(
              "gaussian",
              (m, s) -> {
                double one = 1 + 2 * s * s;
                double two = 1 + 4 * s * s;
                double square = Math.exp(-2 * m * m / two) / Math.sqrt(two);
                double left = m / two; // of x under the density times e^(-2 x^2)
                return new double[] {
                  Math.exp(-m * m / one) / Math.sqrt(one),
                  square,
                  4 * square * (left * left + s * s / two)
                };
              }));

  /** The integral of g under N(0, 1). */
  private static double average(DoubleUnaryOperator g) {
    double sum = 0;
    for (int i = -12_000; i <= 12_000; i++) {
      sum += NormalDoubles.density(i * 1e-3) * g.applyAsDouble(i * 1e-3);
    }
    return sum * 1e-3;
  }

  /** Of the average of n cells, every two of which correlate: Cov = Var E[f | common part]. */
  private static double[] correlated(Known f, double mean, double std, double rho, int n) {
    double[] one = f.moments.at(mean, std);
    double own = std * Math.sqrt(1 - rho);
    double covariance =
        average(
            u -> {
              double d = f.moments.at(mean + std * Math.sqrt(rho) * u, own)[0] - one[0];
              return d * d;
            });
    double variance = (one[1] - one[0] * one[0] + (n - 1) * covariance) / n;
    return new double[] {one[0], Math.sqrt(variance), Math.sqrt(one[2]) / n};
  }

  /** Of the average of cells, which is normal with a std. */
  private static double[] ofAverage(Known f, double mean, double std, int n) {
    double[] one = f.moments.at(mean, std);
    return new double[] {one[0], Math.sqrt(one[1] - one[0] * one[0]), Math.sqrt(one[2]) / n};
  }

  @Test
  void averagesOfNormalsThatCorrelateHold() {
    SplittableRandom random = new SplittableRandom(20261202);
    Tally tally = new Tally();
    int drawn = 0;
    while (drawn < Math.max(2, CASES / 10)) {
      Known f = KNOWN.get(random.nextInt(KNOWN.size()));
      double std = Math.rint(1e4 * Math.pow(10, random.nextDouble(-1, 0.7))) / 1e4;
      double mean = Math.rint(random.nextDouble(-2, 2) * std * 1e4) / 1e4;
      double rho = new double[] {0.1, 0.3, 0.6, 0.9, 0.97}[random.nextInt(5)];
      int n = cells(random);
      Input input = Input.normal(mean, std, rho);
      boolean isBehind = random.nextBoolean();
      double[] right =
          isBehind
              ? ofAverage(f, mean, std * Math.sqrt((1 + (n - 1) * rho) / n), n)
              : correlated(f, mean, std, rho, n);
      if (right[1] > NARROW * Math.abs(right[0])) {
        drawn++;
        String unit = isBehind ? "avg:" + n + "," + f.unit : f.unit + ",avg:" + n;
        tally.compare(unit, input, right, DOUBLES);
      }
    }
    tally.check();
  }

  /** E of the length of k independent N(0, 1), k from 1: two neighbours' product is k. */
  private static DoubleDouble[] lengths(int most) {
    DoubleDouble[] lengths = new DoubleDouble[most + 1];
    lengths[1] = DoubleDouble.of(2).over(DoubleDouble.PI).sqrt();
    for (int k = 1; k < most; k++) {
      lengths[k + 1] = DoubleDouble.of(k).over(lengths[k]);
    }
    return lengths;
  }

  @Test
  void lengthsOfNormalsHold() {
    SplittableRandom random = new SplittableRandom(20261203);
    Tally tally = new Tally();
    DoubleDouble[] lengths = lengths(32);
    for (int i = 0; i < CASES; i++) {
      double std = Math.rint(1e4 * Math.pow(10, random.nextDouble(-2, 3))) / 1e4;
      int n = random.nextInt(2, 33);
      DoubleDouble mean = DoubleDouble.ZERO; // of rectified ones, of which k are positive
      double weight = Math.pow(0.5, n);
      for (int k = 1; k <= n; k++) {
        weight = weight * (n - k + 1) / k;
        mean = mean.plus(lengths[k].times(weight));
      }
      Input input = Input.normal(0, std);
      double[] all = right(lengths[n], n, std, Math.sqrt(1.0 / n));
      tally.compare("lp:" + n, input, all, DOUBLE_DOUBLES);
      double backward = Math.sqrt((1 - Math.pow(0.5, n)) / n);
      double[] rectified = right(mean, n / 2.0, std, backward);
      tally.compare("relu,lp:" + n, input, rectified, DOUBLE_DOUBLES);
    }
    tally.check();
  }

  private static double[] right(DoubleDouble mean, double square, double std, double backward) {
    double variance = DoubleDouble.of(square).minus(mean.times(mean)).value();
    return new double[] {std * mean.value(), std * Math.sqrt(variance), backward};
  }

  /** Closed forms that quadrature knows: arc cosines for relu, and a wrong covariance is seen. */
  @Test
  void theReferenceTellsAWrongNumber() {
    double angle = Math.acos(0.6);
    double kernel = (Math.sin(angle) + (Math.PI - angle) * 0.6) / (2 * Math.PI);
    double variance = (0.5 - 1 / (2 * Math.PI) + 3 * (kernel - 1 / (2 * Math.PI))) / 4;
    double[] right = correlated(KNOWN.get(0), 0, 1, 0.6, 4);
    assertEquals(Math.sqrt(variance), right[1], 1e-14);
    assertFalse(Math.abs(correlated(KNOWN.get(0), 0, 1, 0.601, 4)[1] - right[1]) < 1e-5);
    Tally tally = new Tally();
    right[1] += 1e-11;
    tally.compare("relu,avg:4", Input.normal(0, 1, 0.6), right, DOUBLES);
    assertEquals(1, tally.violations.size());
  }
}
