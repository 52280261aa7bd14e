package org.normprop.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.function.Unit;
import org.normprop.moments.law.Chain;
import org.normprop.moments.law.Law;
import org.normprop.moments.law.NormalLaw;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Input;

class DistributionTest {

  private static final Sampling SAMPLING = new Sampling(200_000, 1, 1);

  private static Distribution of(String unit, Input input) {
    return Distribution.of(Unit.parse(unit), input, SAMPLING);
  }

  /** The two routes agree bar by bar, and on the atoms; so do falling and turning functions. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu",
        "gelu",
        "mish",
        "hard_tanh",
        "sin:frequency=3",
        "cube",
        "cos,abs",
        "gaussian",
        "gelu,threshold:threshold=-0.1:value=0",
        "gaussian,soft_shrink",
        "gelu,max:3x3",
        "relu,max:3x3",
        "expr:-x,relu,max:2",
        "dropout:keep=0.8,max:2x2",
        "alpha_dropout:keep=0.9,tanh",
      })
  void theHistogramFollowsTheLaw(String text) {
    Unit unit = Unit.parse(text);
    for (Input input : List.of(Input.STANDARD, Input.normal(0.5, 1.5))) {
      Distribution distribution = Distribution.of(unit, input, SAMPLING);
      Law law = Chain.law(unit.stages(), new NormalLaw(input.mean(), input.std(), 1)).get();
      double total = distribution.atoms().stream().mapToDouble(Distribution.Value::density).sum();
      for (int i = 0; i < distribution.heights().size(); i++) {
        double low = distribution.edges().get(i);
        double high = distribution.edges().get(i + 1);
        double expected = law.between(low, high);
        double got = distribution.heights().get(i) * (high - low);
        // 30 histograms of at most 100 bars at a family-wise rate of 1e-6: 6.3 standard errors,
        // and a count for bars that hardly anything falls into.
        double error = Math.sqrt(expected * (1 - expected) / distribution.samples());
        assertEquals(
            expected, got, 6.3 * error + 20.0 / distribution.samples(), text + " at " + low);
        total += got;
      }
      assertTrue(total > 0.995 && total < 1.005, text + " " + total);
    }
  }

  @Test
  void theCurveIsTheDensity() {
    Distribution normal = of("identity", Input.STANDARD);
    assertEquals(1, normal.curve().size());
    for (Distribution.Value value : normal.curve().get(0)) {
      double density = Math.exp(-value.y() * value.y() / 2) / Math.sqrt(2 * Math.PI);
      assertEquals(density, value.density(), 1e-4); // a mean over 1/400 of the range
    }
    Distribution leaky = of("leaky_relu:slope=0.2", Input.STANDARD);
    assertEquals(2, leaky.curve().size(), "the density jumps at 0");
    List<Distribution.Value> left = leaky.curve().get(0);
    assertEquals(5 * 0.39894, left.get(left.size() - 1).density(), 1e-3);
    assertEquals(0.39894, leaky.curve().get(1).get(0).density(), 1e-3);
  }

  @Test
  void zeroIsAmongTheEdges() {
    for (String unit : List.of("cube", "relu", "hard_tanh", "exponential")) {
      List<Double> edges = of(unit, Input.STANDARD).edges();
      assertTrue(edges.stream().anyMatch(edge -> edge == 0), unit + " " + edges);
      assertTrue(edges.size() > 25 && edges.size() <= 103, unit + " " + edges.size());
    }
  }

  @Test
  void withoutALawAtomsAreFoundAmongTheSamples() {
    Distribution average = of("relu,avg:2", Input.STANDARD);
    assertTrue(average.curve().isEmpty());
    assertEquals(1, average.atoms().size());
    assertEquals(0, average.atoms().get(0).y());
    assertEquals(0.25, average.atoms().get(0).density(), 0.006); // 6 standard errors
    Distribution correlated = of("tanh,max:2", Input.normal(0, 1, 0.5));
    assertTrue(correlated.curve().isEmpty() && correlated.atoms().isEmpty());
    assertFalse(correlated.heights().isEmpty());
  }

  @Test
  void aDiscreteOutputHasAtomsAlone() {
    Distribution sign = of("sign,avg:3", Input.STANDARD);
    assertEquals(4, sign.atoms().size());
    assertTrue(sign.heights().isEmpty());
    Distribution constant = of("expr:0*x+3", Input.STANDARD);
    assertEquals(List.of(new Distribution.Value(3, 1)), constant.atoms());
  }

  @Test
  void onlyMomentsAreKnownOfSums() {
    Unit unit = Unit.parse("relu,avg:2");
    assertEquals(Optional.empty(), Chain.law(unit.stages(), new NormalLaw(0, 1, 1)));
  }
}
