package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Activation;

class FixedPointTest {

  /** E[f] and Var[f] by Simpson's rule on [-12, 12] standard deviations, cut at 0. */
  private static double[] simpson(Activation f, double mean, double variance) {
    double std = Math.sqrt(variance);
    double cut = Math.max(-12, Math.min(12, -mean / std));
    double[] moments = new double[2];
    for (double[] range : new double[][] {{-12, cut}, {cut, 12}}) {
      int n = 4_000;
      double h = (range[1] - range[0]) / n;
      for (int i = 0; i <= n && h > 0; i++) {
        double z = range[0] + i * h;
        // At the cut the value just inside the piece, since f may have a kink there.
        double inside = i == 0 ? z + 1e-13 : i == n ? z - 1e-13 : z;
        double weight = (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * h / 3;
        double y = f.value(mean + std * inside);
        double density = weight * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        moments[0] += density * y;
        moments[1] += density * y * y;
      }
    }
    return new double[] {moments[0], moments[1] - moments[0] * moments[0]};
  }

  @Test
  void seluKeepsMeanZeroAndVarianceOneAndAttracts() {
    List<FixedPoint> points = FixedPoint.of(Activations.of("selu"), 0);
    assertEquals(1, points.size());
    FixedPoint point = points.get(0);
    assertEquals(0, point.mean(), 1e-14);
    assertEquals(1, point.variance(), 1e-14);
    // Klambauer et al. (2017) print the Jacobian at (0, 1) as 0, 0.088834, 0, 0.782648, cut off.
    assertEquals(0, point.jacobian().get(0));
    assertEquals(0.088834, point.jacobian().get(1), 1e-6);
    assertEquals(0, point.jacobian().get(2));
    assertEquals(0.782648, point.jacobian().get(3), 1e-6);
    assertEquals(0.782648, point.spectralRadius(), 1e-6);
    assertTrue(point.isStable());
  }

  @Test
  void weightsOfSumOneMakeSelusPointRepel() {
    FixedPoint point =
        FixedPoint.of(Activations.of("selu"), 1).stream()
            .filter(p -> Math.abs(p.mean()) < 1e-9)
            .findFirst()
            .orElseThrow();
    assertEquals(1, point.variance(), 1e-9);
    assertFalse(point.isStable());
  }

  /** Every layer of these shrinks every variance (weights of sum 0). */
  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "elu", "gelu", "sigmoid"})
  void whatShrinksEveryVarianceHasNoFixedPoint(String name) {
    Activation f = Activations.of(name);
    for (double variance = 1e-3; variance < 100; variance *= 1.5) {
      assertTrue(simpson(f, 0, variance)[1] < variance, name + " at " + variance);
    }
    assertTrue(FixedPoint.of(f, 0).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"expr:1.5*tanh(x)", "expr:1.6*gelu(x)+0.2*x", "lecun_tanh", "selu"})
  void iteratingTheMapBySimpsonsRuleSettlesAtTheStablePoint(String unit) {
    Activation f = (Activation) Unit.parse(unit).stages().get(0);
    List<FixedPoint> stable = FixedPoint.of(f, 0).stream().filter(FixedPoint::isStable).toList();
    for (FixedPoint point : stable) {
      double mean = 0;
      double variance = point.variance() * 1.05;
      for (int i = 0; i < 150; i++) {
        double[] image = simpson(f, 0, variance);
        mean = image[0];
        variance = image[1];
      }
      assertEquals(point.mean(), mean, 1e-8, unit);
      assertEquals(point.variance(), variance, 1e-8, unit);
    }
    assertEquals(!unit.contains("gelu"), !stable.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "elu", "selu", "gelu"})
  void theJacobianIsTheSlopeOfTheMapBySimpsonsRule(String name) {
    Activation f = Activations.of(name);
    double h = 1e-4;
    FixedPoint at = FixedPoint.at(f, 0.3, 1.2, 1);
    for (int by = 0; by < 2; by++) {
      double[] up = simpson(f, 0.3 + (by == 0 ? h : 0), 1.2 + (by == 1 ? h : 0));
      double[] down = simpson(f, 0.3 - (by == 0 ? h : 0), 1.2 - (by == 1 ? h : 0));
      for (int of = 0; of < 2; of++) {
        // Truncation h^2/6 times a third derivative of order 1; rounding 1e-12/h.
        double slope = (up[of] - down[of]) / (2 * h);
        assertEquals(slope, at.jacobian().get(2 * of + by), 1e-7, name + " " + of + by);
      }
    }
  }

  @Test
  void elusPairForMeanZeroAndVarianceOneIsSelus() {
    ScalePair pair = ScalePair.of(Activations.of("elu"), 0, 1).orElseThrow();
    // Klambauer et al. (2017), to 15 digits
    assertEquals(1.6732632423543772848, pair.alpha(), 1e-15 * 1.7);
    assertEquals(1.0507009873554804934, pair.scale(), 1e-15 * 1.1);
    assertTrue(pair.point().isStable());
  }

  @Test
  void elusPairForAnotherMeanAndVariance() {
    ScalePair pair = ScalePair.of(Activations.of("elu"), -0.1, 2).orElseThrow();
    assertEquals(1.9769021954242014, pair.alpha(), 1e-14);
    assertEquals(1.073851239616046, pair.scale(), 1e-14);
  }

  @Test
  void aSlightlyOtherPairIsNoFixedPoint() {
    double[] image = simpson(Activations.of("elu"), 0, 1);
    assertFalse(Math.abs(image[1] - 1) < 1e-9);
  }

  /** What keeps every variance has no isolated point; rounding of v - v is no sign change. */
  @ParameterizedTest
  @ValueSource(strings = {"identity", "expr:-x", "expr:1.7128585504496627*relu(x)"})
  void aLineOfFixedPointsIsSaidToBeOne(String text) {
    Activation f = (Activation) Unit.parse(text).stages().get(0);
    assertTrue(KeptVariances.of(f, false).isAll());
    assertEquals(List.of(), FixedPoint.of(f, 0));
  }

  @Test
  void hesInitialisationKeepsEverySecondMoment() {
    Activation f = (Activation) Unit.parse("expr:sqrt(2)*relu(x)").stages().get(0);
    assertTrue(KeptVariances.of(f, true).isAll());
    assertFalse(KeptVariances.of(f, false).isAll());
  }

  /** Twenty is 8 standard deviations and more from 0 up to a variance of 6. */
  @Test
  void aLineThatEndsIsNoIsolatedPoint() {
    Activation f = (Activation) Unit.parse("expr:clamp(x,-20,20)").stages().get(0);
    KeptVariances kept = KeptVariances.of(f, false);
    assertEquals(List.of(), kept.points());
    assertEquals(1, kept.lines().size());
    assertEquals(FixedPoint.LEAST_VARIANCE, kept.lines().get(0).from());
    // What is cut off, in units of the variance: 4 (phi(t)/t^3 and what follows) = 1e-13 at t =
    // 7.4.
    assertEquals(20 / 7.4, Math.sqrt(kept.lines().get(0).to()), 0.1);
    assertFalse(kept.isAll());
  }

  /** E[exp(x^2)^2] is finite below a variance of 1/4; exp(x^2)/2 keeps one between. */
  @Test
  void whereMomentsEndTheSearchGoesOnBelow() {
    Activation f = (Activation) Unit.parse("expr:0.5*exp(x^2)").stages().get(0);
    KeptVariances kept = KeptVariances.of(f, false);
    assertTrue(kept.limit().orElseThrow().contains("standard deviation"), kept.limit().orElse(""));
    for (FixedPoint point : kept.points()) {
      double v = point.variance();
      // E[exp(2 x^2)] = (1 - 4 v)^-1/2, E[exp(x^2)] = (1 - 2 v)^-1/2.
      assertEquals(v, 0.25 * (1 / Math.sqrt(1 - 4 * v) - 1 / (1 - 2 * v)), 1e-10);
    }
    assertFalse(kept.points().isEmpty());
  }

  @Test
  void whatNoRouteReachesHasNoFixedPointThere() {
    Activation f = (Activation) Unit.parse("expr:0.01*sin(200*x)").stages().get(0);
    assertEquals(List.of(), FixedPoint.of(f, 0));
  }
}
