package org.normprop.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.data.DataSet;
import org.normprop.data.Made;
import org.normprop.io.BadFileException;

/** The same numbers in other clothes are the same data, or are refused with the way out. */
class TablesAsPeopleHaveThemTest {

  private static final Path CASES = Path.of("src/test/resources/tables-as-people-have-them");
  private static final TableRequest QUALITY = TableRequest.predicting("quality");

  @TempDir private Path folder;

  private DataSet plain;

  @BeforeEach
  void readPlain() throws IOException {
    plain = TableReader.read(CASES.resolve("plain.csv"), QUALITY).rows();
    assertEquals(60, plain.size());
    assertEquals(List.of("alpha", "beta"), plain.featureNames());
    assertEquals(List.of("bad", "good"), plain.classNames());
    assertArrayEquals(new float[] {0.095f, 7.5f}, Made.row(plain, 0));
  }

  private void assertPlain(DataSet data) {
    assertEquals(plain.size(), data.size());
    for (int i = 0; i < plain.size(); i++) {
      assertArrayEquals(Made.row(plain, i), Made.row(data, i));
      assertEquals(plain.label(i), data.label(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"comment", "sep", "semi", "semiquoted", "semieu", "spaces", "index"})
  void otherClothesAreUnderstood(String name) throws IOException {
    assertPlain(TableReader.read(CASES.resolve(name + ".csv"), QUALITY).rows());
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,1",
    "UTF-16LE,1",
    "UTF-16BE,1",
    "UTF-16LE,0",
    "UTF-16BE,0",
    "ISO-8859-1,0",
  })
  void encodingsShowThemselves(String charset, int mark) throws IOException {
    String text = Files.readString(CASES.resolve("plain.csv"));
    byte[] bytes = ((mark > 0 ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset));
    assertPlain(TableReader.read(write(bytes), QUALITY).rows());
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("table.csv"), bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|", " ", " | ", "; ", "   "})
  void separatorsShowThemselves(String separator) throws IOException {
    String text = Files.readString(CASES.resolve("plain.csv")).replace(",", separator);
    assertPlain(TableReader.read(write(text.getBytes(StandardCharsets.UTF_8)), QUALITY).rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r", "\n\n"})
  void linesEndInManyWays(String end) throws IOException {
    String text = Files.readString(CASES.resolve("plain.csv")).replace("\n", end);
    assertPlain(TableReader.read(write(text.getBytes(StandardCharsets.UTF_8)), QUALITY).rows());
  }

  @Test
  void withoutAHeaderColumnsHaveNumbers() throws IOException {
    Path file = CASES.resolve("noheader.csv");
    TableRequest third = TableRequest.predicting("3");
    String message =
        assertThrows(BadFileException.class, () -> TableReader.read(file, third)).getMessage();
    assertTrue(message.contains(":1: ") && message.contains("--header none"), message);
    TableRequest headless =
        third.withSigns(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false));
    assertPlain(TableReader.read(file, headless).rows());
    TableFormat format = TableReader.format(TableSource.of(file), headless);
    TableSource inputs = new TableSource(Path.of("in"), "0.095,7.50\n".getBytes());
    assertArrayEquals(
        Made.row(plain, 0), Made.row(TableReader.read(inputs, format.withoutAnswer()).rows(), 0));
  }

  @Test
  void anEncodingThatDoesNotShowItselfIsAskedFor() throws IOException {
    Path file = CASES.resolve("latin1.csv");
    String message =
        assertThrows(BadFileException.class, () -> TableReader.read(file, QUALITY)).getMessage();
    assertTrue(
        message.contains(":1:1: ") && message.contains("F6") && message.contains("--encoding"),
        message);
    TableRequest latin1 =
        QUALITY.withSigns(
            Optional.empty(), Optional.empty(), Optional.of("latin1"), Optional.empty());
    DataSet data = TableReader.read(file, latin1).rows();
    assertEquals(List.of("größe", "beta"), data.featureNames());
    assertEquals(List.of("schlecht", "schön"), data.classNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"qmark", "empty"})
  void missingCellsAreRefusedOrDroppedOrFilled(String name) throws IOException {
    Path file = CASES.resolve(name + ".csv");
    String message =
        assertThrows(BadFileException.class, () -> TableReader.read(file, QUALITY)).getMessage();
    assertTrue(message.contains(":2:1: ") && message.contains("7 of 60 rows"), message);
    Table dropped = TableReader.read(file, QUALITY.withMissing(MissingRule.DROP));
    assertEquals(53, dropped.rows().size());
    assertEquals(7, dropped.leftOut());
    Table filled = TableReader.read(file, QUALITY.withMissing(MissingRule.MEAN));
    assertEquals(60, filled.rows().size());
    assertEquals(7, filled.missing().cardinality());
  }

  @Test
  void categoriesAreColumns() throws IOException {
    DataSet data = TableReader.read(CASES.resolve("cat.csv"), QUALITY).rows();
    assertEquals(List.of("alpha", "beta", "color=no", "color=yes"), data.featureNames());
    assertArrayEquals(new float[] {0.095f, 7.5f, 1, 0}, Made.row(data, 0));
  }

  @Test
  void percentagesAreReadWithTheirUnit() throws IOException {
    Table table = TableReader.read(CASES.resolve("percent.csv"), QUALITY);
    assertArrayEquals(new float[] {-17.2f, 2.3f}, Made.row(table.rows(), 2));
    assertTrue(TableWords.line(table).contains("alpha in %"), TableWords.line(table));
    TableSource bare = new TableSource(Path.of("in"), "alpha,beta\n0.3,1\n".getBytes());
    assertThrows(
        BadFileException.class, () -> TableReader.read(bare, table.format().withoutAnswer()));
  }

  @ParameterizedTest
  @CsvSource({"toy.arff,ARFF", "images.npy,NumPy"})
  void otherKindsOfFileAreCalledByTheirName(String name, String kind) {
    String message =
        assertThrows(BadFileException.class, () -> TableReader.read(CASES.resolve(name), QUALITY))
            .getMessage();
    assertTrue(message.contains(kind), message);
  }
}
