package org.normprop.claim;

import java.util.Optional;
import org.normprop.claim.Quantity.Base;
import org.normprop.table.Exact;

/** Where the true values are, by the deterministic route and its bound. */
final class ExactRanges {

  private ExactRanges() {}

  static DecimalRange mean(Exact exact) {
    return DecimalRange.of(exact.mean(), exact.error());
  }

  static DecimalRange std(Exact exact) {
    return DecimalRange.of(exact.std(), exact.error());
  }

  /** E[y]^2 + Var[y]. */
  static DecimalRange secondMoment(Exact exact) {
    DecimalRange mean = mean(exact);
    return mean.times(mean).plus(std(exact).power(4));
  }

  /** That of a unit with so many inputs; empty if the route does not reach it. */
  static Optional<DecimalRange> of(Exact exact, int inputs, Base base) {
    double wanted =
        switch (base) {
          case BACKWARD, JACOBIAN_FACTOR -> exact.backward();
          case DERIVATIVE_MEAN -> exact.derivativeMean();
          default -> exact.mean();
        };
    if (!Double.isFinite(wanted) || base == Base.JACOBIAN_FACTOR && !std(exact).isPositive()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (base) {
          case MEAN -> mean(exact);
          case STD -> std(exact);
          case SECOND_MOMENT -> secondMoment(exact);
          case JACOBIAN_FACTOR ->
              // sqrt(n) backward / std
              DecimalRange.exactly(inputs)
                  .power(1)
                  .times(DecimalRange.of(wanted, exact.error()))
                  .times(std(exact).power(-2));
          case BACKWARD, DERIVATIVE_MEAN -> DecimalRange.of(wanted, exact.error());
          case VARIANCE_SLOPE, MEAN_SLOPE, TRUNCATED_STD ->
              throw new IllegalArgumentException("not a moment: " + base);
        });
  }
}
