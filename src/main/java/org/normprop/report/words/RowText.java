package org.normprop.report.words;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.normprop.json.Json;
import org.normprop.table.Bounded;
import org.normprop.table.Correlation;
import org.normprop.table.Estimate;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Row;
import org.normprop.table.Sampled;
import org.normprop.text.Digits;

/** Rows for people and for programs. */
public final class RowText {

  private static final String CARD = "%-18s%-21s %-9s %s";

  private static final int WIDTH = 80;

  /** What JSON tells once more beside the two routes' objects. */
  private static final List<Quantity> FOLLOWING =
      List.of(Quantity.SECOND_MOMENT, Quantity.GAIN, Quantity.RMS_GAIN, Quantity.JACOBIAN_FACTOR);

  private RowText() {}

  /** One unit as a card, several as a table. */
  public static String text(List<String> texts, List<Row> rows, Input input) {
    return rows.size() == 1
        ? card(texts.get(0), rows.get(0), input)
        : UnitsTable.of(texts, rows) + "\ninput " + describe(input) + "\n";
  }

  public static String describe(Input input) {
    if (input instanceof Input.Independent) {
      return input.text();
    }
    String normal =
        "N("
            + Digits.significant(input.mean(), 6)
            + ", "
            + (input.std() == 1 ? "1" : Digits.significant(input.std(), 6) + "^2")
            + ")";
    if (input instanceof Input.Normal given
        && given.correlation() instanceof Correlation.Matrix matrix) {
      return normal + ", rho " + matrix.text();
    }
    return input.rho() == 0 ? normal : normal + ", rho " + Digits.significant(input.rho(), 6);
  }

  private static String card(String text, Row row, Input input) {
    int inputs = row.unit().inputs();
    StringBuilder card = new StringBuilder();
    String what = (inputs == 1 ? "1 input" : inputs + " inputs") + ", " + describe(input);
    boolean isLong = text.length() + 3 + what.length() > WIDTH;
    card.append(text).append(isLong ? "\n    " : "   ").append(what).append("\n\n");
    card.append(String.format(Locale.ROOT, CARD, "", "exact", "within", "sampled")).append('\n');
    for (Quantity quantity : Quantity.values()) {
      Bounded exact = row.exact().map(e -> e.get(quantity)).orElse(Bounded.UNKNOWN);
      Estimate sampled = row.sampled().map(s -> s.get(quantity)).orElse(Estimate.NONE);
      String line =
          String.format(
              Locale.ROOT,
              CARD,
              quantity.heading(),
              exact.text(),
              exact.isFinite() ? Digits.significant(exact.error(), 2) : "",
              withError(sampled));
      if (!exact.text().isEmpty() || sampled.isDefined()) {
        card.append(line.stripTrailing()).append('\n');
      }
    }
    card.append('\n');
    card.append(
        row.exact()
            .map(e -> "exact by " + e.method() + ", each number within its bound\n")
            .orElse("no exact value: not asked for, or reached by no deterministic route\n"));
    row.sampled().ifPresent(s -> card.append(sampled(s)));
    return card.toString();
  }

  private static String sampled(Sampled s) {
    String without =
        s.values().keySet().stream()
            .filter(quantity -> s.get(quantity).isDefined())
            .filter(quantity -> Double.isNaN(s.get(quantity).standardError()))
            .map(Quantity::heading)
            .collect(Collectors.joining(" and "));
    return String.format(
        Locale.ROOT,
        "sampled %d times with seed %d (%s); +- is one standard error\n%s",
        s.samples(),
        s.seed(),
        s.method(),
        without.isEmpty() ? "" : "no error of " + without + " is known for so many samples\n");
  }

  private static String withError(Estimate sampled) {
    return sampled.isDefined() && !Double.isNaN(sampled.standardError())
        ? sampled.valueText() + " +- " + sampled.errorText()
        : sampled.valueText();
  }

  public static String json(List<String> texts, List<Row> rows, Input input) {
    JsonObject root = new JsonObject();
    JsonObject in = new JsonObject();
    in.addProperty("distribution", input.text());
    number(in, "mean", input.mean());
    number(in, "std", input.std());
    if (input instanceof Input.Normal given
        && given.correlation() instanceof Correlation.Matrix matrix) {
      in.addProperty("rho", matrix.text());
    } else {
      number(in, "rho", input.rho());
    }
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
              s.values()
                  .forEach(
                      (quantity, estimate) -> {
                        number(sampled, quantity.text(), estimate.value());
                        number(sampled, quantity.text() + "_se", estimate.standardError());
                      });
              object.add("sampled", sampled);
            });
    row.exact()
        .ifPresent(
            e -> {
              JsonObject exact = new JsonObject();
              exact.addProperty("method", e.method());
              number(exact, "error", e.error());
              e.values()
                  .forEach(
                      (quantity, known) -> {
                        number(exact, quantity.text(), known.value());
                        number(exact, quantity.text() + "_error", known.error());
                      });
              object.add("exact", exact);
            });
    for (Quantity quantity : FOLLOWING) {
      number(object, quantity.text(), row.value(quantity));
    }
    return object;
  }

  /** JSON knows no NaN and no infinity: what is not defined is left out. */
  private static void number(JsonObject object, String name, double value) {
    if (Double.isFinite(value)) {
      object.addProperty(name, value);
    }
  }
}
