package org.normprop.table;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.normprop.text.AtomicFile;
import org.normprop.text.BadFileException;
import org.normprop.text.Csv;

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
    StringBuilder body = new StringBuilder(RowCsv.header()).append('\n');
    for (Row row : table.rows()) {
      body.append(RowCsv.line(row)).append('\n');
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
        + Digits.significant(input.mean(), 17)
        + ","
        + Digits.significant(input.std(), 17)
        + "\n# rho: "
        + Digits.significant(input.rho(), 17)
        + "\n# checksum: "
        + checksum(body.toString())
        + "\n"
        + body;
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
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new BadFileException(file, "not a table of constants: not UTF-8 text");
    }
    return parse(file, text);
  }

  private static TableFile parse(Path file, String text) throws BadFileException {
    Map<String, String> keys = new LinkedHashMap<>();
    int at = 0;
    int line = 0;
    while (text.startsWith("# ", at)) {
      line++;
      int end = text.indexOf('\n', at);
      int colon = text.indexOf(": ", at);
      if (end < 0 || colon < 0 || colon > end) {
        throw new BadFileException(file, line, "expected a line such as '# seed: 1'");
      }
      keys.put(text.substring(at + 2, colon), text.substring(colon + 2, end));
      at = end + 1;
    }
    if (!FORMAT.equals(keys.get("format"))) {
      throw new BadFileException(
          file, 1, "not a table of constants: it should begin with '# format: " + FORMAT + "'");
    }
    String body = text.substring(at);
    String checksum = checksum(body);
    if (!checksum.equals(keys.get("checksum"))) {
      throw new BadFileException(
          file,
          "truncated or edited: the checksum of its rows is "
              + checksum
              + ", its head says "
              + keys.get("checksum")
              + "; make it anew with the command tables");
    }
    return new TableFile(provenance(file, keys), rows(file, body, line, input(file, keys)));
  }

  private static ConstantsTable rows(Path file, String body, int linesBefore, Input input)
      throws BadFileException {
    String[] lines = body.split("\n");
    if (!lines[0].equals(RowCsv.header())) {
      throw new BadFileException(file, linesBefore + 1, "expected the header " + RowCsv.header());
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      try {
        rows.add(RowCsv.parse(Csv.fields(lines[i])));
      } catch (IllegalArgumentException e) {
        throw new BadFileException(file, linesBefore + 1 + i, e.getMessage());
      }
    }
    return new ConstantsTable(input, rows);
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
      String[] normal = keys.getOrDefault("input", "").split(",");
      return new Input(
          Double.parseDouble(normal[0]),
          Double.parseDouble(normal[normal.length - 1]),
          Double.parseDouble(keys.getOrDefault("rho", "")));
    } catch (IllegalArgumentException e) {
      throw new BadFileException(
          file, "its head should state '# input: MEAN,STD' and '# rho: R' (" + e.getMessage() + ")");
    }
  }

  private static long whole(Path file, Map<String, String> keys, String key)
      throws BadFileException {
    try {
      return Long.parseLong(keys.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw new BadFileException(file, "its head should state '# " + key + ": WHOLE NUMBER'");
    }
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
