package org.normprop.claim;

import java.util.Optional;
import org.normprop.claim.Quantity.Base;
import org.normprop.table.Estimate;
import org.normprop.table.Exact;
import org.normprop.table.Row;
import org.normprop.table.Sampled;

/**
 * How far one draw spreads each sampled quantity: the standard error of n draws is this over
 * sqrt(n).
 */
final class Spread {

  private final int inputs;
  private final double mean;
  private final double std;
  private final double skewness;
  private final double kurtosis;
  private final double backward;
  private final double backwardSpread;
  private final double derivativeSpread;

  /** From the exact moments where there are some; of the derivative, from our own sample. */
  Spread(Row row) {
    Optional<Exact> exact = row.exact();
    Optional<Sampled> sampled = row.sampled();
    inputs = row.unit().inputs();
    mean = row.mean();
    std = row.std();
    skewness = best(exact.map(Exact::skewness), sampled.map(Sampled::skewness));
    kurtosis = best(exact.map(Exact::kurtosis), sampled.map(Sampled::kurtosis));
    backward = row.backward();
    backwardSpread = sampled.map(s -> ofOne(s, s.backward())).orElse(Double.NaN);
    derivativeSpread = sampled.map(s -> ofOne(s, s.derivativeMean())).orElse(Double.NaN);
  }

  private static double best(Optional<Double> exact, Optional<Estimate> sampled) {
    return exact
        .filter(value -> !value.isNaN())
        .or(() -> sampled.map(Estimate::value))
        .orElse(Double.NaN);
  }

  private static double ofOne(Sampled sampled, Estimate estimate) {
    return estimate.standardError() * Math.sqrt(sampled.samples());
  }

  /** That of a quantity, NaN if it is not known. */
  double of(Base base) {
    return switch (base) {
      case MEAN -> std;
      case STD -> ofStd();
      // Var[y^2] = m4 + 4 m m3 + 4 m^2 s^2 - s^4
      case SECOND_MOMENT ->
          std * Math.sqrt(std * std * (kurtosis - 1) + 4 * mean * std * skewness + 4 * mean * mean);
      case BACKWARD -> backwardSpread;
      case DERIVATIVE_MEAN -> derivativeSpread;
      // An upper bound: backward and std are sampled together, and their correlation is unknown.
      case JACOBIAN_FACTOR ->
          Math.sqrt(inputs) * (backwardSpread / std + backward * ofStd() / (std * std));
      case VARIANCE_SLOPE, MEAN_SLOPE, TRUNCATED_STD -> Double.NaN;
    };
  }

  /** sqrt((m4 - s^4) / n) / (2 s). */
  private double ofStd() {
    return std * Math.sqrt(Math.max(0, kurtosis - 1)) / 2;
  }
}
