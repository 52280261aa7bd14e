package org.normprop.data.read;

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
import org.normprop.data.DataSet;
import org.normprop.data.Made;
import org.normprop.data.TargetKind;
import org.normprop.io.BadFileException;

class CsvReaderTest {

  private static final CsvLayout Y = CsvLayout.predicting("y");

  @TempDir private Path folder;

  private DataSet read(String text, CsvLayout layout) throws IOException {
    Path file = folder.resolve("Größe 1.csv");
    Files.writeString(file, text);
    return CsvReader.read(file, layout);
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
    DataSet train = read("a,b,y\n1,2,cat\n3,4,dog\n5,6,eel\n", Y);
    DataSet other = read("y,x,b,a\ndog,9,2,1\n", Y.like(train));
    assertArrayEquals(new float[] {1, 2}, Made.row(other, 0));
    assertEquals(1, other.label(0));
    assertEquals(train.classNames(), other.classNames());
    DataSet bare = read("b,y,a\n2,,1\n", CsvLayout.featuresOnly(train.featureNames()));
    assertEquals(TargetKind.NONE, bare.targetKind());
    assertArrayEquals(new float[] {1, 2}, Made.row(bare, 0));
    BadFileException e =
        assertThrows(BadFileException.class, () -> read("a,b,y\n1,2,fox\n", Y.like(train)));
    assertTrue(e.getMessage().endsWith(":2:5: there is no class 'fox': cat, dog, eel"));
  }

  @Test
  void packedFilesAreReadToo() throws IOException {
    Path file = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,y\n1,2.5\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(2.5f, CsvReader.read(file, Y).value(0));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 2; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThrows(BadFileException.class, () -> CsvReader.read(file, Y));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|: is empty: expected a header and rows",
        "a,y;|: has a header, but no rows",
        "a,y;1,2;1,2,3;|:3: a row of 3 fields where the header has 2: every row needs as many",
        "a,y;1,2;;1;|:4: a row of 1 fields where the header has 2: every row needs as many",
        "a,y;1,2;,3;|:3:1: a missing value in column 'a': fill it in or leave the row out",
        "a,y;1,2;NaN,3;|:3:1: a missing value in column 'a' ('NaN'): fill it in or leave the row out",
        "a,y;1,2;1, NA;|:3:3: a missing value in column 'y' ('NA'): fill it in or leave the row out",
        "a,y;inf,3;|:2:1: column 'a' must hold finite numbers up to 3.4e38, got 'inf'",
        "a,y;1e39,3;|:2:1: column 'a' must hold finite numbers up to 3.4e38, got '1e39'",
        "a,y;0x1p3,3;|:2:1: column 'a' must hold numbers such as -1.5 or 2e-3, got '0x1p3'",
        "a,y;1f,3;|:2:1: column 'a' must hold numbers such as -1.5 or 2e-3, got '1f'",
        "a,y;red,3;|:2:1: column 'a' must hold numbers such as -1.5 or 2e-3, got 'red'",
        "a,y;1,2;1,x;|:3:3: the target 'y' holds numbers in the rows above, but 'x' here; say that"
            + " it holds classes if that is meant",
        "a,Y;1,2;|:1: there is no column 'y'; did you mean Y? the columns are a, Y",
        "abc,def;1,2;|:1: there is no column 'y'; the columns are abc, def",
        "y;1;|:1: no column but 'y', which is to be predicted",
        "a,a,y;1,2,3;|:1:3: a second column 'a': names must differ",
        "a,,y;1,2,3;|:1:3: a column without a name: the first line must name every column",
        "1,2;1,2;|:1: numbers only: the first line must name the columns",
        "a\ty;1\t2;|:1: a single column 'a\ty': separate fields by commas",
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
    assertThrows(
        IllegalArgumentException.class,
        () -> new CsvLayout(Optional.of("y"), Optional.of(TargetKind.NONE), List.of(), List.of()));
  }
}
