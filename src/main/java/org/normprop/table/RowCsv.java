package org.normprop.table;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.normprop.function.Unit;
import org.normprop.io.Csv;
import org.normprop.text.Digits;

/** A row as a line of CSV: what {@code estimate --format csv} prints and table files hold. */
public final class RowCsv {

  /** The columns. */
  public static final List<String> COLUMNS =
      List.of(
          "unit",
          "inputs",
          "samples",
          "seed",
          "mean",
          "mean_se",
          "std",
          "std_se",
          "backward",
          "backward_se",
          "exact_mean",
          "exact_std",
          "exact_backward",
          "exact_error",
          "method");

  private RowCsv() {}

  /**
   * The header line.
   *
   * @return the columns' names, with {@code \n} at the end
   */
  public static String header() {
    return Csv.line(COLUMNS);
  }

  /**
   * A row's line, its unit in canonical form.
   *
   * @param row the row
   * @return the line, with {@code \n} at the end
   */
  public static String line(Row row) {
    return line(row, row.unit().text());
  }

  /**
   * A row's line.
   *
   * @param row the row
   * @param unit what to call the unit
   * @return the line, with {@code \n} at the end
   */
  public static String line(Row row, String unit) {
    Stream<String> sampled =
        row.sampled()
            .map(
                s ->
                    Stream.of(
                        Long.toString(s.samples()),
                        Long.toString(s.seed()),
                        s.mean().valueText(),
                        s.mean().errorText(),
                        s.std().valueText(),
                        s.std().errorText(),
                        s.backward().valueText(),
                        s.backward().errorText()))
            .orElseGet(() -> Stream.generate(() -> "").limit(8));
    Stream<String> exact =
        row.exact()
            .map(
                e ->
                    Stream.of(
                        Digits.exact(e.mean(), e.error()),
                        Digits.exact(e.std(), e.error()),
                        Digits.exact(e.backward(), e.error()),
                        Digits.significant(e.error(), 2)))
            .orElseGet(() -> Stream.generate(() -> "").limit(4));
    String method =
        row.exact().map(Exact::method).or(() -> row.sampled().map(Sampled::method)).orElse("");
    return Csv.line(
        Stream.of(
                Stream.of(unit, Integer.toString(row.unit().inputs())),
                sampled,
                exact,
                Stream.of(method))
            .flatMap(fields -> fields)
            .toList());
  }

  /**
   * Reads a line.
   *
   * @param fields the line's fields, as many as there are {@link #COLUMNS}
   * @return the row
   * @throws IllegalArgumentException if a field is not what it should be; the message names it
   */
  static Row parse(List<String> fields) {
    if (fields.size() != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "expected " + COLUMNS.size() + " fields, got " + fields.size());
    }
    Unit unit = Unit.parse(fields.get(0));
    if (!fields.get(1).equals(Integer.toString(unit.inputs()))) {
      throw new IllegalArgumentException(
          unit + " has " + unit.inputs() + " inputs, not " + fields.get(1));
    }
    Optional<Sampled> sampled = Optional.empty();
    if (!fields.get(2).isEmpty()) {
      Estimate none = Estimate.NONE;
      sampled =
          Optional.of(
              new Sampled(
                  whole(fields, 2),
                  whole(fields, 3),
                  fields.get(14).equals("rqmc") ? "rqmc" : "mc",
                  estimate(fields, 4),
                  estimate(fields, 6),
                  estimate(fields, 8),
                  none,
                  none,
                  none));
    }
    Optional<Exact> exact = Optional.empty();
    if (!fields.get(10).isEmpty()) {
      exact =
          Optional.of(
              new Exact(
                  number(fields, 10),
                  number(fields, 11),
                  number(fields, 12),
                  Double.NaN,
                  Double.NaN,
                  Double.NaN,
                  number(fields, 13),
                  fields.get(14)));
    }
    return new Row(unit, sampled, exact);
  }

  private static Estimate estimate(List<String> fields, int at) {
    double value = number(fields, at);
    double error = number(fields, at + 1);
    if (error < 0) {
      throw new IllegalArgumentException(
          COLUMNS.get(at + 1) + " must not be negative, got " + fields.get(at + 1));
    }
    return new Estimate(value, error);
  }

  private static double number(List<String> fields, int at) {
    String text = fields.get(at);
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        boolean std = COLUMNS.get(at).endsWith("std");
        if (std && value < 0) {
          throw new IllegalArgumentException(
              COLUMNS.get(at) + " must not be negative, got " + text);
        }
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        COLUMNS.get(at) + " must be a finite number or empty, got '" + text + "'");
  }

  private static long whole(List<String> fields, int at) {
    try {
      return Long.parseLong(fields.get(at));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          COLUMNS.get(at) + " must be a whole number, got '" + fields.get(at) + "'");
    }
  }
}
