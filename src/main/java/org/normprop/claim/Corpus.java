package org.normprop.claim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.normprop.function.Unit;
import org.normprop.function.stage.UnitException;
import org.normprop.io.Csv;

/** Reads claims from CSV: the project's own corpus of published numbers, or somebody else's. */
public final class Corpus {

  /** The columns of the file. */
  public static final List<String> COLUMNS =
      List.of(
          "group",
          "source",
          "address",
          "where",
          "unit",
          "quantity",
          "printed",
          "samples",
          "kind",
          "note");

  private static final int UNIT = 4;
  private static final int QUANTITY = 5;
  private static final int PRINTED = 6;
  private static final int SAMPLES = 7;
  private static final int KIND = 8;

  private Corpus() {}

  /**
   * The project's corpus.
   *
   * @return the claims, in the file's order
   * @throws IOException if it cannot be read
   */
  public static List<Claim> published() throws IOException {
    return read(Path.of("published.csv"), Corpus.class.getResourceAsStream("published.csv"));
  }

  /**
   * Reads a file.
   *
   * @param file a CSV file with the columns {@link #COLUMNS}
   * @return the claims, in the file's order
   * @throws IOException if it cannot be read, or a field is not what it should be; the message says
   *     where
   */
  public static List<Claim> read(Path file) throws IOException {
    return read(file, Files.newInputStream(file));
  }

  private static List<Claim> read(Path name, InputStream in) throws IOException {
    try (Csv csv = new Csv(name, in)) {
      if (!csv.next() || !csv.fields().equals(COLUMNS)) {
        throw csv.bad("expected the header " + String.join(",", COLUMNS));
      }
      List<Claim> claims = new ArrayList<>();
      while (csv.next()) {
        claims.add(claim(csv));
      }
      return claims;
    }
  }

  private static Claim claim(Csv csv) throws IOException {
    List<String> fields = csv.fields();
    if (fields.size() != COLUMNS.size()) {
      throw csv.bad("expected " + COLUMNS.size() + " fields, got " + fields.size());
    }
    Optional<Unit> unit = unit(csv);
    ClaimedQuantity quantity = quantity(csv);
    Printed printed;
    try {
      printed = Printed.parse(fields.get(PRINTED));
    } catch (IllegalArgumentException e) {
      throw csv.bad(PRINTED, e.getMessage());
    }
    OptionalLong samples = samples(csv);
    Claim.Kind kind = kind(csv);
    try {
      return new Claim(
          fields.get(0),
          fields.get(1),
          fields.get(2),
          fields.get(3),
          unit,
          quantity,
          printed,
          samples,
          kind,
          fields.get(9));
    } catch (IllegalArgumentException e) {
      throw csv.bad(UNIT, e.getMessage());
    }
  }

  private static Optional<Unit> unit(Csv csv) throws IOException {
    String text = csv.field(UNIT);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Unit.parse(text));
    } catch (UnitException e) {
      throw csv.bad(UNIT, e.getMessage());
    }
  }

  private static ClaimedQuantity quantity(Csv csv) throws IOException {
    String text = csv.field(QUANTITY);
    Optional<ClaimedQuantity> quantity = ClaimedQuantity.parse(text);
    if (quantity.isEmpty()) {
      throw csv.bad(
          QUANTITY,
          "there is no quantity '"
              + text
              + "'; they are "
              + String.join(", ", ClaimedQuantity.names()));
    }
    return quantity.get();
  }

  private static OptionalLong samples(Csv csv) throws IOException {
    String text = csv.field(SAMPLES);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long samples = Long.parseLong(text);
      if (samples >= 2) {
        return OptionalLong.of(samples);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw csv.bad(
        SAMPLES, "samples must be a whole number of at least 2, or empty; got '" + text + "'");
  }

  private static Claim.Kind kind(Csv csv) throws IOException {
    String text = csv.field(KIND);
    for (Claim.Kind kind : Claim.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
        return kind;
      }
    }
    throw csv.bad(
        KIND,
        "kind must be one of exact, formula, sampled, rounded, estimate, convention; got '"
            + text
            + "'");
  }
}
