package org.normprop.data.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.normprop.io.Csv;
import org.normprop.io.CsvDialect;

/** Names of columns in one text. */
public final class ColumnList {

  private ColumnList() {}

  /**
   * Reads names with commas between; a name that holds a comma stands in double quotes.
   *
   * @param text the names
   * @return the names
   * @throws IllegalArgumentException if quotes do not match
   */
  public static List<String> parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Csv csv =
        new Csv(
            Path.of("columns"), new ByteArrayInputStream(bytes), new CsvDialect(',', true, ""))) {
      return csv.next() ? csv.fields().stream().map(String::strip).toList() : List.of();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "columns are names with commas between, such as id,\"price, EUR\"; got '" + text + "'",
          e);
    }
  }
}
