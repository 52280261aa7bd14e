package org.normprop.report.words;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.normprop.json.Json;
import org.normprop.moments.pair.Hermite;
import org.normprop.moments.pair.PairMoments;
import org.normprop.moments.sample.pairs.SampledPair;
import org.normprop.table.Bounded;
import org.normprop.table.Estimate;
import org.normprop.table.Input;
import org.normprop.text.Digits;
import org.normprop.text.Numbers;

/** What units make of correlations, for people and for programs. */
public final class KernelText {

  /**
   * One unit's table.
   *
   * @param text the unit as it was given
   * @param exact moments by correlation; empty where no exact route reaches it
   * @param sampled the same sampled; empty where it was not asked for
   * @param series Hermite coefficients; null where they were not asked for
   */
  public record Table(
      String text, List<PairMoments> exact, List<SampledPair> sampled, Hermite series) {

    /** Copies the lists. */
    public Table {
      exact = List.copyOf(exact);
      sampled = List.copyOf(sampled);
    }

    int rows() {
      return Math.max(exact.size(), sampled.size());
    }
  }

  private static final String LINE = "  %-8s%-18s%-18s%-18s%s";
  private static final String SAMPLED_LINE = "  %-8s%-25s%-25s%s";

  private KernelText() {}

  /** Tables for people. */
  public static String text(List<Table> tables, Input input) {
    StringBuilder text = new StringBuilder();
    for (Table table : tables) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(table.text)
          .append(" of u and v, each ")
          .append(RowText.describe(input))
          .append(", of correlation r\n\n");
      if (!table.exact.isEmpty()) {
        line(text, LINE, "r", "E f(u)f(v)", "C(r)", "slope", "1 - C(r)");
        for (PairMoments m : table.exact) {
          line(
              text,
              LINE,
              correlation(m),
              shown(m.expectation(), 12),
              shown(m.correlation(), 12),
              shown(m.slope(), 12),
              shown(m.oneMinusCorrelation(), 12));
        }
      }
      if (!table.sampled.isEmpty()) {
        line(text, SAMPLED_LINE, "r", "sampled E f(u)f(v)", "C(r)", "slope");
        for (SampledPair s : table.sampled) {
          line(
              text,
              SAMPLED_LINE,
              Numbers.text(s.correlationIn()),
              shown(s.expectation()),
              shown(s.correlation()),
              shown(s.slope()));
        }
      }
      if (table.series != null) {
        text.append("\n  Hermite coefficients a_0, a_1, ... (orthonormal)\n");
        table.series.coefficients().stream()
            .map(a -> "    " + number(a, table.series.error()) + "\n")
            .forEach(text::append);
        text.append("  left out: E f^2 - sum a_k^2 = ")
            .append(Digits.significant(table.series.remainder(), 3))
            .append('\n');
      }
      double worst =
          table.exact.stream().mapToDouble(m -> m.expectation().error()).max().orElse(Double.NaN);
      if (!Double.isNaN(worst)) {
        text.append("\n  E f(u)f(v) is within ")
            .append(Digits.significant(worst, 2))
            .append("; conditioning and Hermite series agree\n");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... cells) {
    text.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append('\n');
  }

  /** Near 1 as a distance from it. */
  private static String correlation(PairMoments m) {
    double distance = m.rho().distance();
    if (distance == 0 || distance >= 1e-4) {
      return Numbers.text(m.rho().value());
    }
    return m.rho().value() > 0 ? "1-" + Numbers.text(distance) : "-1+" + Numbers.text(distance);
  }

  private static String shown(Bounded number, int digits) {
    if (Double.isNaN(number.value())) {
      return "-";
    }
    if (Double.isInfinite(number.value())) {
      return number.value() > 0 ? "infinite" : "-infinite";
    }
    String exact = number(number.value(), number.error());
    String shortest = Digits.significant(number.value(), digits);
    return exact.length() < shortest.length() ? exact : shortest;
  }

  private static String shown(Estimate estimate) {
    return estimate.isDefined() ? estimate.valueText() + " +- " + estimate.errorText() : "-";
  }

  /** The digits that the bound supports, and 0 where it supports none. */
  private static String number(double value, double error) {
    return Math.abs(value) <= error ? "0" : Digits.exact(value, error);
  }

  /** An object a unit. */
  public static String json(List<Table> tables, Input input) {
    JsonArray units = new JsonArray();
    for (Table table : tables) {
      JsonObject unit = new JsonObject();
      unit.addProperty("unit", table.text.strip());
      unit.addProperty("input_mean", input.mean());
      unit.addProperty("input_std", input.std());
      JsonArray rows = new JsonArray();
      for (int i = 0; i < table.rows(); i++) {
        rows.add(row(table, i));
      }
      unit.add("correlations", rows);
      if (table.series != null) {
        JsonArray coefficients = new JsonArray();
        table.series.coefficients().forEach(coefficients::add);
        unit.add("hermite", coefficients);
        unit.addProperty("hermite_error", table.series.error());
        unit.addProperty("hermite_remainder", table.series.remainder());
      }
      units.add(unit);
    }
    return Json.text(units) + "\n";
  }

  private static JsonObject row(Table table, int i) {
    JsonObject row = new JsonObject();
    if (!table.exact.isEmpty()) {
      PairMoments m = table.exact.get(i);
      row.addProperty("corr", m.rho().value());
      row.addProperty("distance", m.rho().distance());
      add(row, "expectation", m.expectation());
      add(row, "correlation", m.correlation());
      add(row, "slope", m.slope());
      add(row, "one_minus_correlation", m.oneMinusCorrelation());
    } else {
      row.addProperty("corr", table.sampled.get(i).correlationIn());
    }
    if (!table.sampled.isEmpty()) {
      SampledPair s = table.sampled.get(i);
      add(row, "sampled_expectation", s.expectation());
      add(row, "sampled_correlation", s.correlation());
      add(row, "sampled_slope", s.slope());
    }
    return row;
  }

  private static void add(JsonObject row, String name, Bounded number) {
    if (Double.isFinite(number.value())) {
      row.addProperty(name, number.value());
      row.addProperty(name + "_error", number.error());
    } else if (!Double.isNaN(number.value())) {
      row.addProperty(name, number.value() > 0 ? "Infinity" : "-Infinity");
    }
  }

  private static void add(JsonObject row, String name, Estimate number) {
    if (number.isDefined()) {
      row.addProperty(name, number.value());
      row.addProperty(name + "_se", number.standardError());
    }
  }
}
