package org.normprop.report.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.normprop.io.Csv;
import org.normprop.moments.pair.PairMoments;
import org.normprop.moments.sample.pairs.SampledPair;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.text.Digits;
import org.normprop.text.Numbers;

/** What units make of the correlation of two inputs, as CSV. */
public final class KernelCsv {

  private static final List<String> COLUMNS =
      List.of(
          "unit",
          "corr",
          "expectation",
          "expectation_error",
          "correlation",
          "correlation_error",
          "slope",
          "slope_error");

  private static final List<String> SAMPLED_COLUMNS =
      List.of(
          "sampled_expectation",
          "sampled_expectation_se",
          "sampled_correlation",
          "sampled_correlation_se",
          "sampled_slope",
          "sampled_slope_se");

  private static final List<String> LAST_COLUMNS =
      List.of("one_minus_correlation", "one_minus_correlation_error");

  private KernelCsv() {}

  /**
   * A line for each unit and correlation. Distances from 1 or -1 have a column where a correlation
   * alone does not tell them, and what was sampled where something was.
   */
  public static String of(List<KernelText.Table> tables) {
    boolean hasDistances =
        tables.stream().flatMap(table -> table.exact().stream()).anyMatch(KernelCsv::isNear);
    boolean hasSamples = tables.stream().anyMatch(table -> !table.sampled().isEmpty());
    List<String> header = new ArrayList<>(COLUMNS);
    header.addAll(hasDistances ? List.of("distance") : List.of());
    header.addAll(hasSamples ? SAMPLED_COLUMNS : List.of());
    header.addAll(LAST_COLUMNS);
    StringBuilder csv = new StringBuilder(Csv.line(header));
    for (KernelText.Table table : tables) {
      for (int i = 0; i < table.rows(); i++) {
        List<String> fields = new ArrayList<>(List.of(table.text().strip()));
        Optional<PairMoments> exact =
            table.exact().isEmpty() ? Optional.empty() : Optional.of(table.exact().get(i));
        fields.add(
            Numbers.text(
                exact.isPresent()
                    ? exact.get().rho().value()
                    : table.sampled().get(i).correlationIn()));
        exact.ifPresentOrElse(
            m -> add(fields, m.expectation(), m.correlation(), m.slope()),
            () -> fields.addAll(Collections.nCopies(6, "")));
        if (hasDistances) {
          fields.add(exact.map(m -> Numbers.text(m.rho().distance())).orElse(""));
        }
        if (hasSamples) {
          addSampled(fields, table, i);
        }
        exact.ifPresentOrElse(
            m -> add(fields, m.oneMinusCorrelation()), () -> fields.addAll(List.of("", "")));
        csv.append(Csv.line(fields));
      }
    }
    return csv.toString();
  }

  /** Whether a double for r has lost digits of the distance. */
  private static boolean isNear(PairMoments m) {
    return m.rho().distance() != 1 - Math.abs(m.rho().value());
  }

  private static void addSampled(List<String> fields, KernelText.Table table, int row) {
    if (table.sampled().isEmpty()) {
      fields.addAll(Collections.nCopies(SAMPLED_COLUMNS.size(), ""));
      return;
    }
    SampledPair s = table.sampled().get(row);
    for (Estimate e : List.of(s.expectation(), s.correlation(), s.slope())) {
      fields.add(e.valueText());
      fields.add(e.errorText());
    }
  }

  private static void add(List<String> fields, Bounded... numbers) {
    for (Bounded b : numbers) {
      if (Double.isNaN(b.value())) {
        fields.add("");
        fields.add("");
      } else if (Double.isInfinite(b.value())) {
        fields.add(Digits.significant(b.value(), 1));
        fields.add("");
      } else {
        fields.add(Numbers.text(b.value()));
        fields.add(Digits.significant(upwards(b.error()), 3));
      }
    }
  }

  /** So that rounding to three digits leaves a bound. */
  private static double upwards(double error) {
    return error * 1.01;
  }
}
