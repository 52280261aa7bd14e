package org.normprop.moments.closed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.Gate;
import org.normprop.moments.law.Chain;
import org.normprop.moments.law.Conditioning;
import org.normprop.moments.law.LawMoments;
import org.normprop.moments.law.NormalLaw;
import org.normprop.table.Bounded;
import org.normprop.table.Input;

/** Closed forms against quadrature, which knows nothing of them. */
class ClosedFormTest {

  private static final List<Input> INPUTS =
      List.of(
          Input.STANDARD,
          Input.normal(0, 0.3),
          Input.normal(0, 5),
          Input.normal(0.3, 1.7),
          Input.normal(-2, 0.5),
          Input.normal(0, 1, 0.5),
          Input.normal(0.3, 1.7, 0.9));

  private static Stream<Unit> units() {
    Stream<String> others =
        Stream.of(
            "leaky_relu:slope=-0.5",
            "leaky_relu:slope=0.99",
            "elu:alpha=2.5",
            "celu:alpha=0.4",
            "celu:alpha=3",
            "sin:frequency=7",
            "dropout:keep=0.3",
            "dropout:keep=0.3:scale=sqrt",
            "dropout:keep=0.9:scale=inverse",
            "alpha_dropout:keep=0.9",
            "alpha_dropout:keep=0.4",
            "gaussian_dropout:keep=0.7",
            "rrelu:mode=train",
            "rrelu:lower=-0.5:upper=2:mode=train",
            "max:2",
            "max:3",
            "max:4",
            "max:5",
            "avg:2",
            "avg:3x3");
    return Stream.concat(
            Stream.concat(Activations.names().stream(), others),
            Activations.gates().stream().map(Gate::text))
        .map(Unit::parse);
  }

  private static LawMoments integrated(Unit unit, Input input) {
    return input.rho() > 0 && unit.inputs() > 1
        ? Conditioning.moments(unit.stages(), input)
        : Chain.moments(unit.stages(), new NormalLaw(input.mean(), input.std(), 1));
  }

  private static boolean agree(Bounded a, Bounded b) {
    return Math.abs(a.value() - b.value()) <= a.error() + b.error();
  }

  @Test
  void closedFormsAgreeWithQuadratureWithinBothBounds() {
    int compared = 0;
    for (Input input : INPUTS) {
      for (Unit unit : units().toList()) {
        Optional<ClosedForm> known = ClosedForm.of(unit, input);
        if (known.isPresent()) {
          ClosedForm closed = known.get();
          LawMoments moments = integrated(unit, input);
          String where = unit + " under " + input;
          assertTrue(agree(closed.mean(), moments.mean()), where);
          assertTrue(agree(closed.variance(), moments.variance()), where);
          assertTrue(agree(closed.squaredGradient(), moments.squaredGradient()), where);
          if (unit.inputs() == 1) {
            assertTrue(agree(closed.derivative(), moments.derivative()), where);
          }
          compared++;
        }
      }
    }
    assertTrue(compared > 100, "only " + compared + " closed forms were met");
  }

  @Test
  void aWrongClosedFormWouldBeNoticed() {
    ClosedForm gelu = ClosedForm.of(Unit.parse("gelu"), Input.STANDARD).orElseThrow();
    LawMoments moments = integrated(Unit.parse("gelu"), Input.STANDARD);
    Bounded wrong = new Bounded(gelu.mean().value() * (1 + 1e-12), gelu.mean().error());
    assertFalse(agree(wrong, moments.mean()));
  }
}
