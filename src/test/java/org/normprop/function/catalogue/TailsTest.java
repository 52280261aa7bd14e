package org.normprop.function.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.function.enclosure.Growth;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.StageParameter;
import org.normprop.function.stage.UnitException;

/** What the catalog declares of its functions far out, against their values there. */
class TailsTest {

  /** Far enough for every parameter below, and no cube overflows. */
  private static final double FAR = 1e60;

  static List<String> names() {
    return List.copyOf(Activations.names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsDeclaredHolds(String name) {
    holds(Activations.of(name));
    SplittableRandom random = new SplittableRandom(name.hashCode());
    List<StageParameter> parameters = Activations.parameters(name);
    for (int i = 0; i < 50 && !parameters.isEmpty(); i++) {
      try {
        holds(Activations.of(name, drawn(parameters, random)));
      } catch (UnitException e) {
        assertTrue(e.getMessage().contains(name), e.getMessage()); // out of range
      }
    }
  }

  private static Map<String, Double> drawn(List<StageParameter> parameters, SplittableRandom r) {
    double[] scales = {0, 1e-20, 1e-3, 0.5, 1, 3, 1e3, 1e20};
    return parameters.stream()
        .collect(
            Collectors.toMap(
                StageParameter::name,
                p -> (r.nextBoolean() ? 1 : -1) * scales[r.nextInt(scales.length)]));
  }

  private static void holds(Activation f) {
    for (int side = -1; side <= 1; side += 2) {
      String where = f.text() + (side > 0 ? " to the right" : " to the left");
      Growth growth = f.growth(side * Double.POSITIVE_INFINITY, -side);
      double value = f.value(side * FAR);
      if (growth.isZero()) {
        assertFalse(growth.isLarge(), where);
        assertEquals(0, growth.degree(), where);
      }
      if (growth.isExponential()) {
        assertEquals(side > 0 ? Double.POSITIVE_INFINITY : 0, value, where);
      } else if (growth.isKnown()) {
        double leading = value / StrictMath.pow(FAR, growth.degree());
        double slack = 1e-13 * Math.abs(leading);
        assertTrue(growth.coefficient().low() <= leading + slack, where + ": " + leading);
        assertTrue(growth.coefficient().high() >= leading - slack, where + ": " + leading);
        if (growth.isPure()) {
          assertEquals(growth.coefficient().low(), leading, slack, where);
        }
      } else {
        // nothing that outgrows a logarithm may be passed over
        assertTrue(Math.abs(value) < 1e3, where + " grows, and its catalog entry does not say so");
      }
    }
  }

  @Test
  void nothingIsDeclaredOfPlacesWithin() {
    assertFalse(Activations.of("relu").growth(0, 1).isKnown());
  }

  @Test
  void whatPlaysBetweenTwoLevelsHasNone() {
    assertFalse(Activations.of("sin").growth(Double.POSITIVE_INFINITY, -1).isKnown());
  }
}
