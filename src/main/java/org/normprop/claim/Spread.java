package org.normprop.claim;

import org.normprop.table.Quantity;
import org.normprop.table.Row;

/**
 * How far one draw spreads each sampled quantity: the standard error of n draws is this over
 * sqrt(n).
 */
final class Spread {

  private final Row row;

  /** From the exact moments where there are some; else from our own sample. */
  Spread(Row row) {
    this.row = row;
  }

  /** That of a quantity, NaN if it is not known. */
  double of(Quantity quantity) {
    double std = row.std();
    double kurtosis = row.value(Quantity.KURTOSIS);
    return switch (quantity) {
      case MEAN -> std;
      // sqrt((m4 - s^4) / n) / (2 s)
      case STD -> std * Math.sqrt(Math.max(0, kurtosis - 1)) / 2;
      // Var[y^2] = m4 + 4 m m3 + 4 m^2 s^2 - s^4
      case SECOND_MOMENT -> {
        double mean = row.mean();
        double skewness = row.value(Quantity.SKEWNESS);
        yield std
            * Math.sqrt(std * std * (kurtosis - 1) + 4 * mean * std * skewness + 4 * mean * mean);
      }
      default ->
          row.sampled()
              .map(s -> s.get(quantity).standardError() * Math.sqrt(s.samples()))
              .orElse(Double.NaN);
    };
  }
}
