package org.normprop.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                new Sampled(
                    1000,
                    7,
                    "mc",
                    new Estimate(0.4, 0.018),
                    new Estimate(0.58, 0.019),
                    new Estimate(0.71, 0.011),
                    Estimate.NONE,
                    Estimate.NONE,
                    Estimate.NONE)),
            Optional.of(
                new Exact(
                    0.398942280401432678,
                    0.583819370103548949,
                    0.707106781186547524,
                    0.5,
                    1.6,
                    4.8,
                    1e-16,
                    "closed-form")));
    Row pooled = new Row(Unit.parse("relu,max:3x3"), Optional.empty(), relu.exact());
    return new TableFile(
        new Provenance(1, 7, 1000, "0.1.0"),
        new ConstantsTable(new Input(0, 1, 0.25), List.of(pooled, relu)));
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    Path file = dir.resolve("table.csv");
    table().write(file);
    TableFile read = TableFile.read(file);
    assertEquals(table().provenance(), read.provenance());
    assertEquals(new Input(0, 1, 0.25), read.table().input());
    assertEquals(table().text(), read.text());
    assertEquals(
        0.583819370103548949, read.table().find(Unit.parse("relu")).orElseThrow().std(), 1e-15);
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
