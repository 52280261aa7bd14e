package org.normprop.moments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.table.Bounded;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;

/**
 * What sampled numbers do not tell of themselves: that all samples were equal, or that few of them
 * make the variance. Then a standard error says less than it seems to.
 */
public final class Rarity {

  /** -ln 0.05, to three digits: the rule of three, for 95 %. */
  private static final double RULE_OF_THREE = 2.996;

  /** No kurtosis below this is remarkable. */
  private static final double USUAL_KURTOSIS = 30;

  private Rarity() {}

  /**
   * Remarks on rows that were sampled.
   *
   * @param rows the rows
   * @return a line for each row whose standard errors may be too small
   */
  public static List<String> remarks(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      if (row.sampled().isPresent()) {
        Bounded exact = row.exact().map(e -> e.get(Quantity.STD)).orElse(Bounded.UNKNOWN);
        Sampled sampled = row.sampled().get();
        if (sampled.std().value() == 0) {
          if (!(exact.value() <= exact.error())) {
            lines.add(row.unit() + ": " + allEqual(sampled));
          }
        } else if (isHeavy(row, sampled)) {
          lines.add(row.unit() + ": " + heavy(row, sampled));
        }
      }
    }
    return lines;
  }

  private static String allEqual(Sampled sampled) {
    return String.format(
        Locale.ROOT,
        "all %d samples are %s, so +- 0 is no standard error: other values have a probability of"
            + " at most %.2g (95 %%), and may still make the mean, and all of the variance",
        sampled.samples(),
        sampled.mean().valueText(),
        RULE_OF_THREE / sampled.samples());
  }

  /** SE(std)/std is sqrt(kurtosis/n)/2, and the kurtosis itself is then hardly known. */
  private static boolean isHeavy(Row row, Sampled sampled) {
    return kurtosis(row, sampled) > Math.max(USUAL_KURTOSIS, Math.sqrt(sampled.samples()));
  }

  private static double kurtosis(Row row, Sampled sampled) {
    double seen = sampled.get(Quantity.KURTOSIS).value();
    double exact = row.exact().map(e -> e.get(Quantity.KURTOSIS).value()).orElse(Double.NaN);
    return Double.isNaN(exact) ? seen : Double.isNaN(seen) ? exact : Math.max(seen, exact);
  }

  private static String text(double kurtosis) {
    return Double.isInfinite(kurtosis) ? "infinite" : String.format(Locale.ROOT, "%.2g", kurtosis);
  }

  private static String heavy(Row row, Sampled sampled) {
    return String.format(
        Locale.ROOT,
        "its kurtosis is %s, so that few of the %d samples make the variance: the standard"
            + " errors of std and backward std may be much too small",
        text(kurtosis(row, sampled)),
        sampled.samples());
  }
}
