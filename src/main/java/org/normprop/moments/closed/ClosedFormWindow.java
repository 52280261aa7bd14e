package org.normprop.moments.closed;

import static org.normprop.moments.closed.ClosedForm.NONE;
import static org.normprop.moments.closed.ClosedForm.term;

import java.util.Optional;
import org.normprop.function.stage.Pooling;
import org.normprop.table.Bounded;
import org.normprop.table.Input;

/** Closed forms of windows over normals of any mean, standard deviation and correlation. */
final class ClosedFormWindow {

  private static final double SQRT_3 = Math.sqrt(3);
  private static final double SQRT_PI = Math.sqrt(Math.PI);

  /** 1/pi^1.5 atan(sqrt 2), of the largest of four and five. */
  private static final double ARC = StrictMath.atan(Math.sqrt(2)) / (Math.PI * SQRT_PI);

  /** E[max] and E[max^2] of n standard normals, by n - 2. Bose and Gupta (1959). */
  private static final double[][] MAXIMA = {
    {1 / SQRT_PI, 1},
    {1.5 / SQRT_PI, 1 + SQRT_3 / (2 * Math.PI)},
    {6 * ARC, 1 + SQRT_3 / Math.PI},
    {
      15 * ARC - 2.5 / SQRT_PI,
      1 + 5 * SQRT_3 / (4 * Math.PI) + 5 * SQRT_3 / (2 * Math.PI * Math.PI) * StrictMath.asin(0.25)
    }
  };

  private ClosedFormWindow() {}

  static Optional<ClosedForm> of(Pooling pooling, Input input) {
    int n = pooling.cells();
    double variance = input.std() * input.std();
    return switch (pooling.kind()) {
      case AVG ->
          Optional.of(
              new ClosedForm(
                  Bounded.exactly(input.mean()),
                  term(variance * (1 + (n - 1) * input.rho()) / n),
                  term(1.0 / n),
                  n == 1 ? Bounded.ONE : NONE));
      case MAX -> n >= 2 && n <= 5 ? Optional.of(maximum(MAXIMA[n - 2], input)) : Optional.empty();
      case LP -> Optional.empty();
    };
  }

  /** mean + std (sqrt(rho) u + sqrt(1 - rho) M), M the largest of n independent N(0, 1). */
  private static ClosedForm maximum(double[] largest, Input input) {
    Bounded mean = term(largest[0]);
    Bounded own = term(largest[1]).minus(mean.squared());
    double apart = 1 - input.rho();
    return new ClosedForm(
        mean.times(Math.sqrt(apart) * input.std()).plus(Bounded.exactly(input.mean())),
        own.times(apart).plus(Bounded.exactly(input.rho())).times(input.std() * input.std()),
        Bounded.ONE,
        NONE);
  }
}
