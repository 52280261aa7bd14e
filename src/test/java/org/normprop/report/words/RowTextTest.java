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
}
