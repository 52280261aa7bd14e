package org.normprop.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normprop.data.DataSet;
import org.normprop.data.Made;
import org.normprop.data.TargetKind;
import org.normprop.io.BadFileException;

class TableReaderTest {

  private static final TableRequest Y = TableRequest.predicting("y");

  @TempDir private Path folder;

  private DataSet read(String text, TableRequest layout) throws IOException {
    Path file = file(text);
    return TableReader.read(file, layout).rows();
  }

  private Path file(String text) throws IOException {
    Path file = folder.resolve("Größe 1.csv");
    Files.writeString(file, text);
    return file;
  }

  private static int[] labels(DataSet data) {
    int[] labels = new int[data.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = data.label(i);
    }
    return labels;
  }

  @Test
  void numbersArePredictedFromAllOtherColumns() throws IOException {
    DataSet data = read("a, y ,b\n1,0.5,-2e1\n 3 ,+.25,4.\n", Y);
    assertEquals(List.of("a", "b"), data.featureNames());
    assertEquals("2", data.shape().toString());
    assertEquals(TargetKind.NUMBER, data.targetKind());
    assertArrayEquals(new float[] {1, -20}, Made.row(data, 0));
    assertArrayEquals(new float[] {3, 4}, Made.row(data, 1));
    assertEquals(0.25f, data.value(1));
  }

  @Test
  void textIsAClass() throws IOException {
    DataSet data = read("a,y\n1,wolf\n2,cat\n3,\"wolf\"\n", Y);
    assertEquals(List.of("cat", "wolf"), data.classNames());
    assertArrayEquals(new int[] {1, 0, 1}, labels(data));
  }

  @Test
  void aFewWholeNumbersAreClassesInTheirOrder() throws IOException {
    DataSet data = read("a,y\n1,10\n2,9\n3,10.0\n4,-1\n", Y);
    assertEquals(List.of("-1", "9", "10"), data.classNames());
    assertArrayEquals(new int[] {2, 1, 2, 0}, labels(data));
    DataSet numbers = read("a,y\n1,10\n2,9\n", Y.withKind(TargetKind.NUMBER));
    assertEquals(TargetKind.NUMBER, numbers.targetKind());
  }

  @Test
  void manyWholeNumbersAreNumbersUnlessSaidOtherwise() throws IOException {
    StringBuilder text = new StringBuilder("a,y\n");
    for (int i = 0; i < 21; i++) {
      text.append(i).append(',').append(i).append('\n');
    }
    assertEquals(TargetKind.NUMBER, read(text.toString(), Y).targetKind());
    DataSet classes = read(text.toString(), Y.withKind(TargetKind.CLASS));
    assertEquals("10", classes.classNames().get(10));
  }

  @Test
  void aFileIsReadLikeAnother() throws IOException {
    Path first = file("a,b,y\n1,2,cat\n3,4,dog\n5,6,eel\n");
    TableFormat format = TableReader.format(TableSource.of(first), Y);
    DataSet other = TableReader.read(TableSource.of(file("y,x,b,a\ndog,9,2,1\n")), format).rows();
    assertArrayEquals(new float[] {1, 2}, Made.row(other, 0));
    assertEquals(1, other.label(0));
    assertEquals(List.of("cat", "dog", "eel"), other.classNames());
    TableSource bare = TableSource.of(file("b,y,a\n2,,1\n"));
    DataSet inputs = TableReader.read(bare, format.withoutAnswer()).rows();
    assertEquals(TargetKind.NONE, inputs.targetKind());
    assertArrayEquals(new float[] {1, 2}, Made.row(inputs, 0));
    TableSource unknown = TableSource.of(file("a,b,y\n1,2,fox\n"));
    BadFileException e =
        assertThrows(BadFileException.class, () -> TableReader.read(unknown, format));
    assertTrue(e.getMessage().endsWith(":2:5: there is no class 'fox': cat, dog, eel"));
  }

  @Test
  void packedFilesAreReadToo() throws IOException {
    Path file = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,y\n1,2.5\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(2.5f, TableReader.read(file, Y).rows().value(0));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 2; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThrows(BadFileException.class, () -> TableReader.read(file, Y).rows());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|: is empty: expected a header and rows",
        "a,y;|: has a header, but no rows",
        "a,y;1,2;1,2,3;|:3: a row of 3 fields where the header has 2: every row needs as many",
        "a,y;1,2;;1;|:4: a row of 1 field where the header has 2: every row needs as many",
        "a,y;inf,3;1,2;|:2:1: column 'a' must hold finite numbers up to 3.4e38, got 'inf'",
        "a,y;1e39,3;|:2:1: column 'a' must hold finite numbers up to 3.4e38, got '1e39'",
        "a,y;0x1p3,3;1,2;|:2:1: column 'a' must hold numbers such as -1.5 or 2e-3, got '0x1p3'; or"
            + " leave it out with --drop a",
        "a,y;1f,3;|:2:1: column 'a' must hold numbers such as -1.5 or 2e-3, got '1f'",
        "a,y;red,3;|:2:1: column 'a' must hold numbers such as -1.5 or 2e-3, got 'red'",
        "a,y;1,2;1,x;|:3:3: the target 'y' holds numbers in other rows, but 'x' here; say --task"
            + " class if they are names of classes",
        "a,Y;1,2;|:1: there is no column 'y'; did you mean Y? the columns are a, Y",
        "abc,def;1,2;|:1: there is no column 'y'; the columns are abc, def",
        "y;1;|: no column but 'y', which is to be predicted",
        "a,a,y;1,2,3;|:1:3: a second column 'a', as column 1 is called: rename one of them, for"
            + " names must differ",
        "a,,y;1,2,3;|: column 2 has no name: the first line must name every column",
        "a,y;,3;,4;|: column 'a' is empty in all rows: leave it out with --drop a",
        "a b,y;1 %,3;2,4;|:3:1: column 'a b' has '2' here and '1 %' in line 2: write all its"
            + " numbers in one unit",
      })
  void faultsNameTheirPlace(String lines, String message) {
    String text = lines.replace(';', '\n').replace("\\t", "\t");
    BadFileException e = assertThrows(BadFileException.class, () -> read(text, Y));
    assertEquals("Größe 1.csv" + message.replace("\\t", "\t"), tail(e));
  }

  private String tail(BadFileException e) {
    return e.getMessage().substring(folder.toString().length() + 1);
  }

  @Test
  void classesMayNotBeForcedToBeNothing() {
    assertThrows(IllegalArgumentException.class, () -> Y.withKind(TargetKind.NONE));
  }

  private String refused(String text, TableRequest request) {
    BadFileException e = assertThrows(BadFileException.class, () -> read(text, request));
    return tail(e).substring("Größe 1.csv".length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "NA", "nan", "null", "N/A", "-", "None"})
  void missingValuesAreRefusedWithTheCountAndTheWaysOut(String mark) throws IOException {
    String text = "a,b,y\n1,2,p\n" + mark + ",3,q\n3," + mark + ",p\n5," + mark + ",q\n";
    String shown = mark.isEmpty() ? "" : " ('" + mark + "')";
    assertEquals(
        ":3:1: a missing value in column 'a'"
            + shown
            + "; in all, 3 of 4 rows have missing values, in 2 of 3 columns (a: 1, b: 2): --missing"
            + " drop leaves such rows out, --missing mean puts the column's mean in their place,"
            + " --drop COLUMN leaves a column out",
        refused(text, Y));
    DataSet whole = read(text, Y.withMissing(MissingRule.DROP));
    assertEquals(1, whole.size());
    Table table = TableReader.read(file(text), Y.withMissing(MissingRule.MEAN));
    Table filled = table.filled(new int[] {0, 1});
    assertArrayEquals(new float[] {1, 3}, Made.row(filled.rows(), 1)); // the mean of rows 0 and 1
    assertArrayEquals(new float[] {3, 2.5f}, Made.row(filled.rows(), 2));
    assertEquals(List.of(1.0, 2.5), filled.format().fills());
  }

  @Test
  void aRowWithoutAnswerIsLeftOutWhereInputsAreFilled() throws IOException {
    Table table = TableReader.read(file("a,y\n1,p\n2,\n3,q\n"), Y.withMissing(MissingRule.MEAN));
    assertEquals(2, table.rows().size());
    assertEquals(1, table.leftOut());
    assertArrayEquals(new float[] {3}, Made.row(table.rows(), 1));
    assertEquals(1, table.rows().label(1));
  }

  @Test
  void aCategoryIsAColumnForEachWord() throws IOException {
    Path file = file("c,y\nred,1\nblue,2\nred,1\nblue,2\n");
    TableFormat format = TableReader.format(TableSource.of(file), Y);
    DataSet data = TableReader.read(TableSource.of(file), format).rows();
    assertEquals(List.of("c=blue", "c=red"), data.featureNames());
    assertArrayEquals(new float[] {0, 1}, Made.row(data, 0));
    assertArrayEquals(new float[] {1, 0}, Made.row(data, 1));
    TableSource unseen = TableSource.of(file("c\ngreen\n"));
    BadFileException e =
        assertThrows(
            BadFileException.class, () -> TableReader.read(unseen, format.withoutAnswer()));
    assertEquals(
        "Größe 1.csv:2:1: column 'c' has 'green', but the categories known are blue, red", tail(e));
  }

  @Test
  void namesAreNoCategory() {
    StringBuilder text = new StringBuilder("who,y\n");
    for (int i = 0; i < 30; i++) {
      text.append("person ").append(i).append(',').append(i % 2).append('\n');
    }
    assertEquals(
        ":2:1: column 'who' holds texts such as 'person 0', 30 different ones in 30 rows, which is"
            + " no category: leave it out with --drop who",
        refused(text.toString(), Y));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a;y|0,5;7|1,25;8 ! ,",
        "a;y|1.234,5;7|2;8 ! ,",
        "a;y|1.234.567;7|2;8 ! ,",
        "a;y|0.5;7|1.25;8 ! .",
        "a,y|\"1,234.5\",7|2,8 ! .",
        "a,y|\"1,234,567\",7|2,8 ! .",
        "a,y|\"299,136\",7|0.5,8 ! .",
        "a,y|1.234,7|2.345,8 ! .",
        "a,y|$1.25,7|$3,8 ! .",
      })
  void theDecimalSignIsToldByTheNumbersThatCanHaveOnlyOne(String text, char sign)
      throws IOException {
    Path file = file(text.replace('|', '\n'));
    assertEquals(sign, TableReader.format(TableSource.of(file), Y).decimal());
  }

  @Test
  void aCommaThatMayBeBothIsAskedAbout() throws IOException {
    String text = "a,y\n\"299,136\",7\n\"12,500\",8\n";
    assertEquals(
        ":2:1: '299,136' can be read in two ways: say --decimal point if its comma groups"
            + " thousands, or --decimal comma if it is the decimal sign",
        refused(text, Y));
    assertEquals(299136, Made.row(read(text, withDecimal('.')), 0)[0]);
    assertEquals(12500, Made.row(read(text, withDecimal('.')), 1)[0]);
    assertEquals(
        299.136f,
        Made.row(
            read(
                text.replace(",y", ";y").replace(",7", ";7").replace(",8", ";8"), withDecimal(',')),
            0)[0]);
  }

  private static TableRequest withDecimal(char sign) {
    return Y.withSigns(Optional.empty(), Optional.of(sign), Optional.empty(), Optional.empty());
  }

  @Test
  void twoDecimalSignsInOneTableAreRefused() {
    assertEquals(
        ":3:1: '0,75' has a decimal comma, but '0.5' in line 2 a decimal point: write all numbers"
            + " with the same sign",
        refused("a;y\n0.5;7\n0,75;8\n", Y));
  }

  @Test
  void datesAndMixturesAreRefusedByName() {
    assertTrue(
        refused("day,y\n2024-01-31,1\n2024-02-01,2\n", Y)
            .startsWith(":2:1: column 'day' holds dates or times such as '2024-01-31'"));
    assertTrue(
        refused("a,y\n1,1\n2,2\nthree,1\n", Y)
            .startsWith(":4:1: column 'a' must hold numbers such as -1.5 or 2e-3, got 'three'"));
  }

  @Test
  void pricesWithThousandsAreNumbersAndNoClasses() throws IOException {
    StringBuilder text = new StringBuilder("a,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(".5,\"").append(100 + i).append(",0").append(10 + i).append("\"\n");
    }
    DataSet data = read(text.toString(), Y);
    assertEquals(TargetKind.NUMBER, data.targetKind());
    assertEquals(100010, data.value(0));
  }

  @Test
  void tooManyTextsAreNoClasses() {
    StringBuilder text = new StringBuilder("a,y\n");
    for (int i = 0; i < 80; i++) {
      text.append(i).append(",word").append(i).append('\n');
    }
    assertEquals(
        ":2:3: the target 'y' holds texts, 80 different ones in 80 rows, which are no classes;"
            + " --task class takes them for classes",
        refused(text.toString(), Y));
  }
}
