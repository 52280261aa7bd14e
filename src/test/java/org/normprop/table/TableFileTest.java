package org.normprop.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normprop.function.Unit;
import org.normprop.io.BadFileException;

class TableFileTest {

  @TempDir Path dir;

  private static TableFile table() {
    Row relu =
        new Row(
            Unit.parse("relu"),
            Optional.of(
                Sampled.of(
                    Map.of(
                        Quantity.MEAN, new Estimate(0.4, 0.018),
                        Quantity.STD, new Estimate(0.58, 0.019),
                        Quantity.BACKWARD, new Estimate(0.71, 0.011)),
                    1,
                    1000,
                    7,
                    "mc")),
            Optional.of(
                Exact.of(
                    new Bounded(0.398942280401432678, 1e-16),
                    new Bounded(0.583819370103548949, 2e-16),
                    new Bounded(0.707106781186547524, 3e-16),
                    1,
                    "closed-form")));
    Row pooled = new Row(Unit.parse("relu,max:3x3"), Optional.empty(), relu.exact());
    return new TableFile(
        new Provenance(1, 7, 1000, "0.1.0"),
        new ConstantsTable(Input.normal(0, 1, 0.25), List.of(pooled, relu)));
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    Path file = dir.resolve("table.csv");
    table().write(file);
    TableFile read = TableFile.read(file);
    assertEquals(table().provenance(), read.provenance());
    assertEquals(Input.normal(0, 1, 0.25), read.table().input());
    assertEquals(table().text(), read.text());
    assertEquals(
        0.583819370103548949, read.table().find(Unit.parse("relu")).orElseThrow().std(), 1e-15);
  }

  /** E f'^2 of a root diverges at 0; a run with one must be able to read its own constants. */
  @Test
  void anInfiniteBackwardConstantReadsBack() throws IOException {
    Unit root = Unit.parse("expr:sign(x)*sqrt(abs(x))");
    Exact exact =
        Exact.of(
            new Bounded(0, 1e-16),
            new Bounded(0.893243841738002, 1e-15),
            new Bounded(Double.POSITIVE_INFINITY, 0),
            1,
            "quadrature");
    TableFile table =
        new TableFile(
            new Provenance(1, 7, 1000, "0.1.0"),
            new ConstantsTable(
                Input.STANDARD, List.of(new Row(root, Optional.empty(), Optional.of(exact)))));
    Path file = dir.resolve("root.csv");
    table.write(file);
    TableFile read = TableFile.read(file);
    assertEquals(table.text(), read.text());
    assertEquals(
        Double.POSITIVE_INFINITY, read.table().find(root).orElseThrow().value(Quantity.BACKWARD));
  }

  /** Its rows tell one error for all exact numbers. */
  @Test
  void aTableOfAnEarlierVersionIsRead() throws IOException {
    Path file = dir.resolve("old.csv");
    Files.writeString(
        file,
        """
        # format: 1
        # stream: 1
        # seed: 7
        # samples: 1000
        # version: 0.1.0
        # input: 0,1
        # rho: 0
        # checksum: 0
        unit,inputs,samples,seed,mean,mean_se,std,std_se,backward,backward_se,exact_mean,exact_std,exact_backward,exact_error,method
        relu,1,,,,,,,,,0.3989422804014327,0.583819370103549,0.7071067811865475,3e-16,closed-form
        """);
    Exact relu =
        TableFile.readEdited(file).table().find(Unit.parse("relu")).get().exact().orElseThrow();
    assertEquals(new Bounded(0.583819370103549, 3e-16), relu.get(Quantity.STD));
    assertEquals(3e-16, relu.error());
  }

  @Test
  void everyExactNumberHasTheDigitsOfItsOwnBound() {
    Row row =
        new Row(
            Unit.parse("relu"),
            Optional.empty(),
            Optional.of(
                Exact.of(
                    new Bounded(1.0 / 3, 1e-5),
                    new Bounded(2.0 / 3, 1e-9),
                    new Bounded(1.0 / 7, 2e-16),
                    1,
                    "made up")));
    assertEquals(
        "relu,1,,,,,,,,,0.33333,0.666666667,0.1428571428571428,0.00001,made up,0.00001,1e-9,2e-16\n",
        RowCsv.line(row));
  }

  @Test
  void aWindowIsFoundByItsCells() {
    assertTrue(table().table().find(Unit.parse("relu,max:9")).isPresent());
    assertTrue(table().table().find(Unit.parse("relu,max:2x2")).isEmpty());
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] bytes = table().text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Path file = dir.resolve("table.csv");
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      assertThrows(BadFileException.class, () -> TableFile.read(file), "length " + length);
    }
  }

  @Test
  void everyChangedDigitOfARowIsNoticed() throws IOException {
    String text = table().text();
    Path file = dir.resolve("table.csv");
    for (int at = text.indexOf("unit,"); at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isDigit(c)) {
        char other = c == '9' ? '0' : (char) (c + 1);
        Files.writeString(file, text.substring(0, at) + other + text.substring(at + 1));
        String message =
            assertThrows(BadFileException.class, () -> TableFile.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
      }
    }
  }

  @Test
  void aFileOfAnotherKindIsNamed() throws IOException {
    Path file = dir.resolve("other.csv");
    for (String text : List.of("", "a,b\n1,2\n", "# format: 2\n", "#", "# format: 1", "\u0000")) {
      Files.writeString(file, text);
      String message =
          assertThrows(BadFileException.class, () -> TableFile.read(file), text).getMessage();
      assertTrue(message.startsWith(file.toString()), message);
    }
  }
}
