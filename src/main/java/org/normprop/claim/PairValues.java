package org.normprop.claim;

import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.moments.pair.Hermite;
import org.normprop.moments.pair.MeanField;
import org.normprop.moments.pair.PairMap;
import org.normprop.moments.pair.Rho;
import org.normprop.table.Bounded;
import org.normprop.table.Input;

/** Our own values of what is published of pairs and of the mean field. */
final class PairValues {

  private static final double LEAST_VARIANCE = 1e-6;
  private static final double MOST_VARIANCE = 1e3;

  private PairValues() {}

  /** The value; empty where no exact route reaches it. */
  static Optional<Known> of(Unit unit, ClaimedQuantity.OfPair claimed) {
    return value(unit, claimed)
        .filter(Bounded::isFinite)
        .map(bounded -> new Known(DecimalRange.of(bounded), Double.NaN, 0, "conditioning"));
  }

  private static Optional<Bounded> value(Unit unit, ClaimedQuantity.OfPair claimed) {
    double at = claimed.at();
    return switch (claimed.pair()) {
      case KERNEL -> map(unit).map(map -> map.at(Rho.of(at)).expectation());
      case KERNEL_SLOPE -> map(unit).map(map -> map.at(Rho.of(at)).slope());
      case HERMITE -> map(unit).map(map -> coefficient(map.hermite((int) at)));
      case CRITICAL_WEIGHTS -> MeanField.of(unit).map(field -> weights(field, at));
    };
  }

  private static Optional<PairMap> map(Unit unit) {
    return PairMap.of(unit, Input.STANDARD);
  }

  private static Bounded coefficient(Hermite series) {
    return new Bounded(series.coefficients().get(series.coefficients().size() - 1), series.error());
  }

  /** s_w^2 at the variance for which s_b^2 is as given, found by bisection; it grows with q. */
  private static Bounded weights(MeanField field, double biases) {
    MeanField.Critical one = field.critical(1);
    if (Math.abs(one.biases().value() - biases) <= one.biases().error()) {
      return one.weights();
    }
    double low = LEAST_VARIANCE;
    double high = MOST_VARIANCE;
    while (high - low > 1e-12 * high) {
      double middle = Math.sqrt(low * high);
      if (!(middle > low && middle < high)) {
        break;
      }
      if (field.critical(middle).biases().value() < biases) {
        low = middle;
      } else {
        high = middle;
      }
    }
    Bounded weights = field.critical(high).weights();
    boolean isInside = high < MOST_VARIANCE / 2 && low > 2 * LEAST_VARIANCE;
    return isInside
        ? new Bounded(weights.value(), weights.error() + 1e-10 * weights.value())
        : Bounded.UNKNOWN;
  }
}
