package org.normprop.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.normprop.function.Unit;
import org.normprop.io.Csv;
import org.normprop.text.Digits;

/**
 * A row as a line of CSV: what {@code estimate --format csv} prints and table files hold. The
 * quantities are those of {@link Quantity#TABLED}.
 */
public final class RowCsv {

  private static final String EXACT = "exact_";
  private static final String ERROR = "_error";
  private static final String STANDARD_ERROR = "_se";

  /** The columns. */
  public static final List<String> COLUMNS = columns();

  private RowCsv() {}

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("unit", "inputs", "samples", "seed"));
    texts().forEach(name -> columns.addAll(List.of(name, name + STANDARD_ERROR)));
    texts().forEach(name -> columns.add(EXACT + name));
    columns.addAll(List.of("exact_error", "method"));
    columns.addAll(ownErrors());
    return List.copyOf(columns);
  }

  private static Stream<String> texts() {
    return Quantity.TABLED.stream().map(Quantity::text);
  }

  /** The columns that files of earlier versions do not have. */
  private static List<String> ownErrors() {
    return texts().map(name -> EXACT + name + ERROR).toList();
  }

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
    Optional<Sampled> sampled = row.sampled();
    Optional<Exact> exact = row.exact();
    List<String> fields = new ArrayList<>();
    fields.add(unit);
    fields.add(Integer.toString(row.unit().inputs()));
    fields.add(sampled.map(s -> Long.toString(s.samples())).orElse(""));
    fields.add(sampled.map(s -> Long.toString(s.seed())).orElse(""));
    for (Quantity quantity : Quantity.TABLED) {
      fields.add(sampled.map(s -> s.get(quantity).valueText()).orElse(""));
      fields.add(sampled.map(s -> s.get(quantity).errorText()).orElse(""));
    }
    for (Quantity quantity : Quantity.TABLED) {
      fields.add(exact.map(e -> e.get(quantity).text()).orElse(""));
    }
    fields.add(exact.map(e -> Digits.significant(e.error(), 2)).orElse(""));
    fields.add(exact.map(Exact::method).or(() -> sampled.map(Sampled::method)).orElse(""));
    for (Quantity quantity : Quantity.TABLED) {
      fields.add(exact.map(e -> Digits.significant(e.get(quantity).error(), 2)).orElse(""));
    }
    return Csv.line(fields);
  }

  /**
   * Whether a header is that of rows, or that of rows of an earlier version, which told one error
   * for all exact numbers.
   */
  static boolean isHeader(List<String> fields) {
    return fields.equals(COLUMNS)
        || fields.equals(COLUMNS.subList(0, COLUMNS.size() - Quantity.TABLED.size()));
  }

  /**
   * Reads a line.
   *
   * @param header the columns' names
   * @param line the line's fields, as many as there are columns
   * @return the row
   * @throws IllegalArgumentException if a field is not what it should be; the message names it
   */
  static Row parse(List<String> header, List<String> line) {
    if (line.size() != header.size()) {
      throw new IllegalArgumentException(
          "expected " + header.size() + " fields, got " + line.size());
    }
    Fields fields = new Fields(header, line);
    Unit unit = Unit.parse(fields.text("unit"));
    if (!fields.text("inputs").equals(Integer.toString(unit.inputs()))) {
      throw new IllegalArgumentException(
          unit + " has " + unit.inputs() + " inputs, not " + fields.text("inputs"));
    }
    return new Row(unit, sampled(fields, unit.inputs()), exact(fields, unit.inputs()));
  }

  private static Optional<Sampled> sampled(Fields fields, int inputs) {
    if (fields.text("samples").isEmpty()) {
      return Optional.empty();
    }
    Map<Quantity, Estimate> found = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.TABLED) {
      found.put(
          quantity,
          new Estimate(
              fields.value(quantity.text(), quantity),
              fields.error(quantity.text() + STANDARD_ERROR)));
    }
    String method = fields.text("method").equals("rqmc") ? "rqmc" : "mc";
    return Optional.of(
        Sampled.of(found, inputs, fields.whole("samples"), fields.whole("seed"), method));
  }

  private static Optional<Exact> exact(Fields fields, int inputs) {
    if (fields.text(EXACT + Quantity.MEAN.text()).isEmpty()) {
      return Optional.empty();
    }
    Map<Quantity, Bounded> found = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.TABLED) {
      String column = EXACT + quantity.text();
      String error = fields.has(column + ERROR) ? column + ERROR : "exact_error";
      found.put(quantity, new Bounded(fields.value(column, quantity), fields.error(error)));
    }
    return Optional.of(Exact.of(found, inputs, fields.text("method")));
  }

  /** A line's fields by the names of their columns. */
  private record Fields(List<String> header, List<String> line) {

    boolean has(String column) {
      return header.contains(column);
    }

    String text(String column) {
      return line.get(header.indexOf(column));
    }

    /** A backward constant may be infinite, as that of a root at 0 is. */
    double value(String column, Quantity quantity) {
      if (quantity == Quantity.BACKWARD && text(column).equals("inf")) {
        return Double.POSITIVE_INFINITY;
      }
      double value = number(column);
      return quantity == Quantity.STD ? notNegative(column, value) : value;
    }

    double error(String column) {
      return notNegative(column, number(column));
    }

    private double notNegative(String column, double value) {
      if (value < 0) {
        throw new IllegalArgumentException(column + " must not be negative, got " + text(column));
      }
      return value;
    }

    private double number(String column) {
      String text = text(column);
      if (text.isEmpty()) {
        return Double.NaN;
      }
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // told below
      }
      throw new IllegalArgumentException(
          column + " must be a finite number or empty, got '" + text + "'");
    }

    long whole(String column) {
      try {
        return Long.parseLong(text(column));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            column + " must be a whole number, got '" + text(column) + "'");
      }
    }
  }
}
