package org.normprop.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

  private static final Path FILE = Path.of("a.csv");

  private static Csv csv(String text) throws IOException {
    return new Csv(FILE, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<List<String>> all(String text) throws IOException {
    List<List<String>> records = new ArrayList<>();
    try (Csv csv = csv(text)) {
      while (csv.next()) {
        records.add(csv.fields());
      }
    }
    return records;
  }

  @Test
  void recordsAndFieldsAreSplit() throws IOException {
    assertEquals(List.of(List.of("a", " b ", ""), List.of("", "é", "1")), all("a, b ,\n,é,1"));
  }

  @Test
  void quotedFieldsMayHoldCommasQuotesAndLineBreaks() throws IOException {
    assertEquals(
        List.of(List.of("a,\"b\"", "c\r\nd\ne", ""), List.of("x")),
        all("\"a,\"\"b\"\"\",\"c\r\nd\ne\",\"\"\r\nx\r\n"));
  }

  @Test
  void everyKindOfLineEndCountsOnceAndEmptyLinesArePassedOver() throws IOException {
    Csv csv = csv("\uFEFFa\r\nb\rc\n\n\r\nd");
    List<Long> lines = new ArrayList<>();
    while (csv.next()) {
      lines.add(csv.line());
    }
    assertEquals(List.of(1L, 2L, 3L, 6L), lines);
  }

  @Test
  void aQuotedEmptyFieldIsARecord() throws IOException {
    assertEquals(List.of(List.of("")), all("\"\"\n"));
    assertEquals(List.of(), all("\n\r\n"));
    assertEquals(List.of(), all(""));
  }

  @Test
  void commentsAreReadOnRequest() throws IOException {
    Csv csv = csv("# format: 1\n\n#seed: 2\r\nunit,#mean\n#x,y\n");
    assertEquals(Optional.of("format: 1"), csv.comment());
    assertEquals(Optional.of("seed: 2"), csv.comment());
    assertEquals(3, csv.line());
    assertEquals(Optional.empty(), csv.comment());
    assertTrue(csv.next());
    assertEquals(List.of("unit", "#mean"), csv.fields());
    assertEquals(4, csv.line());
    assertTrue(csv.next());
    assertEquals(List.of("#x", "y"), csv.fields());
    assertFalse(csv.next());
    assertEquals(Optional.empty(), csv.comment());
  }

  @Test
  void aFaultNamesLineAndColumnInCharacters() throws IOException {
    Csv csv = csv("a\n\"é\nü\",é,x\n");
    csv.next();
    csv.next();
    assertEquals("a.csv:2: m", csv.bad("m").getMessage());
    assertEquals("a.csv:3:4: m", csv.bad(1, "m").getMessage());
    assertEquals("a.csv:3:6: m", csv.bad(2, "m").getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "|a,b\"c|,a.csv:1:4: a quote inside a field",
        "|\"a\"b|,a.csv:1:4: text behind a closing quote",
        "|a,\"b,c|,a.csv:1:3: a quote that is never closed",
      })
  void brokenQuotesAreRefused(String text, String message) {
    BadFileException e = assertThrows(BadFileException.class, () -> all(text));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirPlace() throws IOException {
    Csv csv = new Csv(FILE, new ByteArrayInputStream(new byte[] {'a', ',', (byte) 0xFF, '\n'}));
    csv.next();
    assertEquals("a", csv.field(0));
    BadFileException e = assertThrows(BadFileException.class, () -> csv.field(1));
    assertEquals("a.csv:1:3: not UTF-8 text: the byte FF", e.getMessage());
  }

  @Test
  void recordsWithoutEndAreRefusedInBoundedMemory() throws IOException {
    for (char c : new char[] {'a', ',', '"'}) {
      InputStream endless =
          new InputStream() {
            @Override
            public int read() {
              return c;
            }
          };
      try (Csv csv = new Csv(FILE, endless)) {
        BadFileException e = assertThrows(BadFileException.class, csv::next);
        assertTrue(e.getMessage().contains("a record of more than"), e.getMessage());
      }
    }
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    String[] pieces = {"a", ",", "\"", "\n", "\r", "#", " ", "é", "\uFEFF", "𝄞"};
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 5000; round++) {
      List<String> fields = new ArrayList<>();
      int size = 1 + random.nextInt(4);
      for (int i = 0; i < size; i++) {
        StringBuilder field = new StringBuilder();
        for (int k = random.nextInt(4); k > 0; k--) {
          field.append(pieces[random.nextInt(pieces.length)]);
        }
        fields.add(field.toString());
      }
      Csv csv = csv(Csv.line(fields) + "next,1\n");
      assertEquals(Optional.empty(), csv.comment());
      assertTrue(csv.next());
      assertEquals(fields, csv.fields());
      assertTrue(csv.next());
      assertEquals(List.of("next", "1"), csv.fields());
    }
  }
}
