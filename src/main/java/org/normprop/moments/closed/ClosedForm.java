package org.normprop.moments.closed;

import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.function.stage.Gate;
import org.normprop.function.stage.Noisy;
import org.normprop.function.stage.Pooling;
import org.normprop.function.stage.Stage;
import org.normprop.table.Bounded;
import org.normprop.table.Input;

/**
 * Constants that a formula gives.
 *
 * @param mean E[y]
 * @param variance Var[y]
 * @param squaredGradient E|grad y|^2
 * @param derivative E[dy/dx] of a unit with one input; else NaN
 */
public record ClosedForm(
    Bounded mean, Bounded variance, Bounded squaredGradient, Bounded derivative) {

  /** Stands where there is no derivative. */
  public static final Bounded NONE = new Bounded(Double.NaN, 0);

  /** What a product of elementary functions may be wrong by, relatively. */
  private static final double TERM_ERROR = 1e-15;

  /**
   * The closed form of a unit of one stage, if it is known.
   *
   * @param unit the unit
   * @param input what goes into it
   * @return its constants
   */
  public static Optional<ClosedForm> of(Unit unit, Input input) {
    if (unit.stages().size() > 1 || !(input instanceof Input.Normal)) {
      return Optional.empty();
    }
    Stage stage = unit.stages().get(0);
    if (stage instanceof Activation activation) {
      return ClosedFormActivation.of(activation, input.mean(), input.std());
    }
    if (stage instanceof Noisy noisy) {
      return ClosedFormDropout.of(noisy, input.mean(), input.std());
    }
    if (stage instanceof Pooling pooling) {
      return ClosedFormWindow.of(pooling, input);
    }
    return input.equals(Input.STANDARD) ? gate((Gate) stage) : Optional.empty();
  }

  /** a f(b) with a ~ N(0, 1): mean 0, variance E[f^2], E|grad|^2 = E[f^2] + E[f'^2]. */
  private static Optional<ClosedForm> gate(Gate gate) {
    return ClosedFormActivation.of(gate.activation(), 0, 1)
        .map(
            f -> {
              Bounded square = f.mean.squared().plus(f.variance);
              return new ClosedForm(Bounded.ZERO, square, square.plus(f.squaredGradient), NONE);
            });
  }

  /** From mean and second moment. */
  static ClosedForm ofSquare(
      Bounded mean, Bounded square, Bounded squaredGradient, Bounded derivative) {
    return new ClosedForm(mean, square.minus(mean.squared()), squaredGradient, derivative);
  }

  /** A product of elementary functions and constants, without a sum that cancels. */
  static Bounded term(double value) {
    return new Bounded(value, TERM_ERROR * Math.abs(value));
  }
}
