package org.normprop.claim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normprop.io.Csv;
import org.normprop.io.FileText;
import org.normprop.text.Nearest;
import org.normprop.text.Quoted;

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

  /** Those that a file must have. */
  private static final List<String> NEEDED = List.of("unit", "quantity", "printed");

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
   * @param file a CSV file with the columns unit, quantity and printed, and what others of {@link
   *     #COLUMNS} it has, in any order; a number without a source has the file's name for one
   * @return the claims, in the file's order
   * @throws IOException if it cannot be read, or a field is not what it should be; the message says
   *     where
   */
  public static List<Claim> read(Path file) throws IOException {
    return read(file, FileText.open(file));
  }

  private static List<Claim> read(Path name, InputStream in) throws IOException {
    try (Csv csv = new Csv(name, in)) {
      while (csv.comment().isPresent()) {
        continue;
      }
      if (!csv.next()) {
        throw csv.bad(needed());
      }
      List<String> header =
          csv.fields().stream().map(column -> column.strip().toLowerCase(Locale.ROOT)).toList();
      checkHeader(csv, header);
      String source = name.getFileName().toString();
      List<Claim> claims = new ArrayList<>();
      while (csv.next()) {
        claims.add(new ClaimReader(csv, header, source).claim());
      }
      if (claims.isEmpty()) {
        throw csv.bad("has a header and no claim: write a line a number below it");
      }
      return claims;
    }
  }

  private static String needed() {
    return "expected a header with the columns "
        + String.join(", ", NEEDED)
        + "; there may be "
        + String.join(", ", COLUMNS.stream().filter(c -> !NEEDED.contains(c)).toList())
        + " besides";
  }

  private static void checkHeader(Csv csv, List<String> header) throws IOException {
    String first = header.get(0);
    if (header.size() == 1 && (first.indexOf(';') >= 0 || first.indexOf('\t') >= 0)) {
      throw csv.bad(
          "columns are separated by commas, not by "
              + (first.indexOf(';') >= 0 ? "semicolons" : "tabs")
              + "; a unit with a comma stands in double quotes");
    }
    if (!header.containsAll(NEEDED)) {
      throw csv.bad(needed());
    }
    for (int i = 0; i < header.size(); i++) {
      String column = header.get(i);
      if (!COLUMNS.contains(column)) {
        throw csv.bad(
            i, "there is no column " + Quoted.of(column) + Nearest.question(column, COLUMNS));
      }
      if (header.indexOf(column) < i) {
        throw csv.bad(i, "the column " + column + " is there twice");
      }
    }
  }
}
