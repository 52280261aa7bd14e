package org.normprop.cli.constants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.normprop.io.Csv;

/** The committed page of constants, which {@code export --to html --dir tables} made. */
class ConstantsHtmlTest {

  private static final Path PAGE = Path.of("src/docs/constants.html");
  private static final Pattern WORD = Pattern.compile("[^\\s<>,:]+");

  private static String section(String page, String unit) {
    String id = unit.replaceAll("\\s", "").replace("&", "&amp;");
    int start = page.indexOf("id=\"" + id.replace("<", "&lt;").replace(">", "&gt;") + "\"");
    assertTrue(start >= 0, "no part of " + unit);
    return page.substring(start, page.indexOf("</section>", start));
  }

  private static Set<String> words(String html) {
    Set<String> words = new HashSet<>();
    Matcher matcher = WORD.matcher(html.replaceAll("<svg.*?</svg>|<pre>.*?</pre>", " "));
    while (matcher.find()) {
      words.add(matcher.group().replaceAll("\\.$", ""));
    }
    return words;
  }

  @Test
  void everyNumberOfTheTablesStandsInItsUnitsPartToTheLastDigit() throws Exception {
    String page = Files.readString(PAGE);
    Set<String> missing = new TreeSet<>();
    int numbers = 0;
    for (String table :
        List.of("activations.csv", "pooling.csv", "dropout.csv", "units.csv", "kernels.csv")) {
      try (Csv csv = Csv.open(Path.of("tables", table))) {
        while (csv.comment().isPresent()) {
          continue;
        }
        csv.next();
        List<String> header = csv.fields();
        while (csv.next()) {
          Set<String> words = words(section(page, csv.field(0)));
          for (int i = 1; i < header.size(); i++) {
            if (!csv.field(i).isEmpty()) {
              numbers++;
              if (!words.contains(csv.field(i))) {
                missing.add(csv.field(0) + " " + header.get(i) + " " + csv.field(i));
              }
            }
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(numbers > 4000, () -> "few numbers were compared");
  }

  @Test
  void anotherDigitWouldBeMissed() throws Exception {
    Set<String> words = words(section(Files.readString(PAGE), "abs"));
    assertTrue(words.contains("0.7978845608028654"));
    assertFalse(words.contains("0.7978845608028655"));
  }

  @Test
  void thePageLoadsNothingAndIsSmall() throws Exception {
    String page = Files.readString(PAGE);
    assertTrue(Files.size(PAGE) < 2_000_000);
    assertFalse(
        Pattern.compile("(?:src|srcset)=\"|<link|@import|url\\(|fetch\\(").matcher(page).find());
  }

  @Test
  void geluIsFoundByItsNames() throws Exception {
    Matcher row =
        Pattern.compile("data-words=\"([^\"]*)\"><th scope=\"row\"><a href=\"#gelu\"")
            .matcher(Files.readString(PAGE));
    assertTrue(row.find());
    String words = row.group(1).toLowerCase(Locale.ROOT);
    List.of("gelu", "f.gelu", "gauss", "x phi(x)").forEach(w -> assertTrue(words.contains(w), w));
  }
}
