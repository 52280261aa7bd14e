package org.normprop.moments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.function.math.NormalQuantile;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.table.Exact;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;

/**
 * Whether the sampled and the exact numbers of rows agree.
 *
 * <p>The bound on a z-score is chosen so that of all comparisons made together one exceeds it by
 * chance with a probability of {@value #FAMILY_RATE}. Besides, an event that no sample has met (all
 * of 25 rectified normals are 0) does not show in the standard error; with n samples its
 * probability can be ln(1/rate)/n, and that part of the value may be missing.
 */
public final class Agreement {

  private static final double FAMILY_RATE = 1e-6;

  /** So many times the kurtosis, and samples show the variance to within a tenth. */
  private static final double SAMPLES_FOR_A_TAIL = 100;

  private Agreement() {}

  /**
   * The comparisons that fail.
   *
   * @param rows the rows
   * @return a line for each quantity whose routes disagree: row, both values, and how far apart
   */
  public static List<String> disagreements(List<Row> rows) {
    long compared =
        rows.stream().filter(r -> r.sampled().isPresent() && r.exact().isPresent()).count();
    double bound = bound(Quantity.TABLED.size() * compared);
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      if (row.sampled().isPresent() && row.exact().isPresent()) {
        Exact exact = row.exact().get();
        double unmet = unmet(Quantity.TABLED.size() * compared, row.sampled().get().samples());
        for (Quantity quantity : Quantity.TABLED) {
          boolean isHeavy = isHeavy(exact, row.sampled().get());
          if (quantity == Quantity.MEAN || !isHeavy) {
            compare(lines, row, quantity, unmet, bound, isHeavy);
          }
        }
      }
    }
    return lines;
  }

  /** The |z| that one of so many comparisons exceeds by chance with the family's rate. */
  static double bound(long comparisons) {
    return comparisons == 0 ? 0 : -NormalQuantile.of(FAMILY_RATE / (2.0 * comparisons));
  }

  /** The probability that an event may have without showing in so many samples. */
  private static double unmet(long comparisons, long samples) {
    return Math.log(comparisons / FAMILY_RATE) / samples;
  }

  /**
   * Whether what makes the variance is so rare that samples may not have met it: then they show
   * neither the variance nor how uncertain it is, and the mean's standard error is the exact one.
   */
  private static boolean isHeavy(Exact exact, Sampled sampled) {
    double most = sampled.samples() / SAMPLES_FOR_A_TAIL;
    double kurtosis = exact.get(Quantity.KURTOSIS).value();
    boolean isKnown = !Double.isNaN(kurtosis);
    return exact.std() > 0 && (isKnown ? kurtosis : sampled.get(Quantity.KURTOSIS).value()) > most;
  }

  private static void compare(
      List<String> lines, Row row, Quantity quantity, double unmet, double bound, boolean isHeavy) {
    Estimate sampled = row.sampled().orElseThrow().get(quantity);
    Bounded known = row.exact().orElseThrow().get(quantity);
    double exact = known.value();
    if (!known.isFinite() || !sampled.isDefined()) {
      return; // nothing to compare, or infinite, which no sample shows
    }
    double distance = Math.abs(sampled.value() - exact);
    double rare = unmet * Math.abs(exact);
    double error = sampled.standardError();
    if (isHeavy) {
      double root = Math.sqrt(row.sampled().get().samples());
      error = Math.max(error, row.exact().get().std() / root);
    }
    // Where nothing varies the standard error is 0 and only rounding is left.
    double rounding = 1e-12 * Math.max(1, Math.abs(exact));
    if (!(distance <= bound * error + known.error() + rare + rounding)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %s is %.10g sampled and %.10g exact, %.1f standard errors apart (bound %.1f)",
              row.unit(),
              quantity.heading(),
              sampled.value(),
              exact,
              distance / error,
              bound));
    }
  }
}
