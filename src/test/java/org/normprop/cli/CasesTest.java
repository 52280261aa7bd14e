package org.normprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normprop.function.Unit;
import org.normprop.io.Csv;
import org.normprop.moments.ExactMoments;
import org.normprop.table.Exact;
import org.normprop.table.Input;

/** What people type, in two lists: how it is answered, and what comes of formulas of the field. */
class CasesTest {

  private static List<List<String>> rows(String file) {
    List<List<String>> rows = new ArrayList<>();
    try (InputStream in = CasesTest.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("#.*\n", "");
      try (Csv csv =
          new Csv(
              java.nio.file.Path.of(file),
              new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
        csv.next();
        while (csv.next()) {
          rows.add(csv.fields());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static Stream<List<String>> messages() {
    return rows("messages.csv").stream();
  }

  static Stream<List<String>> formulas() {
    return rows("formulas.csv").stream();
  }

  /** The words of a line, as a shell parts them. */
  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    var matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words.toArray(String[]::new);
  }

  /** command, exit codes, a regular expression that both outputs together match, why. */
  @ParameterizedTest
  @MethodSource("messages")
  void whatPeopleTypeIsUnderstoodOrAnsweredWithWhatIsRight(List<String> row) {
    String[] words = words(row.get(0));
    if (!List.of(words).contains("-n")) {
      words = Stream.concat(Stream.of(words), Stream.of("-n", "1e4")).toArray(String[]::new);
    }
    Cli result = Cli.run(words);
    String output = result.out() + result.err();
    assertTrue(List.of(row.get(1).split("\\|")).contains("" + result.code()), output);
    assertTrue(Pattern.compile(row.get(2)).matcher(output).find(), output);
    assertFalse(output.contains("\tat "), output);
  }

  /** name, formula, mean, std; the numbers are mpmath's. */
  @ParameterizedTest
  @MethodSource("formulas")
  void formulasOfTheFieldHaveTheirMoments(List<String> row) {
    Exact exact = ExactMoments.of(Unit.parse("expr:" + row.get(1)), Input.STANDARD).orElseThrow();
    assertEquals(Double.parseDouble(row.get(2)), exact.mean(), 3e-15 + exact.error(), row.get(0));
    assertEquals(Double.parseDouble(row.get(3)), exact.std(), 6e-15 + exact.error(), row.get(0));
  }
}
