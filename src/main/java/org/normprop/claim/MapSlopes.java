package org.normprop.claim;

import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.moments.ExactMoments;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Quantity;

/**
 * How mean and variance of an activation's output change with the variance v of its input, at N(0,
 * 1).
 *
 * <p>By parts twice, d E[g(x)] / dv = E[g''(x)] / 2 = (E[x^2 g(x)] - E[g(x)]) / 2 there.
 *
 * @param ofMean d E[y] / dv
 * @param ofVariance d Var[y] / dv
 */
record MapSlopes(DecimalRange ofMean, DecimalRange ofVariance) {

  private static final DecimalRange HALF = DecimalRange.of(0.5, 0);
  private static final DecimalRange TWO = DecimalRange.exactly(2);

  /** Those of a single activation; empty for other units, or where the integrals fail. */
  static Optional<MapSlopes> of(Unit unit) {
    if (unit.stages().size() > 1 || !(unit.stages().get(0) instanceof Activation f)) {
      return Optional.empty();
    }
    Optional<Exact> plain = exact(f);
    Optional<Exact> once = exact(new Weighted(f, 1));
    Optional<Exact> twice = exact(new Weighted(f, 2));
    if (plain.isEmpty() || once.isEmpty() || twice.isEmpty()) {
      return Optional.empty();
    }
    DecimalRange mean = mean(plain.get());
    DecimalRange ofMean = mean(twice.get()).minus(mean).times(HALF);
    DecimalRange ofSecondMoment =
        secondMoment(once.get()).minus(secondMoment(plain.get())).times(HALF);
    // Var = E[y^2] - E[y]^2
    return Optional.of(new MapSlopes(ofMean, ofSecondMoment.minus(TWO.times(mean).times(ofMean))));
  }

  private static Optional<Exact> exact(Activation f) {
    return ExactMoments.of(Unit.of(f), Input.STANDARD);
  }

  private static DecimalRange mean(Exact exact) {
    return DecimalRange.of(exact.get(Quantity.MEAN));
  }

  private static DecimalRange secondMoment(Exact exact) {
    return DecimalRange.of(exact.get(Quantity.SECOND_MOMENT));
  }
}
