package org.normprop.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.normprop.io.AtomicFile;
import org.normprop.io.BadFileException;
import org.normprop.io.Csv;
import org.normprop.io.FileText;
import org.normprop.text.Digits;

/**
 * A table's file: lines {@code # key: value} with the provenance and a checksum, a header, and a
 * line a row, sorted by unit. UTF-8, ends of lines {@code \n}, no time and no host in it.
 *
 * @param provenance where the numbers come from
 * @param table the numbers
 */
public record TableFile(Provenance provenance, ConstantsTable table) {

  private static final String FORMAT = "1";

  /**
   * The file's text.
   *
   * @return the same text for the same numbers, on every machine
   */
  public String text() {
    StringBuilder body = new StringBuilder(RowCsv.header());
    for (Row row : table.rows()) {
      body.append(RowCsv.line(row));
    }
    Input input = table.input();
    return "# format: "
        + FORMAT
        + "\n# stream: "
        + provenance.stream()
        + "\n# seed: "
        + provenance.seed()
        + "\n# samples: "
        + provenance.samples()
        + "\n# version: "
        + provenance.version()
        + "\n# input: "
        + input.text()
        + "\n# rho: "
        + correlation(input)
        + "\n# checksum: "
        + checksum(body.toString())
        + "\n"
        + body;
  }

  /** A matrix by its text, and the window that it is for. */
  private static String correlation(Input input) {
    return input instanceof Input.Normal normal
            && normal.correlation() instanceof Correlation.Matrix matrix
        ? matrix.text() + "\n# cells: " + matrix.size()
        : Digits.significant(input.rho(), 17);
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param file where to; its folder must exist
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, text());
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return what it holds
   * @throws BadFileException if it is truncated, edited or no table at all
   * @throws IOException if it cannot be read
   */
  public static TableFile read(Path file) throws IOException {
    return read(file, true);
  }

  /**
   * Reads a file that somebody may have edited, whatever its checksum.
   *
   * @param file the file
   * @return what it holds now
   * @throws BadFileException if it is truncated or no table at all
   * @throws IOException if it cannot be read
   */
  public static TableFile readEdited(Path file) throws IOException {
    return read(file, false);
  }

  private static TableFile read(Path file, boolean whole) throws IOException {
    byte[] bytes = FileText.bytes(file);
    try (Csv csv = new Csv(file, new ByteArrayInputStream(bytes))) {
      Map<String, String> keys = keys(csv);
      if (!FORMAT.equals(keys.get("format"))) {
        throw new BadFileException(
            file, 1, "not a table of constants: it should begin with '# format: " + FORMAT + "'");
      }
      if (whole) {
        checkWhole(file, new String(bytes, StandardCharsets.UTF_8), keys);
      }
      return new TableFile(
          provenance(file, keys), new ConstantsTable(input(file, keys), rows(csv)));
    }
  }

  private static Map<String, String> keys(Csv csv) throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    for (Optional<String> comment = csv.comment(); comment.isPresent(); comment = csv.comment()) {
      String[] pair = comment.get().split(": ", 2);
      if (pair.length < 2) {
        throw csv.bad("expected a line such as '# seed: 1'");
      }
      keys.put(pair[0], pair[1]);
    }
    return keys;
  }

  private static void checkWhole(Path file, String text, Map<String, String> keys)
      throws BadFileException {
    int body = 0;
    while (text.startsWith("#", body)) {
      int end = text.indexOf('\n', body);
      body = end < 0 ? text.length() : end + 1;
    }
    String checksum = checksum(text.substring(body));
    if (!checksum.equals(keys.get("checksum"))) {
      throw new BadFileException(
          file,
          "truncated or edited: the checksum of its rows is "
              + checksum
              + ", its head says "
              + keys.get("checksum")
              + "; delete it and make it anew with the command tables");
    }
  }

  private static List<Row> rows(Csv csv) throws IOException {
    if (!csv.next() || !RowCsv.isHeader(csv.fields())) {
      throw csv.bad("expected the header " + RowCsv.header().strip());
    }
    List<String> header = csv.fields();
    List<Row> rows = new ArrayList<>();
    while (csv.next()) {
      try {
        rows.add(RowCsv.parse(header, csv.fields()));
      } catch (IllegalArgumentException e) {
        throw csv.bad(e.getMessage());
      }
    }
    return rows;
  }

  private static Provenance provenance(Path file, Map<String, String> keys)
      throws BadFileException {
    return new Provenance(
        (int) whole(file, keys, "stream"),
        whole(file, keys, "seed"),
        whole(file, keys, "samples"),
        keys.getOrDefault("version", ""));
  }

  private static Input input(Path file, Map<String, String> keys) throws BadFileException {
    try {
      int cells = Integer.parseInt(keys.getOrDefault("cells", "0"));
      Correlation correlation = CorrelationText.ofSquare(keys.getOrDefault("rho", ""), cells);
      Input input = Input.parse(keys.getOrDefault("input", ""), TableFile::noData);
      return correlation.equals(Correlation.NONE)
          ? input
          : Input.normal(input.mean(), input.std(), correlation);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(
          file,
          "its head should state '# input: MEAN,STD' and '# rho: R' (" + e.getMessage() + ")");
    }
  }

  private static Empirical noData(String text) {
    throw new IllegalArgumentException("numbers of " + text + " are not kept with a table");
  }

  private static long whole(Path file, Map<String, String> keys, String key)
      throws BadFileException {
    try {
      return Long.parseLong(keys.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw new BadFileException(file, "its head should state '# " + key + ": WHOLE NUMBER'");
    }
  }

  static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
