package org.normprop.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.normprop.data.DataSet;
import org.normprop.data.sets.Catalogue;
import org.normprop.io.Csv;
import org.normprop.table.Empirical;
import org.normprop.text.Nearest;

/** Finds the numbers of {@code data:FILE.csv:COLUMN} and of {@code data:NAME}. */
final class EmpiricalData {

  private static final String PREFIX = "data:";

  private EmpiricalData() {}

  /**
   * The distribution of a column, or of all features of a known data set after they were brought to
   * mean 0 and std 1 together, as training does with images.
   *
   * @param text the option's value
   * @param cache where data sets were fetched to
   */
  static Empirical read(String text, Path cache) {
    String place = text.substring(PREFIX.length());
    int colon = place.lastIndexOf(':');
    try {
      if (colon > 0) {
        return column(text, Path.of(place.substring(0, colon)), place.substring(colon + 1));
      }
      if (Catalogue.find(place).isEmpty()) {
        throw new IllegalArgumentException(
            "expected data:FILE.csv:COLUMN, or data:NAME with one of "
                + String.join(", ", Catalogue.names())
                + "; got '"
                + text
                + "'");
      }
      return features(text, Catalogue.named(place).load(cache).rows());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Empirical column(String text, Path file, String name) throws IOException {
    Map<Double, Long> counts = new TreeMap<>();
    try (Csv csv = Csv.open(file)) {
      if (!csv.next()) {
        throw csv.bad("expected a header with the names of the columns");
      }
      List<String> names = csv.fields().stream().map(String::strip).toList();
      int at = names.indexOf(name);
      if (at < 0) {
        List<String> nearest = Nearest.names(name, names);
        throw new IllegalArgumentException(
            file
                + " has no column '"
                + name
                + "'; "
                + (nearest.isEmpty()
                    ? "they are " + String.join(", ", names)
                    : "did you mean " + String.join(" or ", nearest) + "?"));
      }
      while (csv.next()) {
        if (csv.size() != names.size()) {
          throw csv.bad("expected " + names.size() + " fields, got " + csv.size());
        }
        counts.merge(number(csv, at, name), 1L, Long::sum);
      }
    }
    return new Empirical(text, new TreeMap<>(counts));
  }

  private static double number(Csv csv, int at, String name) throws IOException {
    try {
      double value = Double.parseDouble(csv.field(at).strip());
      if (Double.isFinite(value)) {
        return 0.0 + value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw csv.bad(at, name + " must be a number, got '" + csv.field(at) + "'");
  }

  private static Empirical features(String text, DataSet rows) {
    Map<Float, Long> raw = new HashMap<>();
    float[] row = new float[rows.shape().size()];
    for (int i = 0; i < rows.size(); i++) {
      rows.features(i, row, 0);
      for (float x : row) {
        raw.merge(x, 1L, Long::sum);
      }
    }
    TreeMap<Double, Long> counts = new TreeMap<>();
    raw.forEach((x, n) -> counts.merge(0.0 + x, n, Long::sum));
    Empirical plain = new Empirical(text, counts);
    double mean = plain.mean();
    double std = plain.std();
    TreeMap<Double, Long> standardised = new TreeMap<>();
    counts.forEach((x, n) -> standardised.put((x - mean) / std, n));
    return new Empirical(text, standardised);
  }
}
