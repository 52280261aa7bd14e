package org.normprop.report.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.normprop.function.Unit;
import org.normprop.moments.Calculator;
import org.normprop.moments.sample.Sampling;
import org.normprop.table.Input;
import org.normprop.table.Quantity;
import org.normprop.table.Row;

/** Cards and JSON list every quantity that there is, with its error. */
class RowTextTest {

  private static final Row TANH =
      Calculator.rows(
              List.of(Unit.parse("tanh")),
              Input.STANDARD,
              Calculator.Method.BOTH,
              new Sampling(100_000, 1, 1),
              done -> {})
          .get(0);

  @ParameterizedTest
  @EnumSource
  void everyQuantityStandsOnTheCard(Quantity quantity) {
    String card = RowText.text(List.of("tanh"), List.of(TANH), Input.STANDARD);
    String line = card.lines().filter(l -> l.startsWith(quantity.heading())).findFirst().get();
    assertTrue(line.contains(TANH.exact().get().get(quantity).text()), card);
    assertTrue(line.contains(" +- "), card);
  }

  @ParameterizedTest
  @EnumSource
  void everyQuantityStandsInJsonWithItsErrors(Quantity quantity) {
    JsonObject unit =
        JsonParser.parseString(RowText.json(List.of("tanh"), List.of(TANH), Input.STANDARD))
            .getAsJsonObject()
            .getAsJsonArray("units")
            .get(0)
            .getAsJsonObject();
    JsonObject exact = unit.getAsJsonObject("exact");
    assertEquals(
        TANH.exact().get().get(quantity).value(), exact.get(quantity.text()).getAsDouble());
    assertTrue(exact.get(quantity.text() + "_error").getAsDouble() < 1e-9);
    assertTrue(unit.getAsJsonObject("sampled").get(quantity.text() + "_se").getAsDouble() > 0);
  }

  @Test
  void aCardFitsEightyColumns() {
    RowText.text(List.of("tanh"), List.of(TANH), Input.STANDARD)
        .lines()
        .forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void severalUnitsStandSideBySideWithWhatFollowsFromThem() {
    List<String> texts = List.of("tanh", "tanh");
    String table = RowText.text(texts, List.of(TANH, TANH), Input.STANDARD);
    // 1/0.627928730349 and sqrt(E tanh'^2) by mpmath
    assertTrue(table.matches("(?s).*unit +backward +gain +rms gain +jacobian factor.*"), table);
    assertTrue(table.matches("(?s).*tanh +0\\.681471131 +1\\.59253742 .*"), table);
  }

  @Test
  void severalUnitsFitEightyColumnsHoweverLongTheyAre() {
    for (int terms : new int[] {1, 2, 3, 4, 5}) {
      String text = "expr:tanh(x)" + "+0.125*tanh(x)".repeat(terms - 1);
      String table = RowText.text(List.of(text, "tanh"), List.of(TANH, TANH), Input.STANDARD);
      assertTrue(table.contains(text + (terms < 2 ? " " : "\n")), table);
      table.lines().forEach(line -> assertTrue(line.length() <= 80, line));
      // numbers stand below their headings
      String[] lines = table.split("\n");
      assertEquals(lines[terms < 2 ? 0 : 1].length(), lines[terms < 2 ? 1 : 3].length(), table);
    }
  }
}
