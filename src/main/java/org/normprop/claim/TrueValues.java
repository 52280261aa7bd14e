package org.normprop.claim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normprop.function.Unit;
import org.normprop.function.stage.Activation;
import org.normprop.moments.MomentMap;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;

/**
 * Our own values of the quantities that are published, under N(0, 1) input: by the deterministic
 * route, or sampled where that does not reach. Not thread-safe.
 */
final class TrueValues {

  static final Unit RELU = Unit.parse("relu");

  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, Optional<ManyDigits>> manyDigits = new HashMap<>();

  /** Values of the units of the given rows, computed under N(0, 1) input. */
  TrueValues(List<Row> rows) {
    rows.forEach(row -> this.rows.put(row.unit().key(), row));
  }

  /** What we know of a claimed quantity; empty if no route reaches it, or it is infinite. */
  Optional<Known> of(Claim claim) {
    return claim.unit().isPresent()
        ? of(claim.unit().get(), claim.quantity())
        : Optional.of(many(ManyDigits.truncatedNormalStd(), Double.NaN));
  }

  /** The same to more digits than a double holds; empty if there is no such route. */
  Optional<Known> toManyDigits(Claim claim) {
    return claim
        .unit()
        .flatMap(unit -> many(unit, claim.quantity().base()))
        .map(known -> known.power(claim.quantity().halves()));
  }

  private Optional<Known> many(Unit unit, ClaimedQuantity.Base base) {
    if (!(base instanceof ClaimedQuantity.Moment moment)) {
      return Optional.empty();
    }
    double spread = new Spread(rows.get(unit.key())).of(moment.quantity());
    return manyDigits
        .computeIfAbsent(unit.key(), key -> ManyDigits.of(unit))
        .flatMap(digits -> digits.of(moment.quantity()))
        .map(range -> many(range, spread));
  }

  /** What we know of a quantity of a unit; empty if no route reaches it, or it is infinite. */
  Optional<Known> of(Unit unit, ClaimedQuantity quantity) {
    int halves = quantity.halves();
    return base(unit, quantity.base())
        .filter(known -> halves > 0 || known.range().isPositive())
        .map(known -> known.power(halves));
  }

  private Optional<Known> base(Unit unit, ClaimedQuantity.Base base) {
    if (base instanceof ClaimedQuantity.Moment moment) {
      Row row = rows.get(unit.key());
      Quantity quantity = moment.quantity();
      double spread = new Spread(row).of(quantity);
      return exact(row, quantity, spread)
          .or(() -> row.sampled().flatMap(sampled -> sampled(sampled, quantity, spread)));
    }
    if (base instanceof ClaimedQuantity.OfPair pair) {
      return PairValues.of(unit, pair);
    }
    return slope(unit, base)
        .filter(Bounded::isFinite)
        .map(slope -> new Known(DecimalRange.of(slope), Double.NaN, 0, "quadrature"));
  }

  /** How mean or variance change with the input's variance; empty for what is no activation. */
  private static Optional<Bounded> slope(Unit unit, ClaimedQuantity.Base base) {
    if (unit.stages().size() > 1 || !(unit.stages().get(0) instanceof Activation f)) {
      return Optional.empty();
    }
    MomentMap.Jacobian slopes = new MomentMap(f).jacobian(0, 1);
    return Optional.of(
        base == ClaimedQuantity.Special.VARIANCE_MAP_SLOPE
            ? slopes.varianceByVariance()
            : slopes.meanByVariance());
  }

  private static Known many(DecimalRange range, double spread) {
    return new Known(range, spread, 0, "many digits");
  }

  private static Optional<Known> exact(Row row, Quantity quantity, double spread) {
    return row.exact()
        .filter(exact -> exact.get(quantity).isFinite())
        .map(exact -> new Known(DecimalRange.of(exact.get(quantity)), spread, 0, exact.method()));
  }

  private static Optional<Known> sampled(Sampled sampled, Quantity quantity, double spread) {
    double value = sampled.get(quantity).value();
    // Where nothing varies only rounding is left.
    double error = Math.max(spread / Math.sqrt(sampled.samples()), 1e-15 * Math.abs(value));
    return Double.isFinite(value) && error >= 0
        ? Optional.of(Known.sampled(new Estimate(value, error), sampled.samples()))
        : Optional.empty();
  }
}
