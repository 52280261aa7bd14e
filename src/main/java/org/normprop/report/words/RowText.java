package org.normprop.report.words;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.json.Json;
import org.normprop.table.Estimate;
import org.normprop.table.Exact;
import org.normprop.table.Input;
import org.normprop.table.Row;
import org.normprop.table.Sampled;
import org.normprop.text.Digits;
import org.normprop.text.TextTable;

/** Rows for people and for programs. */
public final class RowText {

  private RowText() {}

  /** One unit as a card, several as a table. */
  public static String text(List<String> texts, List<Row> rows, Input input) {
    return rows.size() == 1 ? card(texts.get(0), rows.get(0), input) : table(texts, rows, input);
  }

  public static String describe(Input input) {
    String normal =
        "N("
            + Digits.significant(input.mean(), 6)
            + ", "
            + (input.std() == 1 ? "1" : Digits.significant(input.std(), 6) + "^2")
            + ")";
    return input.rho() == 0 ? normal : normal + ", rho " + Digits.significant(input.rho(), 6);
  }

  private static String card(String text, Row row, Input input) {
    int inputs = row.unit().inputs();
    StringBuilder card = new StringBuilder();
    card.append(text)
        .append("   ")
        .append(inputs == 1 ? "1 input" : inputs + " inputs")
        .append(", ")
        .append(describe(input))
        .append("\n\n");
    card.append(String.format(Locale.ROOT, "%-18s%-24s%s%n", "", "exact", "sampled"));
    Estimate none = Estimate.NONE;
    Sampled s = row.sampled().orElse(null);
    Exact e = row.exact().orElse(null);
    double bound = e == null ? Double.NaN : e.error();
    double nan = Double.NaN;
    line(card, "mean", e == null ? nan : e.mean(), bound, s == null ? none : s.mean());
    line(card, "std", e == null ? nan : e.std(), bound, s == null ? none : s.std());
    line(card, "backward", e == null ? nan : e.backward(), bound, s == null ? none : s.backward());
    line(
        card,
        "mean derivative",
        e == null ? nan : e.derivativeMean(),
        bound,
        s == null ? none : s.derivativeMean());
    plain(card, "second moment", row.secondMoment());
    plain(card, "gain", row.gain());
    plain(card, "rms gain", row.rmsGain());
    plain(card, "jacobian factor", row.jacobianFactor());
    shape(card, "skewness", e == null ? nan : e.skewness(), s == null ? none : s.skewness());
    shape(card, "kurtosis", e == null ? nan : e.kurtosis(), s == null ? none : s.kurtosis());
    card.append('\n');
    if (e != null) {
      card.append("exact by ")
          .append(e.method())
          .append(", error at most ")
          .append(Digits.significant(e.error(), 2))
          .append('\n');
    } else {
      card.append("no exact value: not asked for, or reached by no deterministic route\n");
    }
    if (s != null) {
      card.append("sampled ")
          .append(s.samples())
          .append(" times with seed ")
          .append(s.seed())
          .append(" (")
          .append(s.method())
          .append("); +- is one standard error\n");
    }
    return card.toString();
  }

  private static void line(
      StringBuilder card, String name, double exact, double bound, Estimate sampled) {
    if (Double.isNaN(exact) && !sampled.isDefined()) {
      return;
    }
    String right = sampled.isDefined() ? sampled.valueText() + " +- " + sampled.errorText() : "";
    append(card, name, Digits.exact(exact, bound), right);
  }

  private static void plain(StringBuilder card, String name, double value) {
    if (!Double.isNaN(value)) {
      append(card, name, Digits.significant(value, 6), "");
    }
  }

  private static void shape(StringBuilder card, String name, double exact, Estimate sampled) {
    String left = Double.isNaN(exact) ? "" : shortened(exact);
    String right = sampled.isDefined() ? shortened(sampled.value()) : "";
    if (!left.isEmpty() || !right.isEmpty()) {
      append(card, name, left, right);
    }
  }

  private static String shortened(double value) {
    return Math.abs(value) < 1e-12 ? "0" : Digits.significant(value, 5);
  }

  private static void append(StringBuilder card, String name, String left, String right) {
    String line = String.format(Locale.ROOT, "%-18s%-24s%s", name, left, right);
    card.append(line.stripTrailing()).append('\n');
  }

  private static String table(List<String> texts, List<Row> rows, Input input) {
    List<String[]> cells = new ArrayList<>();
    cells.add(new String[] {"unit", "mean", "+-", "std", "+-", "exact mean", "exact std"});
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Estimate none = Estimate.NONE;
      Estimate mean = row.sampled().map(Sampled::mean).orElse(none);
      Estimate std = row.sampled().map(Sampled::std).orElse(none);
      cells.add(
          new String[] {
            texts.get(i),
            mean.valueText(),
            mean.errorText(),
            std.valueText(),
            std.errorText(),
            row.exact().map(e -> decimals(e.mean(), e.error())).orElse(""),
            row.exact().map(e -> decimals(e.std(), e.error())).orElse("")
          });
    }
    return TextTable.aligned(cells) + "\ninput " + describe(input) + "\n";
  }

  private static String decimals(double value, double error) {
    return Math.abs(value) <= error ? "0" : Digits.significant(value, 10);
  }

  public static String json(List<String> texts, List<Row> rows, Input input) {
    JsonObject root = new JsonObject();
    JsonObject in = new JsonObject();
    in.addProperty("mean", input.mean());
    in.addProperty("std", input.std());
    in.addProperty("rho", input.rho());
    root.add("input", in);
    JsonArray units = new JsonArray();
    for (int i = 0; i < rows.size(); i++) {
      units.add(json(texts.get(i), rows.get(i)));
    }
    root.add("units", units);
    return Json.text(root);
  }

  private static JsonObject json(String text, Row row) {
    JsonObject object = new JsonObject();
    object.addProperty("unit", text);
    object.addProperty("inputs", row.unit().inputs());
    row.sampled()
        .ifPresent(
            s -> {
              JsonObject sampled = new JsonObject();
              sampled.addProperty("method", s.method());
              sampled.addProperty("samples", s.samples());
              sampled.addProperty("seed", s.seed());
              estimate(sampled, "mean", s.mean());
              estimate(sampled, "std", s.std());
              estimate(sampled, "backward", s.backward());
              estimate(sampled, "derivative_mean", s.derivativeMean());
              estimate(sampled, "skewness", s.skewness());
              estimate(sampled, "kurtosis", s.kurtosis());
              object.add("sampled", sampled);
            });
    row.exact()
        .ifPresent(
            e -> {
              JsonObject exact = new JsonObject();
              exact.addProperty("method", e.method());
              number(exact, "error", e.error());
              number(exact, "mean", e.mean());
              number(exact, "std", e.std());
              number(exact, "backward", e.backward());
              number(exact, "derivative_mean", e.derivativeMean());
              number(exact, "skewness", e.skewness());
              number(exact, "kurtosis", e.kurtosis());
              object.add("exact", exact);
            });
    number(object, "second_moment", row.secondMoment());
    number(object, "gain", row.gain());
    number(object, "rms_gain", row.rmsGain());
    number(object, "jacobian_factor", row.jacobianFactor());
    return object;
  }

  private static void estimate(JsonObject object, String name, Estimate estimate) {
    number(object, name, estimate.value());
    number(object, name + "_se", estimate.standardError());
  }

  /** JSON knows no NaN and no infinity: what is not defined is left out. */
  private static void number(JsonObject object, String name, double value) {
    if (Double.isFinite(value)) {
      object.addProperty(name, value);
    }
  }
}
